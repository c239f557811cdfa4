"""What stands near a reply: by proposer, and by agency and topic."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import builders
import pytest

from indexer.reply import Reply
from search.archive import Archive
from search.neighbours import MOST, Neighbour, neighbours

HEAD, REST = builders.LETTER.split("一、基本情况")
BUS = "一、线路\n公交线路加密班次，早晚高峰缩短间隔。\n二、站点\n新设站点二十处，配建候车亭。\n感谢您的支持。\n"


def letter(
    topic: str, text: str, *, to: str = "林晓岚代表", number: int = 1, agency: str = "青屿市教育局", day: int = 1
) -> str:
    """A reply on a topic, in words of its own."""
    found = HEAD.replace("加强中小学课后服务", topic).replace("林晓岚代表", to).replace("0127", f"{number:04}")
    found = found.replace("12号", f"{number}号").replace("青屿市教育局", agency)
    return f"{found}{text}{agency}\n2023年7月{day}日"


FILES = {
    "1.txt": builders.LETTER,
    "family.txt": builders.LETTER.replace("林晓岚", "许知远").replace("0127", "0128").replace("12号", "13号"),
    "hers.txt": letter("加密公交线路", BUS, number=201, agency="青屿市交通运输局", day=20),
    "hers-too.txt": letter(
        "修缮老旧桥梁", "一、桥梁\n已检测桥梁四十座。\n", number=202, agency="青屿市城乡建设局", to="周广平、林晓岚代表"
    ),
    "longer-name.txt": letter("绿化", "一、绿化\n种树一千棵。\n", number=203, to="林晓岚岚代表", agency="青屿市园林局"),
    "member.txt": letter("路灯", "一、路灯\n更换灯具。\n", number=204, to="林晓岚委员", agency="青屿市路灯局"),
    "like.txt": letter("中小学课后服务师资", "一、师资\n课后服务教师配备逐步到位。\n", number=205, to="周广平代表"),
    "unlike.txt": letter("改造操场", "一、操场\n塑胶跑道全部更新。\n", number=206, to="周广平代表"),
    "elsewhere.txt": letter(
        "中小学课后服务经费", "一、经费\n课后服务经费列入预算。\n", number=207, to="周广平代表", agency="青屿市财政局"
    ),
    **{
        f"more{n}.txt": letter(
            f"{n}类校园用地", f"一、用地\n第{n}号地块已经划定为校园用地。\n", number=300 + n, to=f"周{n}平代表"
        )
        for n in range(7)
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    opened = Archive(builders.indexed(tmp_path_factory.mktemp("neighbours"), FILES))
    yield opened
    opened.close()


def reply(archive: Archive, file: str) -> Reply:
    (reply_id,) = archive.held_at(file, lambda uri: uri.endswith(f"/{file}"))
    found = archive.reply(reply_id)
    assert found is not None
    return found


def files(archive: Archive, found: tuple[Neighbour, ...]) -> list[str]:
    return [Path(other.uri).name for one in found if (other := archive.reply(one.id))]


def test_other_answers_to_the_same_proposer_come_newest_first(archive) -> None:
    found = neighbours(archive, reply(archive, "1.txt")).same_proposer
    assert files(archive, found) == ["hers.txt", "hers-too.txt"]
    assert found[0].doc_number == "青教建〔2023〕201号"
    assert (found[0].date, found[0].to_whom) == ("2023-07-20", "林晓岚代表（第201号）")
    assert "公交线路" in found[0].title
    assert files(archive, neighbours(archive, reply(archive, "member.txt")).same_proposer) == []


def test_other_answers_of_the_agency_on_the_topic_come_likest_first(archive) -> None:
    found = files(archive, neighbours(archive, reply(archive, "1.txt")).same_agency)
    assert found[0] == "like.txt"
    assert len(found) <= MOST
    assert not {"1.txt", "family.txt", "elsewhere.txt"} & set(found)
    assert len(neighbours(archive, reply(archive, "more1.txt")).same_agency) == MOST


def test_a_reply_of_which_little_is_known_has_no_neighbours(archive) -> None:
    found = neighbours(archive, builders.reply("bare", "只有一句话。"))
    assert (found.same_proposer, found.same_agency) == ((), ())
