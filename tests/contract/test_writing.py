"""How every engine takes changes: commits, replacements, deletions; a searcher keeps its moment."""

from __future__ import annotations

from collections.abc import Iterator

import builders
import pytest

from indexer.reply import Reply
from search.query import Everything, Exact, Query


def test_an_empty_index_answers_with_nothing(index) -> None:
    index.write()
    found = index.search(Everything())
    assert (found.total, found.hits) == (0, ())
    assert index.search("养老 -数字 单位:教育局 年:2021").total == 0
    assert index.searcher.count() == 0
    assert dict(index.searcher.values("agency")) == {}


def test_several_commits_add_up(index) -> None:
    for n in range(6):
        index.write(builders.reply(f"d{n}", f"养老服务第{n}批", agency=f"青屿市第{n % 2}局"))
    assert index.ids("养老服务") == {f"d{n}" for n in range(6)}
    assert index.ids("第3批") == {"d3"}
    assert index.ids("单位:第1局") == {"d1", "d3", "d5"}
    assert index.searcher.count() == 6


def test_a_document_is_replaced_by_its_id(world) -> None:
    world.write(builders.reply("r4", "殡葬服务改革。", "关于殡葬的答复", agency="青屿市民政局", year=2025))
    assert world.ids("老字号") == set()
    assert world.ids("网站标识码") == set()
    assert world.ids("殡葬") == {"r4"}
    assert world.ids("年:2023") == set()
    assert world.ids("年:2025") == {"r4"}
    assert world.searcher.count() == 6


def test_what_is_gone_is_gone_everywhere(world) -> None:
    world.write(gone=["r4", "never-there"])
    assert world.ids("老字号") == set()
    assert world.ids("-数字经济") == {"r3", "r6"}
    assert "r4" not in world.ids(Everything())
    assert world.searcher.count() == 5
    assert "C" not in world.searcher.values("result_class")
    facets = {v.value for f in world.search(Everything()).facets for v in f.values}
    assert "青屿市民政局" not in facets


def test_one_commit_puts_and_takes(world) -> None:
    world.write(builders.reply("r7", "老字号名录更新。"), gone=["r4"])
    assert world.ids("老字号") == {"r7"}


def test_everything_can_go(world) -> None:
    world.write(gone=[f"r{n}" for n in range(1, 7)])
    assert world.search(Everything()).total == 0
    assert world.ids("数字经济") == set()
    world.write(builders.reply("r1", "数字经济。"))
    assert world.ids("数字经济") == {"r1"}


def test_scores_do_not_remember_what_is_gone(index) -> None:
    """The same documents give the same scores, whatever the index held before."""
    texts = {f"d{n}": "养老服务。" * (n + 1) + "其他工作。" for n in range(5)}
    index.write(*(builders.reply(i, text, "甲") for i, text in texts.items()), builders.reply("x", "别的。", "乙"))
    fresh = dict(index.search("养老 或 别的").hits)
    for _ in range(3):
        index.write(*(builders.reply(i, text, "甲") for i, text in texts.items()))
    for n in range(20):
        index.write(builders.reply(f"t{n}", "养老服务很长很长的文字。" * 9, "养老"))
    index.write(gone=[f"t{n}" for n in range(20)])
    assert dict(index.search("养老 或 别的").hits) == pytest.approx(fresh)
    assert all(score > 0 for _, score in index.search("养老服务").hits)


def test_a_searcher_answers_from_the_moment_it_was_opened(world) -> None:
    searcher = world.searcher
    world.write(builders.reply("r7", "新的文件。"), gone=["r1"])
    assert searcher.count() == 6
    assert {i for i, _ in searcher.search(Query("", Exact("数字经济"))).hits} == {"r1", "r2", "r5"}
    assert world.ids("数字经济") == {"r2", "r5"}
    assert world.ids("新的文件") == {"r7"}


def test_a_commit_that_fails_changes_nothing(world) -> None:
    def failing() -> Iterator[Reply]:
        yield builders.reply("r7", "新的文件。")
        yield builders.reply("r4", "改过的文件。")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        world.open_writer(world.folder, world.analyzer).write(failing(), gone=["r1"])
    assert world.search(Everything()).total == 6
    assert world.ids("老字号") == {"r4"}
    world.write(builders.reply("r8", "又一份文件。"))
    assert world.searcher.count() == 7


def test_a_document_without_any_text_is_no_obstacle(index) -> None:
    index.write(builders.reply("empty", "", " "), builders.reply("d1", "养老"))
    assert index.ids("养老") == {"d1"}
    assert index.searcher.count() == 2
