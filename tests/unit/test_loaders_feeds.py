"""Feeds and tables: every record with a body is a document, its other columns are what the page said of itself."""

from __future__ import annotations

import datetime
import gzip
import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import builders
import pytest
import shapes
from hypothesis import given
from hypothesis import strategies as st

from indexer.document import Ignored, RawDocument, Skipped
from indexer.errors import InputError
from indexer.extractors import extract
from indexer.limits import MAX_CELL_CHARS
from indexer.loaders import Loaded, csvs, databases, load, sheets
from indexer.loaders.records import FIELDS, as_text, as_time, key

Rows = list[dict[str, Any]]


def as_json_lines(folder: Path, rows: Rows) -> Path:
    path = folder / "a.jsonl"
    path.write_bytes(shapes.json_lines(rows))
    return path


def as_json(folder: Path, rows: Rows) -> Path:
    path = folder / "a.json"
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def as_object(folder: Path, rows: Rows) -> Path:
    path = folder / "b.json"
    path.write_text(json.dumps({"code": 0, "data": {"total": len(rows), "list": rows}}), encoding="gbk")
    return path


def as_csv(folder: Path, rows: Rows) -> Path:
    path = folder / "a.csv"
    path.write_bytes(shapes.csv_table(rows))
    return path


def as_xlsx(folder: Path, rows: Rows) -> Path:
    path = folder / "a.xlsx"
    path.write_bytes(shapes.xlsx([list(rows[0]), *(list(row.values()) for row in rows)]))
    return path


def as_sqlite(folder: Path, rows: Rows) -> Path:
    return shapes.sqlite(folder / "SpiderResult.db3", rows)


FORMS = [as_json_lines, as_json, as_object, as_csv, as_xlsx, as_sqlite]
form = pytest.mark.parametrize("form", FORMS)
Form = Callable[[Path, Rows], Path]


def documents(path: Path, **columns: str) -> list[RawDocument]:
    """What is loaded, which has to be documents only."""
    items = list(load(path, columns=columns))
    assert all(isinstance(item, RawDocument) for item in items), items
    return items  # type: ignore[return-value]


def only(path: Path, **columns: str) -> Loaded:
    """The one thing that is loaded."""
    (item,) = load(path, columns=columns)
    return item


@form
def test_a_record_is_a_document(tmp_path: Path, form: Form) -> None:
    found = documents(form(tmp_path, shapes.records(3)))
    assert [item.body.decode() for item in found] == [row["正文"] for row in shapes.records(3)]
    assert {(item.url, item.url_from, item.fetched) for item in found} == {
        (shapes.URL, "column", "2023-07-20T08:30:00")
    }
    said = {"标题": "关于课后服务的答复", "发布时间": "2023-07-18", "来源": "青屿市教育局"}
    assert all(item.meta == said for item in found)
    assert all(item.charset is not None and item.charset.damaged == 0 for item in found)


@form
def test_records_keep_their_addresses_when_others_are_appended(tmp_path: Path, form: Form) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    names = [item.uri.rpartition("/1/")[2] for item in documents(form(tmp_path / "1", shapes.records(3)))]
    more = [item.uri.rpartition("/2/")[2] for item in documents(form(tmp_path / "2", shapes.records(5)))]
    assert more[:3] == names
    assert len(set(more)) == 5
    assert all("!/" in name for name in more)


@form
def test_a_record_reads_as_its_page_would(tmp_path: Path, form: Form) -> None:
    page = extract(documents(form(tmp_path, [dict(shapes.RECORD)]))[0])
    assert page.lines == (shapes.TEXT,)
    assert page.pair("标题")
    assert page.pair("来源")


@form
def test_a_record_without_a_body_is_named(tmp_path: Path, form: Form) -> None:
    first, second, third = shapes.records(3)
    items = list(load(form(tmp_path, [first, {**second, "正文": ""}, third])))
    assert [type(item) for item in items] == [RawDocument, Skipped, RawDocument]


@form
def test_a_table_without_a_body_says_which_columns_it_has(tmp_path: Path, form: Form) -> None:
    item = only(form(tmp_path, [{"标题": "关于课后服务的答复", "neirong": shapes.TEXT}] * 2))
    assert isinstance(item, Skipped)
    assert "neirong" in item.reason
    assert "--map" in item.reason


@form
@pytest.mark.parametrize("field", ["正文", "content", "html"])
def test_the_user_may_say_which_column_is_which(tmp_path: Path, form: Form, field: str) -> None:
    path = form(tmp_path, [{"biaoti": "关于课后服务的答复", "neirong": shapes.TEXT, "正文": "略"}])
    (item,) = documents(path, **{field: "neirong", "标题": "biaoti"})
    assert item.body.decode() == shapes.TEXT
    assert item.meta == {"标题": "关于课后服务的答复"}


def test_a_field_that_is_not_there_is_an_error_of_the_user(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不认识的信息项“zhengwen”"):
        list(load(tmp_path, columns={"zhengwen": "x"}))


@pytest.mark.parametrize(
    ("values", "body"),
    [
        ({"html": f"<p>{shapes.TEXT}</p>", "content": "短", "text": "短"}, f"<p>{shapes.TEXT}</p>"),
        ({"content": shapes.TEXT, "text": "短"}, shapes.TEXT),
        ({"html": "", "text": shapes.TEXT}, shapes.TEXT),
        ({"content": [shapes.TEXT, "", "此复。"]}, f"{shapes.TEXT}\n此复。"),
        ({"答复内容": shapes.TEXT, "标题": "答"}, shapes.TEXT),
        ({"Body_HTML": f"<p>{shapes.TEXT}</p>"}, f"<p>{shapes.TEXT}</p>"),
        ({"pageHtml": f"<p>{shapes.TEXT}</p>"}, f"<p>{shapes.TEXT}</p>"),
    ],
)
def test_what_is_nearest_to_the_page_is_the_body(tmp_path: Path, values: dict[str, object], body: str) -> None:
    (item,) = documents(as_json(tmp_path, [values]))
    assert item.body.decode() == body


def test_columns_speak_under_the_labels_of_a_page(tmp_path: Path) -> None:
    row = {
        "content": shapes.TEXT,
        "title": "关于课后服务的答复",
        "pub_date": "2023-07-18",
        "文号": "青教建〔2023〕12号",
        "承办单位": "青屿市教育局",
        "索引号": "0127",
        "办理结果": "A",
        "_id": "64b7",
        "category_id": 12,
        "正文2": "略",
        "当前时间": "2023-07-20",
    }
    (item,) = documents(as_json(tmp_path, [row]))
    assert item.meta == {
        "标题": "关于课后服务的答复",
        "发布时间": "2023-07-18",
        "发文字号": "青教建〔2023〕12号",
        "发布机构": "青屿市教育局",
        "索引号": "0127",
        "办理结果": "A",
    }


def test_names_of_columns_belong_to_one_field_each() -> None:
    names = [key(name) for _, names in FIELDS.values() for name in names.split()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("url", ["javascript:void(0)", "/zwgk/1.html", "无", ""])
def test_an_address_that_is_none_is_not_kept(tmp_path: Path, url: str) -> None:
    (item,) = documents(as_json(tmp_path, [{**shapes.RECORD, "标题链接": url}]))
    assert (item.url, item.url_from) == ("", "")


def test_lone_surrogates_and_strange_values_survive(tmp_path: Path) -> None:
    row = '{"content": "\\ud83d' + shapes.TEXT + '\\u0000", "title": "\\udc00", "url": {"a": 1}, "n": 1e400}'
    builders.write_files(tmp_path, {"a.jsonl": row})
    (item,) = documents(tmp_path / "a.jsonl")
    assert shapes.TEXT in item.body.decode("utf-8")
    for value in item.meta.values():
        value.encode("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_json_lines_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in shapes.records(3))
    (tmp_path / "a.jl").write_bytes(text.encode(encoding))
    assert [item.body.decode() for item in documents(tmp_path / "a.jl")] == [row["正文"] for row in shapes.records(3)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_tables_in_any_encoding_and_with_any_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [{**row, "正文": f"第一段，{row['正文']}\n第二段；完。"} for row in shapes.records(3)]
    (tmp_path / "a.csv").write_bytes(shapes.csv_table(rows, encoding, delimiter))
    assert [item.body.decode() for item in documents(tmp_path / "a.csv")] == [row["正文"] for row in rows]


def test_a_table_whose_chinese_comes_late_is_decoded_as_it_is(tmp_path: Path) -> None:
    """A header and first rows in ASCII say nothing of the encoding."""
    rows = [{"title": "x", "content": "test " * 40} for _ in range(150)]
    rows.append({"title": "关于课后服务的答复", "content": shapes.TEXT})
    (tmp_path / "a.csv").write_bytes(shapes.csv_table(rows, "gb18030"))
    assert documents(tmp_path / "a.csv")[-1].body.decode() == shapes.TEXT


def test_a_feed_put_together_out_of_two_encodings_is_decoded_line_by_line(tmp_path: Path) -> None:
    first, second = (json.dumps(row, ensure_ascii=False) + "\n" for row in shapes.records(2))
    (tmp_path / "a.jsonl").write_bytes(first.encode("utf-8") + second.encode("gb18030"))
    assert [item.body.decode() for item in documents(tmp_path / "a.jsonl")] == [r["正文"] for r in shapes.records(2)]


def test_a_table_under_another_name_is_known_by_its_header(tmp_path: Path) -> None:
    (tmp_path / "导出.txt").write_bytes(shapes.csv_table(shapes.records(2)))
    assert len(documents(tmp_path / "导出.txt")) == 2


def test_a_letter_with_commas_is_no_table(tmp_path: Path) -> None:
    builders.write_files(tmp_path, {"a.txt": f"标题,来源\n{shapes.TEXT}", "b.txt": "[索引号] 0127\n{青屿}"})
    assert [item.uri.rpartition("/")[2] for item in documents(tmp_path)] == ["a.txt", "b.txt"]


def test_a_broken_line_is_named_and_the_next_one_read(tmp_path: Path) -> None:
    first, second, third = shapes.json_lines(shapes.records(3)).splitlines(keepends=True)
    (tmp_path / "a.jsonl").write_bytes(first + second[:50] + b"\n" + third + b"[1]\n" + third[:90])
    kinds = [type(item) for item in load(tmp_path / "a.jsonl")]
    assert kinds == [RawDocument, Skipped, RawDocument, Skipped, Skipped]


def test_an_array_that_breaks_off_is_read_to_the_break_which_is_named(tmp_path: Path) -> None:
    path = as_json(tmp_path, [*shapes.records(3)])
    path.write_bytes(path.read_bytes()[:-40])
    items = list(load(path))
    assert [type(item) for item in items] == [RawDocument, RawDocument, Skipped]
    assert isinstance(items[-1], Skipped)
    assert items[-1].uri == path.as_posix()
    assert "第 3 条" in items[-1].reason


@pytest.mark.parametrize(
    "value",
    [
        {"title": "关于课后服务的答复", "content": shapes.TEXT, "attachments": [{"name": "附件"}, {"name": "附件2"}]},
        {"code": 200, "data": {"title": "关于课后服务的答复", "content": shapes.TEXT}},
        {"menu": [{"title": str(n)} for n in range(50)], "rows": [{"title": "关", "content": shapes.TEXT}]},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_one_reply_in_a_file_of_its_own(tmp_path: Path, value: object, indent: int | None) -> None:
    (tmp_path / "127.json").write_text(json.dumps(value, indent=indent), encoding="utf-8")
    (item,) = documents(tmp_path / "127.json")
    assert item.body.decode() == shapes.TEXT


@pytest.mark.parametrize(
    "value",
    [
        {"name": "webpack", "content": "module.exports = {}", "files": [{"name": "a.js", "text": "var a"}]},
        {"content": "内容", "text": "文本"},
        [{"name": "首页", "link": "/"}, {"name": "政务公开", "link": "/zwgk"}],
        {"version": 3, "sourcesContent": ["x" * 100]},
        [{"text": "首页", "href": "/"}],
        [1, 2],
        [],
    ],
)
def test_data_files_of_a_site_are_only_counted(tmp_path: Path, value: object) -> None:
    builders.write_files(tmp_path, {"a.json": json.dumps(value, ensure_ascii=False)})
    items = list(load(tmp_path))
    assert not any(isinstance(item, RawDocument) for item in items)
    assert len(items) == 1


def test_deeply_nested_json_is_named(tmp_path: Path) -> None:
    builders.write_files(tmp_path, {"a.json": '{"a":' * 200_000, "b.json": "[{}," + "[" * 200_000})
    assert [type(item) for item in load(tmp_path)] == [Skipped, Skipped]


def test_a_cell_over_the_limit_ends_the_table_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_CELL_CHARS > 2**17  # what the csv module allows by itself
    monkeypatch.setattr(csvs, "MAX_CELL_CHARS", 1000)
    rows = shapes.records(3)
    rows[1]["正文"] = "青" * 1001
    (tmp_path / "a.csv").write_bytes(shapes.csv_table(rows))
    assert [type(item) for item in load(tmp_path)] == [RawDocument, Skipped]


def test_a_long_cell_is_read_whole(tmp_path: Path) -> None:
    long = "青屿市" * 100_000
    (tmp_path / "a.csv").write_bytes(shapes.csv_table([{**shapes.RECORD, "正文": long}]))
    assert documents(tmp_path)[0].body.decode() == long


def test_a_cell_that_excel_may_have_cut_is_marked(tmp_path: Path) -> None:
    cut = ("青屿" * 20_000)[:32_767]
    found = documents(as_xlsx(tmp_path, [{**shapes.RECORD, "正文": cut}, dict(shapes.RECORD)]))
    assert [bool(item.charset and "截" in item.charset.note) for item in found] == [True, False]


def test_a_sheet_may_have_a_title_above_its_header_and_cells_of_any_type(tmp_path: Path) -> None:
    table = [
        ["青屿市建议提案答复汇总"],
        [],
        ["序号", "标题", "正文", "发布日期"],
        [1, "关于课后服务的答复", shapes.TEXT, datetime.datetime(2023, 7, 18)],
    ]
    (tmp_path / "a.xlsx").write_bytes(shapes.xlsx(table))
    (item,) = documents(tmp_path)
    assert item.meta["发布时间"] == "2023-07-18"
    assert item.uri.endswith("a.xlsx!/采集结果/4")


def test_a_sheet_that_lies_about_its_size_is_read_to_its_last_row(tmp_path: Path) -> None:
    import zipfile

    path = as_xlsx(tmp_path, shapes.records(2))
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    before, _, after = sheet.partition("<dimension ref=")
    parts["xl/worksheets/sheet1.xml"] = (
        before + '<dimension ref="A1:XFD1048576"' + after[after.index("/>") :]
    ).encode()
    path.write_bytes(shapes.zipped(parts))
    with builders.within(10):
        assert len(documents(path)) == 2


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_SHEET_BYTES", 1000)
    item = only(as_xlsx(tmp_path, shapes.records(1)))
    assert isinstance(item, Skipped)
    assert "太大" in item.reason


def test_entities_in_a_workbook_are_not_expanded(tmp_path: Path) -> None:
    import zipfile

    path = as_xlsx(tmp_path, shapes.records(1))
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "青屿青屿青屿青屿"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        text = parts[part].decode()
        assert text.startswith("<w")
        text = text.replace("</t>", "&e9;&f;</t>").replace("采集结果", "&e9;")
        path.write_bytes(shapes.zipped({**parts, part: doctype + text}))
        with builders.within(10):
            items = list(load(path))
        assert sum(len(item.body) for item in items if isinstance(item, RawDocument)) < 10_000
        assert all(b"root:" not in item.body for item in items if isinstance(item, RawDocument))


def test_a_database_is_only_read(tmp_path: Path) -> None:
    path = as_sqlite(tmp_path, shapes.records(2))
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    documents(path)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


@pytest.mark.parametrize("packed", [False, True])
def test_nothing_in_a_database_is_run(tmp_path: Path, packed: bool) -> None:
    """Views, virtual tables and computed columns are programs of whoever made the file."""
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS 标题, x AS 正文 FROM n"
    setup = f"""
        CREATE VIEW Replies AS {endless};
        CREATE VIRTUAL TABLE Search USING fts5(标题, 正文);
        INSERT INTO Search VALUES ('x', '{shapes.TEXT}');
        CREATE TABLE Odd (标题, 正文 GENERATED ALWAYS AS ('{shapes.TEXT}' || 标题));
        INSERT INTO Odd (标题) VALUES ('x');
    """
    path = shapes.sqlite(tmp_path / "a.db", shapes.records(2), setup=setup)
    if packed:
        path = tmp_path / "a.zip"
        path.write_bytes(shapes.zipped({"a.db": (tmp_path / "a.db").read_bytes()}))
    with builders.within(20):
        items = [item for item in load(path) if "/Search" not in item.uri]
    assert [item.uri.rpartition("!/")[2] for item in items if isinstance(item, RawDocument)] == [
        "Content/1",
        "Content/2",
    ]


def test_a_database_in_write_ahead_mode_is_read_from_an_archive(tmp_path: Path) -> None:
    path = shapes.sqlite(tmp_path / "a.db", shapes.records(1), setup="PRAGMA journal_mode=WAL;")
    (tmp_path / "a.zip").write_bytes(shapes.zipped({"a.db": path.read_bytes()}))
    assert len(documents(tmp_path / "a.zip")) == 1


def test_what_a_scraper_has_not_yet_written_into_its_database_is_named(tmp_path: Path) -> None:
    path = as_sqlite(tmp_path, shapes.records(1))
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("INSERT INTO Content (正文) VALUES ('x')")
    database.commit()
    items = list(load(tmp_path))
    database.close()
    assert any(isinstance(item, Skipped) and "采集软件" in item.reason for item in items)


def test_a_database_with_text_in_gbk_is_read(tmp_path: Path) -> None:
    path = as_sqlite(tmp_path, shapes.records(1))
    database = sqlite3.connect(path)
    database.execute("UPDATE Content SET 正文 = CAST(? AS TEXT)", (shapes.TEXT.encode("gb18030"),))
    database.commit()
    database.close()
    (item,) = documents(path)
    assert item.body.decode() == shapes.TEXT
    assert item.charset is not None
    assert item.charset.encoding == "gb18030"


def test_a_picture_in_a_database_does_not_stop_it(tmp_path: Path) -> None:
    rows = [{**row, "截图": bytes(range(256)) * 40} for row in shapes.records(2)]
    assert len(documents(shapes.sqlite(tmp_path / "a.db", rows))) == 2


def test_a_database_that_is_none_of_ours_is_only_counted(tmp_path: Path) -> None:
    shapes.sqlite(tmp_path / "Cookies", [{"host": "a", "value": "b"}], "cookies")
    assert isinstance(only(tmp_path / "Cookies"), Ignored)


def test_the_time_a_reader_takes_over_a_row_is_not_the_databases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "MAX_STEP_SECONDS", 0.2)
    items = []
    for item in load(as_sqlite(tmp_path, shapes.records(300))):
        items.append(item)
        time.sleep(0.001)
    assert len(items) == 300


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2023-07-20 08:30:00", "2023-07-20T08:30:00"),
        ("2023/7/20 8:30", "2023-07-20T08:30:00"),
        ("2023年7月20日", "2023-07-20T00:00:00"),
        ("2023-07-20T08:30:00+08:00", "2023-07-20T08:30:00"),
        (1689841800, "2023-07-20T08:30:00+00:00"),
        (1689841800123, "2023-07-20T08:30:00+00:00"),
        (1689841800.5, "2023-07-20T08:30:00+00:00"),
        ("昨天", ""),
        ("2023-13-40", ""),
        ("20230720", ""),
        (None, ""),
    ],
)
def test_when_a_record_was_fetched(written: object, iso: str) -> None:
    assert as_time(written) == iso


def test_a_damaged_line_is_mended_as_what_it_is(tmp_path: Path) -> None:
    """Never read as another encoding that has a character for every byte."""
    first, second = (json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in shapes.records(2))
    at = second.index("课后".encode())
    for damage in (b"\xff", b""):
        (tmp_path / "a.jsonl").write_bytes(first + second[:at] + damage + second[at + 1 :])
        found = documents(tmp_path / "a.jsonl")
        assert "现答复如下：全市现有义务教育学校2所" in found[1].body.decode()
        assert found[1].charset is not None
        assert found[1].charset.damaged


@form
@pytest.mark.parametrize("wrongly", ["gb18030", "latin-1"])
def test_text_that_the_scraper_has_read_wrongly_is_put_right(tmp_path: Path, form: Form, wrongly: str) -> None:
    scrambled = shapes.TEXT.encode().decode(wrongly, errors="replace")
    (item,) = documents(form(tmp_path, [{"标题": "答复", "正文": scrambled}]))
    assert "现答复如下" in item.body.decode()
    assert item.charset is not None
    assert "还原" in item.charset.note or item.charset.damaged  # a file in GBK is then UTF-8 with gaps


@form
def test_a_column_named_by_the_user_is_enough(tmp_path: Path, form: Form) -> None:
    (item,) = documents(form(tmp_path, [{"neirong": shapes.TEXT}]), 正文="neirong")
    assert item.body.decode() == shapes.TEXT


@form
def test_a_feed_may_be_packed(tmp_path: Path, form: Form) -> None:
    path = form(tmp_path, shapes.records(2))
    packed = tmp_path / "packed"
    builders.write_files(
        packed,
        {
            "a.zip": shapes.zipped({f"数据/{path.name}": path.read_bytes()}),
            f"{path.name}.gz": gzip.compress(path.read_bytes()),
        },
    )
    assert len(documents(packed)) == 4


def test_a_long_feed_is_read_piece_by_piece(tmp_path: Path) -> None:
    path = as_json_lines(tmp_path, shapes.records(6_000))
    import tracemalloc

    tracemalloc.start()
    count = sum(1 for _ in load(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 6_000
    assert peak < path.stat().st_size / 4


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
_NAMES = st.sampled_from(["正文", "content", "html", "标题", "url", "来源", "x", "发布时间", ""]) | st.text(max_size=5)


@given(st.lists(st.dictionaries(_NAMES, _VALUES, max_size=5), max_size=5), st.booleans())
def test_any_json_gives_documents_or_reasons(tmp_path: Path, rows: list[Mapping[str, object]], lines: bool) -> None:
    body = shapes.json_lines(rows) if lines else json.dumps(rows).encode()
    builders.write_files(tmp_path, {"a.json": body})
    for item in load(tmp_path / "a.json"):
        if isinstance(item, RawDocument):
            item.body.decode("utf-8")
            assert all(isinstance(value, str) and value.encode() for value in item.meta.values())


@given(_VALUES)
def test_any_value_is_a_text(value: object) -> None:
    assert isinstance(as_text(value), str)
