"""Why a reply is here, or not: told by the command, the page and the interface for programs, over real archives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import builders
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer import pipeline
from indexer.layout import DataDir
from indexer.reply import record_of
from indexer.store import Store
from search.archive import Archive
from search.explaining.why import explained, why
from search.filters import filter_for
from search.query import Mode, Question, Sort
from web.app import create_app

OTHER = (
    builders.LETTER.replace("课后服务", "养老服务")
    .replace("林晓岚", "周广平")
    .replace("0127", "0301")
    .replace("186所", "86家")
)
FIRST = builders.LETTER.replace(
    "予以补助。",
    "予以补助，对农村学校和小规模学校适当倾斜，缺口由区级财政兜底，确保每一所学校都有稳定的来源，并于每学期末公开使用情况，"
    "接受家长和社会监督。",
)
COPY = "\n".join(FIRST.split("\n")[:-2])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    """Two letters, a copy of one, a file that cannot be read, and a reply that is not indexed yet."""
    files = {"a.txt": FIRST, "旧/a2.txt": COPY, "b.txt": OTHER, "坏.txt": bytes(range(256)) * 40}
    found = builders.indexed(tmp_path_factory.mktemp("why"), files)
    store = Store(found.store)
    with store.transaction():
        store.put_reply(record_of(builders.reply("fresh0000001", "刚刚存入的答复。", "关于新事的答复"), "新"))
    store.close()
    return found


@pytest.fixture(scope="module")
def archive(data: DataDir) -> Iterator[Archive]:
    opened = Archive(data)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(sample_data: DataDir) -> FlaskClient:
    return create_app(sample_data).test_client()


def id_of(archive: Archive, query: str) -> str:
    (hit,) = archive.search(query).hits
    return hit.id


# One reply


def test_a_reply_that_is_found_is_told_with_its_place(archive: Archive) -> None:
    told = why(archive, Question("经费"), id_of(archive, "养老服务"))
    assert told.found
    assert told.account is not None
    assert told.verdict == f"查到了：第 {told.account.place} 篇，共 2 篇"
    assert told.lines[0].startswith("“经费”：小标题 1 处，正文共 2 处；全部 2 篇答复里 2 篇有")


def test_one_that_is_not_found_is_told_what_it_lacks_and_what_it_has(archive: Archive) -> None:
    told = why(archive, Question("“养老服务经费” “林晓岚”"), id_of(archive, "养老服务"))
    assert not told.found
    assert told.verdict == "没有查到这一篇"
    assert told.lines[0].startswith("没有“林晓岚”")
    assert told.lines[1].startswith("有“养老服务经费”：")


def test_filters_and_the_order_are_part_of_the_question(archive: Archive) -> None:
    reply_id = id_of(archive, "养老服务")
    told = why(archive, Question("经费", (filter_for("year", "2019"),)), reply_id)
    assert told.lines[0] == "不在筛选范围里：年份要“2019 年”，这篇是“2023 年”"
    told = why(archive, Question("经费", sort=Sort.OLDEST), reply_id)
    assert told.lines[0] == "按日期排列，旧的在前，不看分量"


def test_when_nothing_has_all_words_the_partial_list_is_explained(archive: Archive) -> None:
    told = why(archive, Question("养老服务经费 量子计算机"), id_of(archive, "养老服务"))
    assert (told.found, told.partial) == (False, True)
    assert told.verdict == "没有一篇同时有全部所查文字；按相关度列出有其中一部分的，排在第 1 篇，共 2 篇"
    assert told.lines[0] == "没有“量子计算机”，标题和全文里都没有"
    assert told.lines[1] == "有“养老服务经费”：正文 1 处"
    assert "与所查文字共有" in told.lines[2]


def test_a_copy_says_which_reply_stands_for_it(data: DataDir, archive: Archive) -> None:
    store = Store(data.store)
    (copy,) = [row for row in store.groups.rows() if row.copy_of]
    store.close()
    told = why(archive, Question("课后服务"), copy.id)
    assert told.reply_id == copy.copy_of
    assert told.found
    assert told.lines[0] == f"“{copy.id}”是副本，内容相同，由编号 {copy.copy_of} 的这一篇代表"
    assert why(archive, Question("课后服务"), "a2.txt").lines[0] == told.lines[0]


def test_a_reply_that_is_not_in_the_index_yet(archive: Archive) -> None:
    told = why(archive, Question("答复"), "fresh0000001")
    assert told.verdict == "这篇答复已经存好，但还没有进入索引，请运行：dafu index"
    assert not told.found


@pytest.mark.parametrize("given", ["b.txt", "crawl/b.txt", "crawl\\b.txt"])
def test_a_reply_is_known_by_the_end_of_its_address(archive: Archive, given: str) -> None:
    assert why(archive, Question("养老服务"), given).reply_id == id_of(archive, "养老服务")


def test_a_file_that_was_skipped_says_why(archive: Archive) -> None:
    told = why(archive, Question("养老"), "坏.txt")
    assert not told.reply_id
    assert "坏.txt 导入时被跳过：" in told.verdict


@pytest.mark.parametrize("given", ["没有", "zzzzzzzzzzzz", "%", "", " ", "_____", "/"])
def test_what_is_not_known_is_said_so(archive: Archive, given: str) -> None:
    told = why(archive, Question("养老"), given)
    assert (told.found, told.reply_id) == (False, "")
    assert told.verdict == f"没有编号或位置是“{given.strip()}”的答复"


def test_an_end_that_several_addresses_have_is_asked_for_in_full(tmp_path: Path) -> None:
    opened = Archive(builders.indexed(tmp_path, {"甲/1.txt": builders.LETTER, "乙/1.txt": OTHER}))
    assert why(opened, Question("经费"), "1.txt").verdict == "有 2 篇答复的位置以“1.txt”结尾，请写得更全"
    assert why(opened, Question("经费"), "甲/1.txt").reply_id
    opened.close()


# The hits of a list


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("query", ["充电桩 小区", "养老 或 托育", "农村5G基站建设得怎么样", "教育 学校 年:2021.."])
def test_every_hit_of_every_page_is_explained_and_all_but_the_first_compared(
    sample_archive: Archive, query: str, mode: Mode
) -> None:
    for offset in (0, 2):
        page = sample_archive.search(query, offset=offset, limit=2, mode=mode)
        told = explained(sample_archive, Question(query, mode=mode), [hit.id for hit in page.hits])
        for place, hit in enumerate(page.hits, start=offset + 1):
            assert told[hit.id]
            assert any("上一篇" in line for line in told[hit.id]) is (place > 1)


def test_the_score_told_is_that_of_the_list(sample_archive: Archive) -> None:
    for hit in sample_archive.search("充电桩 小区").hits:
        told = why(sample_archive, Question("充电桩 小区"), hit.id)
        assert told.account is not None
        assert told.account.score == hit.score


# The command


def test_the_command_tells_in_words_and_by_its_exit_status(sample_data: DataDir, sample_archive: Archive) -> None:
    found = sample_archive.search("充电桩 小区").hits[1].id
    done = builders.dafu("why", "充电桩", "小区", found[:8], data=sample_data)
    assert done.returncode == 0, done.stderr
    assert "查到了：第 2 篇" in done.stdout
    assert "比上一篇靠后：" in done.stdout
    done = builders.dafu("why", "充电桩", "-小区", found, data=sample_data)
    assert done.returncode == 1
    assert "含有被排除的“小区”" in done.stdout


def test_the_command_gives_json(sample_data: DataDir, sample_archive: Archive) -> None:
    hit = sample_archive.search("充电桩 小区").hits[0]
    told = json.loads(builders.dafu("why", "--json", "充电桩", "小区", hit.id, data=sample_data).stdout)
    assert (told["found"], told["place"], told["id"], told["score"]) == (True, 1, hit.id, hit.score)
    assert sum(word["score"] for word in told["words"]) + told["closeness"] == pytest.approx(hit.score, abs=2e-4)


def test_the_command_says_what_is_missing_in_one_line(sample_data: DataDir, tmp_path: Path) -> None:
    done = builders.dafu("why", "充电桩", data=sample_data)
    assert done.returncode == 2
    assert done.stderr.startswith("错误：请先写要查的词，最后写编号")
    assert builders.dafu("why", "充电桩", "没有这个", data=sample_data).returncode == 1
    assert builders.dafu("why", "甲", "乙", data=tmp_path).returncode == 2


def test_a_search_explains_its_hits_when_asked(sample_data: DataDir) -> None:
    text = builders.dafu("search", "--explain", "充电桩", "小区", data=sample_data).stdout
    assert "· “充电桩”：" in text
    assert "· 比上一篇靠后：" in text
    assert "· “充电桩”：" not in builders.dafu("search", "充电桩", "小区", data=sample_data).stdout
    page = json.loads(builders.dafu("search", "--explain", "--json", "充电桩", data=sample_data).stdout)
    assert all(hit["why"] for hit in page["hits"])
    assert builders.dafu("search", "--explain", "--csv", "充电桩", data=sample_data).returncode == 2


# The page and the interface


def test_the_page_explains_the_hit_that_was_asked_for_and_no_other(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/", query_string={"q": "充电桩 小区"}).text, "lxml")
    assert not page.select("details.why")
    links = page.find_all("a", string="为什么在这里")
    assert len(links) == len(page.select("li.hit"))
    explained = BeautifulSoup(client.get(str(links[1]["href"])).text, "lxml")
    (details,) = explained.select("details.why")
    assert details["id"] == str(links[1]["href"]).partition("#")[2]
    assert explained.select("li.hit")[1].select("details.why") == [details]
    assert "比上一篇靠后：" in details.text
    assert "explain=" not in " ".join(str(a["href"]) for a in explained.select(".side a, nav a"))


@pytest.mark.parametrize("explain", ["1", "没有", "<b>", "../..", "zzzz"])
def test_odd_ids_explain_nothing_and_never_fail(client: FlaskClient, explain: str) -> None:
    answer = client.get("/", query_string={"q": "充电桩", "explain": explain})
    assert answer.status_code == 200
    shown = len(BeautifulSoup(answer.text, "lxml").select("details.why"))
    assert shown == (6 if explain == "1" else 0)


def test_the_interface_explains_hits_and_replies(client: FlaskClient) -> None:
    page = client.get("/api/search", query_string={"q": "充电桩 小区", "explain": "1"}).get_json()
    assert all(hit["why"] for hit in page["hits"])
    assert "why" not in client.get("/api/search", query_string={"q": "充电桩"}).get_json()["hits"][0]
    last = page["hits"][-1]["id"]
    told = client.get("/api/why", query_string={"q": "充电桩 小区", "id": last}).get_json()
    assert (told["found"], told["place"], told["total"]) == (True, page["total"], page["total"])
    assert told["lines"] == page["hits"][-1]["why"]
    told = client.get("/api/why", query_string={"q": "充电桩", "year": "1999", "id": last}).get_json()
    assert not told["found"]
    assert told["place"] is None
    assert "1999 年" in told["lines"][0]


@pytest.mark.parametrize(
    ("asked", "status"),
    [({"q": "桥"}, 404), ({"q": "桥", "id": "没有"}, 404), ({"q": "字" * 9000, "id": "没有"}, 404),
     ({"q": "桥", "year": "x", "id": "没有"}, 400), ({"id": "没有"}, 404)],
)  # fmt: skip
def test_what_cannot_be_explained_is_an_error_of_one_line(
    client: FlaskClient, asked: dict[str, str], status: int
) -> None:
    answer = client.get("/api/why", query_string=asked)
    assert answer.status_code == status
    assert set(answer.get_json()) == {"error"}


def test_a_query_that_is_too_long_is_refused(client: FlaskClient, sample_archive: Archive) -> None:
    some = sample_archive.search("桥").hits[0].id
    assert client.get("/api/why", query_string={"q": "字" * 9000, "id": some}).status_code == 400


def test_an_archive_that_changed_is_explained_as_it_is_now(tmp_path: Path) -> None:
    found = builders.indexed(tmp_path, {"a.txt": builders.LETTER})
    opened = Archive(found)
    reply_id = id_of(opened, "课后服务")
    assert why(opened, Question("课后服务"), reply_id).found
    pipeline.run([builders.write_files(tmp_path / "crawl", {"b.txt": OTHER})], found, workers=0)
    told = why(opened, Question("青屿市教育局"), reply_id)
    assert told.account is not None
    assert told.account.documents == 2
    opened.close()


def test_the_command_takes_the_modes_of_the_search(tmp_path: Path) -> None:
    letter = builders.LETTER.replace("引导学校开设科技、体育、艺术等课程。", "推进充电设施建设。")
    found = builders.indexed(tmp_path, {"a.txt": letter})
    done = builders.dafu("why", "充电桩", "a.txt", data=found)
    assert done.returncode == 1
    assert "有“充电设施”（同义词），用“标准”查法可以查到" in done.stdout
    done = builders.dafu("why", "--mode", "标准", "充电桩", "a.txt", data=found)
    assert done.returncode == 0, done.stdout
    assert "其他写法“充电设施” 1 处" in done.stdout
    assert builders.dafu("why", "--mode", "标准", "--as-typed", "充电桩", "充电桩", "a.txt", data=found).returncode == 1
