"""The parts of a segment are read from the mapped file as from any other."""

from __future__ import annotations

import io
from pathlib import Path

import builders
from hypothesis import given
from hypothesis import strategies as st

from indexer.analyzer import Analyzer
from indexer.mapping import MappedFile, opened
from indexer.writers.whoosh import open_writer

STEPS = st.lists(st.tuples(st.sampled_from(["read", "start", "here", "end"]), st.integers(0, 40)), max_size=12)


@given(st.binary(max_size=60), STEPS)
def test_a_part_is_read_in_its_order_like_bytes(content: bytes, steps: list[tuple[str, int]]) -> None:
    mapped, plain = MappedFile(memoryview(content), "part").file, io.BytesIO(content)
    for what, number in steps:
        if what == "read":
            assert mapped.read(number) == plain.read(number)
        else:
            whence = {"start": io.SEEK_SET, "here": io.SEEK_CUR, "end": io.SEEK_END}[what]
            assert mapped.seek(number, whence) == plain.seek(number, whence)
        assert mapped.tell() == plain.tell()


def test_every_part_of_a_segment_is_mapped(tmp_path: Path, analyzer: Analyzer) -> None:
    open_writer(tmp_path, analyzer).write([builders.reply("a1", "课后服务")])
    index, reader = opened(tmp_path)
    assert isinstance(reader._terms._postfile, MappedFile)
    assert isinstance(reader._terms._tindex.dbfile, MappedFile)
    assert reader.column_reader("text_folded", translate=False)[0].decode("utf-8") == "课后服务"
    reader.close()
    index.close()
