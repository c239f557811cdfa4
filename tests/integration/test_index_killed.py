"""kill -9 at any moment of indexing leaves an archive that is usable, or repaired by the next run."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import builders
import pytest
from builders import dafu

FILES = 120


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Different invented replies."""
    chance = random.Random(3)
    words = ["课后服务", "养老床位", "充电设施", "公共停车", "校园食堂", "道路照明", "河道治理", "社区医院"]

    def letter(number: int) -> str:
        body = "".join(f"推进{chance.choice(words)}第{chance.randint(1, 99999)}项工作。" for _ in range(30))
        return builders.LETTER.replace("0127", f"{number:04}").replace("全市现有", f"{body}\n全市现有")

    return builders.write_files(tmp_path_factory.mktemp("crawl"), {f"{n}.txt": letter(n) for n in range(FILES)})


def start(crawl: Path, data: Path) -> subprocess.Popen[bytes]:
    environment = {**builders.clean_environment(), "DAFU_DATA": str(data)}
    return subprocess.Popen(
        [sys.executable, "cli.py", "index", str(crawl)],
        cwd=builders.ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def total(data: Path, query: str) -> int:
    done = dafu("search", "--json", query, "--limit", 0, data=data)
    assert done.returncode in (0, 1), done.stderr
    found: int = json.loads(done.stdout)["total"]
    return found


@pytest.fixture(scope="module")
def duration(crawl: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long the whole run takes."""
    started = time.monotonic()
    assert start(crawl, tmp_path_factory.mktemp("whole")).wait() == 0
    return time.monotonic() - started


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_killed_first_run_is_taken_up_by_the_next(crawl: Path, tmp_path: Path, duration: float, share: float) -> None:
    process = start(crawl, tmp_path)
    time.sleep(duration * share)
    process.kill()
    process.wait()
    done = dafu("search", "课后服务", data=tmp_path)
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or "dafu index" in done.stderr
    assert dafu("index", crawl, data=tmp_path).returncode == 0
    assert total(tmp_path, "义务教育学校") == FILES


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_a_killed_update_never_takes_the_old_answers_away(crawl: Path, tmp_path: Path) -> None:
    good = builders.write_files(tmp_path / "good", {"good.txt": builders.LETTER.replace("课后服务", "托育服务")})
    data = tmp_path / "data"
    assert dafu("index", good, data=data).returncode == 0
    for delay in (0.5, 1.0, 1.5):
        process = start(crawl, data)
        time.sleep(delay)
        process.kill()
        process.wait()
        assert total(data, "托育服务") == 1
    assert dafu("index", crawl, data=data).returncode == 0
    assert total(data, "义务教育学校") == FILES + 1
    assert len(list((data / "index").glob("gen-*"))) == 1
