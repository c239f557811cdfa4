"""Answers questions from standard input with whatever checkout PYTHONPATH names: the other side of bench/beside.py.

`python -P bench/answering.py FILES DATA` indexes FILES into DATA, says so in a line, and then says of every question
{text, offset, newest} the CPU milliseconds it took. It uses only what every checkout has.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main() -> None:
    """Indexes, then answers until there is no more question."""
    from indexer.layout import DataDir
    from indexer.pipeline import run
    from search.archive import Archive
    from search.query import Sort

    data = DataDir(Path(sys.argv[2]))
    run([Path(sys.argv[1])], data)
    archive = Archive(data)
    print("indexed", flush=True)
    for line in sys.stdin:
        question = json.loads(line)
        sort = Sort.NEWEST if question["newest"] else Sort.RELEVANCE
        started = time.process_time()
        archive.search(question["text"], sort=sort, offset=question["offset"], limit=20)
        print((time.process_time() - started) * 1000, flush=True)
    archive.close()


if __name__ == "__main__":
    main()
