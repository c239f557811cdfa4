"""`make demo CHECK=1`: starts the search page as the demo does, asks it one question, and stops it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request


def main(dafu: str, data: str, port: str) -> int:
    """0 when the page and the API answer with a hit within 30 seconds."""
    server = subprocess.Popen([dafu, "--data", data, "serve", "--port", port])
    address = f"http://127.0.0.1:{port}"
    query = urllib.parse.urlencode({"q": "5G基站"})
    try:
        page = _get(f"{address}/?{query}", server)
        found = json.loads(_get(f"{address}/api/search?{query}", server))
        report = json.loads(_get(f"{address}/api/report", server))
    finally:
        server.terminate()
        server.wait(10)
    if "5G基站" not in page or not found["hits"] or not report["documents"]:
        print("查找网页没有给出结果", file=sys.stderr)
        return 1
    print(f"查找网页正常：{address} 找到 {found['total']} 篇")
    return 0


def _get(url: str, server: subprocess.Popen[bytes]) -> str:
    for _ in range(300):
        if server.poll() is not None:
            raise SystemExit("查找网页没有启动")
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return str(answer.read().decode("utf-8"))
        except urllib.error.URLError:
            time.sleep(0.1)
    raise SystemExit("查找网页没有应答")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
