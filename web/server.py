"""The search page as a running server."""

from __future__ import annotations

import errno
import logging
import re
import socket
from collections.abc import Callable, Collection

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server
from waitress.task import ErrorTask

from indexer.errors import InputError
from indexer.layout import DataDir

from .app import HEADERS, create_app
from .memory import share_one_arena

_THREADS = 8
_MOST_BODY = 65_536  # bytes: only the basket's forms send any
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
_EVERY_ADDRESS = ("0.0.0.0", "::")
_PROXY = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-proto"}}


def serve(data: DataDir, host: str, port: int, announce: Callable[[str], None], names: Collection[str] = ()) -> None:
    """Serves the page until Ctrl-C; `announce` gets the address once it can be opened.

    `names` are those under which a proxy on this machine offers it, which is then believed when it says https.
    Port 0 takes a free one. Raises InputError when nothing can listen there.
    """
    share_one_arena()
    app = create_app(data, only_hosts=(*_THIS_MACHINE, *names) if host in _THIS_MACHINE else ())
    with _listen(host, port) as listening:
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news to a clerk
        options = {"threads": _THREADS, "max_request_body_size": _MOST_BODY, **(_PROXY if names else {})}
        server = create_server(app, sockets=[listening], ident="dafu", **options)
        server.channel_class = _Channel
        announce(_address(host, listening.getsockname()[1]))
        try:
            server.run()
        except KeyboardInterrupt:
            pass  # a second Ctrl-C, while the first is being obeyed
        finally:
            server.close()


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Takes addresses with Chinese in them as it is, as curl and old browsers send them."""

    def parse_header(self, header_plus: bytes) -> None:
        line, end, rest = header_plus.partition(b"\r\n")
        escaped = re.sub(rb"[\x80-\xff]", lambda byte: b"%%%02X" % byte[0][0], line)
        super().parse_header(escaped + end + rest)


class _Refusal(ErrorTask):  # type: ignore[misc]
    """The answer to what is no request or too long to be one; such a thing never reaches the app."""

    def execute(self) -> None:
        error, body = self.request.error, "这个请求看不懂，或者太长，请回到首页重新查找\n".encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", "text/plain; charset=utf-8"), *HEADERS.items()]
        self.content_length = len(body)
        self.set_close_on_finish()
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection whose requests are read by `_Parser`."""

    parser_class = _Parser
    error_task_class = _Refusal


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket, made here because waitress would share a port in use on Windows."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        if not host or not 0 <= port <= 65535:
            raise ValueError((host, port))
        return socket.create_server((host, port), family=family, backlog=128)
    except PermissionError as error:
        raise InputError(f"没有权限使用端口 {port}，请用 --port 换一个（例如 8601）") from error
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise InputError(f"端口 {port} 已被占用，请用 --port 换一个（写 0 由系统选）") from error
        raise InputError(
            f"不能在地址“{host}”端口 {port} 上监听，请检查 --host 和 --port（只在本机用写 127.0.0.1）"
        ) from error


def _address(host: str, port: int) -> str:
    """The address to open in a browser on this machine."""
    name = "127.0.0.1" if host in _EVERY_ADDRESS else host
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"
