"""What the terminal and other programs get to see."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter

import builders
import pytest

import terminal
from indexer.document import Skipped
from indexer.report import Report
from search.results import Facet, FacetValue, Hit, ResultPage, Snippet

SNIPPET = Snippet("全市建成5G基站126个", ((4, 8),), ("一、基本情况",), 5, 40, (True, False))
HIT = Hit(
    "a1b2", "/青屿/1.html", "关于5G网络的答复", ((2, 4),), 3.2, (SNIPPET,), True,
    (("agency", "青屿市数据局"), ("year", "2023"), ("kind", "建议"), ("result_class", "A")), 1,
)  # fmt: skip


def page(*hits: Hit, total: int | None = None, **more: object) -> ResultPage:
    facets = (Facet("year", "年份", (FacetValue("2023", 2), FacetValue("2022", 1))),)
    values: dict[str, object] = {"query": "5G", "total": len(hits) if total is None else total, "total_exact": True,
                                 "hits": hits, "facets": facets, "notes": (), "offset": 0, "limit": 10,
                                 "sort": "relevance"}  # fmt: skip
    return ResultPage(**{**values, **more})  # type: ignore[arg-type]


class Stream(io.StringIO):
    def __init__(self, encoding: str, tty: bool = False) -> None:
        super().__init__()
        self._encoding, self._tty = encoding, tty

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return self._tty


@pytest.mark.parametrize(("encoding", "readable"), [("utf-8", True), ("UTF-8", True), ("gbk", False), ("ascii", False)])
def test_json_is_readable_where_the_terminal_can_show_it(
    encoding: str, readable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", Stream(encoding))
    text = terminal.to_json({"title": "青屿〇㛃😀"})
    assert json.loads(text) == {"title": "青屿〇㛃😀"}
    assert ("青屿" in text) is readable
    assert readable or text.isascii()


def test_marks_are_colour_on_a_terminal_and_stars_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stdout", Stream("utf-8"))
    assert terminal.marked("建成5G基站", [(2, 6)]) == "建成**5G基站**"
    monkeypatch.setattr("sys.stdout", Stream("utf-8", tty=True))
    assert "\x1b[" in terminal.marked("建成5G基站", [(2, 6)])
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in terminal.marked("建成5G基站", [(2, 6)])


def test_a_page_for_reading() -> None:
    text = terminal.page_text(page(HIT, total=25))
    for wanted in (
        "共 25 篇",
        "关于**5G**网络的答复",
        "青屿市数据局",
        "A类",
        "a1b2",
        "一、基本情况",
        "……全市建成**5G基站**126个",
        "2023 2",
    ):
        assert wanted in text


def test_nothing_found_is_said() -> None:
    assert "没有找到" in terminal.page_text(page())


def test_notes_come_first() -> None:
    assert "括号没有配对" in terminal.page_text(page(HIT, notes=("括号没有配对",))).split("\n")[0]


def test_csv_has_a_header_and_one_row_a_hit() -> None:
    rows = list(csv.DictReader(io.StringIO(terminal.page_csv(page(HIT, HIT)))))
    assert len(rows) == 2
    assert rows[0]["id"] == "a1b2"
    assert rows[0]["title"] == "关于5G网络的答复"
    assert rows[0]["agency"] == "青屿市数据局"
    assert rows[0]["paragraph"] == "全市建成5G基站126个"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(begin: str) -> None:
    snippet = Snippet(f"{begin}1+1,“甲”\n乙", (), (), 1, 0)
    hit = Hit("a1", "/1.html", f"{begin}cmd", (), 0.0, (snippet,), True, (), 0)
    row = next(csv.DictReader(io.StringIO(terminal.page_csv(page(hit)))))
    assert row["title"][0] not in "=+-@\t"
    assert row["paragraph"].endswith("1+1,“甲”\n乙")


def test_a_report_counts_and_names() -> None:
    report = Report(loaded=3, new=2, duplicates=1, not_replies=1, ignored=Counter({".css": 2}), replies=2)
    report.skipped = [Skipped(f"/青屿/{n}.html", "空文件") for n in range(30)]
    text = terminal.report_text(report)
    for wanted in ("新增 2", "重复 1", "非答复 1", "跳过 30", ".css 2", "/青屿/0.html", "空文件", "另有 10 个"):
        assert wanted in text
    data = json.loads(json.dumps(terminal.report_data(report)))
    assert data["new"] == 2
    assert data["ignored"] == {".css": 2}
    assert len(data["skipped"]) == 30
    assert data["skipped"][0] == {"uri": "/青屿/0.html", "reason": "空文件"}


def test_a_reply_for_reading_and_for_quoting() -> None:
    reply = builders.parsed(builders.LETTER)
    text = terminal.reply_text(reply, [reply.uri, "/青屿/另存.html"])
    for wanted in (reply.display_title, "青教建〔2023〕12号", "王思远", reply.id, "/青屿/另存.html", reply.text):
        assert wanted in text
    number = next(n for n, p in enumerate(reply.paragraphs, start=1) if "21.4万人" in reply.text[p.start : p.end])
    quoted = terminal.reply_text(reply, [], (), number).split("\n")
    assert quoted[0].startswith("全市现有义务教育学校")
    assert "青屿市教育局" in quoted[1]
    assert "青教建〔2023〕12号" in quoted[1]
