"""The search page as a process: where it listens, what it says, how it ends."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.errors import InputError
from indexer.layout import DataDir
from web.server import serve


@pytest.fixture
def process(root: Path, sample_data: DataDir, request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[str]]:
    """A running server; a test may name more of its options."""
    command = [sys.executable, str(root / "cli.py"), "--data", str(sample_data.root), "serve", "--port", "0"]
    command += getattr(request, "param", [])
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=root, **pipes, preexec_fn=_as_in_a_terminal) as running:  # type: ignore[call-overload]
        yield running
        running.kill()


def _as_in_a_terminal() -> None:
    """What a shell starts in the background ignores Ctrl-C, and hands that on to all it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("查找网页已打开：http://127.0.0.1:"), line
    return line.split("：", 1)[1].split("（")[0]


def test_announces_an_address_that_answers(process: subprocess.Popen[str]) -> None:
    with urllib.request.urlopen(address(process) + "api/search?q=5G", timeout=20) as answer:
        assert json.load(answer)["total"] > 0


def test_takes_chinese_in_an_address_as_it_is(process: subprocess.Popen[str]) -> None:
    port = int(address(process).rstrip("/").rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall("GET /api/search?q=5G基站 HTTP/1.0\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.0 200")
    assert json.loads(answer.split(b"\r\n\r\n", 1)[1])["query"] == "5G基站"


@pytest.mark.parametrize(
    ("sent", "status"),
    [(b"GET\r\n\r\n", b"400"), (b"POST /basket HTTP/1.0\r\nContent-Length: 9999999\r\n\r\n", b"413")],
)
def test_what_is_no_request_is_refused_in_one_line(process: subprocess.Popen[str], sent: bytes, status: bytes) -> None:
    port = int(address(process).rstrip("/").rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(sent)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, body = answer.split(b"\r\n\r\n", 1)
    assert head.startswith(b"HTTP/1.0 " + status)
    assert b"nosniff" in head
    assert b"default-src 'none'" in head
    assert body.decode() == "这个请求看不懂，或者太长，请回到首页重新查找\n"


@pytest.mark.parametrize("process", [["--name", "dafu.example"]], indirect=True)
def test_behind_a_proxy_it_answers_under_the_name_of_the_proxy(process: subprocess.Popen[str]) -> None:
    url = address(process)
    ours = {"Host": "dafu.example", "X-Forwarded-Proto": "https"}
    with urllib.request.urlopen(urllib.request.Request(url + "opensearch.xml", headers=ours), timeout=20) as answer:
        assert 'template="https://dafu.example/?q=' in answer.read().decode()
    pick = urllib.request.Request(url + "basket", b"do=clear", {**ours, "Origin": "https://dafu.example"})
    assert urllib.request.build_opener(_Stay).open(pick, timeout=20).status == 303
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(urllib.request.Request(url, headers={"Host": "elsewhere.example"}), timeout=20)


class _Stay(urllib.request.HTTPErrorProcessor):
    """Takes a redirection as the answer."""

    def http_response(self, request: object, response: object) -> object:
        return response


def test_answers_only_under_the_names_of_this_machine(process: subprocess.Popen[str]) -> None:
    """A page elsewhere cannot reach the archive by a name that it points to 127.0.0.1."""
    url = address(process)
    for host, status in (("127.0.0.1", 200), ("localhost", 200), ("evil.example", 400)):
        request = urllib.request.Request(f"{url}api/search?q=5G", headers={"Host": host})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                found = answer.status
        except urllib.error.HTTPError as error:
            found = error.code
        assert found == status, host


def test_ctrl_c_ends_quietly(process: subprocess.Popen[str]) -> None:
    address(process)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert "Traceback" not in said
    assert process.returncode in (0, 130)


def test_port_in_use_is_one_line(sample_data: DataDir) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"端口 {port} 已被占用"):
            serve(sample_data, "127.0.0.1", port, print)


@pytest.mark.parametrize("host", ["203.0.113.7", "没有.invalid", "", "1.2.3.4.5", "a b", "x" * 300])
def test_bad_address_is_one_line(sample_data: DataDir, host: str) -> None:
    with pytest.raises(InputError, match="不能在地址") as refused:
        serve(sample_data, host, 0, print)
    assert "\n" not in str(refused.value)


def test_impossible_port_is_one_line(sample_data: DataDir) -> None:
    with pytest.raises(InputError, match="不能在地址"):
        serve(sample_data, "127.0.0.1", 99999, print)
