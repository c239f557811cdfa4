"""What the terminal and other programs get to see."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter

import builders
import pytest

from indexer.document import Skipped
from indexer.report import Report
from search.results import Facet, FacetValue, Hit, ResultPage, Snippet
from terminal.hits import page_text, reply_text
from terminal.lines import Line, broken, rendered, width_of
from terminal.output import progress, to_json
from terminal.reports import report_data, report_text
from terminal.tables import aligned, csv_text

MARKED = Line("建成5G基站", ((2, 6),))

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
    text = to_json({"title": "青屿〇㛃😀"})
    assert json.loads(text) == {"title": "青屿〇㛃😀"}
    assert ("青屿" in text) is readable
    assert readable or text.isascii()


def test_marks_are_colour_on_a_terminal_and_stars_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stdout", Stream("utf-8"))
    assert rendered([MARKED]) == "建成**5G基站**"
    monkeypatch.setattr("sys.stdout", Stream("utf-8", tty=True))
    assert "\x1b[" in rendered([MARKED])
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in rendered([MARKED])


def test_a_page_for_reading() -> None:
    text = page_text(page(HIT, total=25))
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
    assert "没有找到" in page_text(page())


def test_notes_come_first() -> None:
    assert "括号没有配对" in page_text(page(HIT, notes=("括号没有配对",))).split("\n")[0]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(begin: str) -> None:
    row = next(csv.DictReader(io.StringIO(csv_text(("甲", "乙"), [(f"{begin}cmd", "1,“甲”\n乙")]))))
    assert row["甲"][0] not in "=+-@\t"
    assert row["乙"] == "1,“甲”\n乙"


LONG = (
    "关于加强5G基站建设的建议：您在市十七届人大二次会议上提出的“建议”收悉（第0127号），网址 https://www.qingyu.example/info/1033/20718.htm。"
    * 3
)


@pytest.mark.parametrize("width", [20, 37, 80])
def test_lines_on_a_terminal_keep_all_text_and_their_width(width: int) -> None:
    rows = [LONG[start:end] for start, end in broken(LONG, width)]
    assert "".join(rows) == LONG
    assert all(width_of(row) <= width for row in rows)
    assert not any(row[0] in "，。：）”" for row in rows)
    assert width < 37 or all("5G" in row or row[-1] != "5" for row in rows)


def test_a_page_on_a_terminal_is_never_wider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    snippet = Snippet(LONG, ((4, 8), (60, 90)), ("一、" + "基本情况" * 20,), 5, 0, (True, True))
    hit = Hit("a1b2", "", LONG, ((2, 30),), 1.0, (snippet,), True, (("agency", "青屿市数据局" * 9),), 1)
    text = page_text(page(hit, notes=(LONG,)), {"a1b2": (LONG,)}, 40)
    rows = [re.sub("\x1b\\[[0-9;]*m", "", row) for row in text.split("\n")]
    assert all(width_of(row) <= 40 for row in rows)
    joined = "".join(row.strip() for row in rows)
    assert joined.count(LONG.replace(" ", "")) + joined.count(LONG) >= 3
    monkeypatch.delenv("FORCE_COLOR")
    assert "**" in page_text(page(hit), None, 40)  # marks are seen without colours too


def test_columns_of_wide_characters_are_aligned() -> None:
    first, second = aligned([("12 篇", "甲"), ("没有", "乙")])
    assert width_of(first[: first.index("甲")]) == width_of(second[: second.index("乙")])


def test_a_report_counts_and_names() -> None:
    report = Report(loaded=3, new=2, duplicates=1, not_replies=1, ignored=Counter({".css": 2}), replies=2)
    report.skipped = [Skipped(f"/青屿/{n}.html", "空文件") for n in range(30)]
    text = report_text(report)
    for wanted in ("新增 2", "重复 1", "非答复 1", "跳过 30", ".css 2", "/青屿/0.html", "空文件", "另有 10 个"):
        assert wanted in text
    data = json.loads(json.dumps(report_data(report)))
    assert data["new"] == 2
    assert data["ignored"] == {".css": 2}
    assert len(data["skipped"]) == 30
    assert data["skipped"][0] == {"uri": "/青屿/0.html", "reason": "空文件"}


def test_a_reply_for_reading_and_for_quoting() -> None:
    reply = builders.parsed(builders.LETTER)
    text = reply_text(reply, [reply.uri, "/青屿/另存.html"])
    for wanted in (reply.display_title, "青教建〔2023〕12号", "王思远", reply.id, "/青屿/另存.html", reply.text):
        assert wanted in text
    number = next(n for n, p in enumerate(reply.paragraphs, start=1) if "21.4万人" in reply.text[p.start : p.end])
    quoted = reply_text(reply, [], (), number).split("\n")
    assert quoted[0].startswith("全市现有义务教育学校")
    assert "青屿市教育局" in quoted[1]
    assert "青教建〔2023〕12号" in quoted[1]


def test_progress_is_shown_to_who_has_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("terminal.output.time.monotonic", lambda: clock[0])
    monkeypatch.setenv("TERM", "xterm")
    screen = Stream("utf-8", tty=True)
    monkeypatch.setattr("sys.stderr", screen)
    with progress() as advance:
        advance("建索引", 40, 100)
        assert screen.getvalue() == ""
        clock[0] = 2.5
        advance("建索引", 10, 100)
    assert "建索引" in screen.getvalue()
    assert "50/100" in screen.getvalue()
    quiet = Stream("utf-8", tty=True)
    monkeypatch.setattr("sys.stderr", quiet)
    with progress(quiet=True) as advance:
        clock[0] = 9.0
        advance("建索引", 1, 100)
    assert quiet.getvalue() == ""
