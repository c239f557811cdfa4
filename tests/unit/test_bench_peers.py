"""The engines that the speed bench compares with are asked the same: on the same words they find the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import peers
from bench.asking import Ask, Document, Wanted

CITY, COUNTY = "青屿市教育局", "望潮区民政局"


def documents() -> list[Document]:
    """Forty replies on care, every third on its quarter and the others on schools."""
    return [
        Document(
            id=f"id{number}",
            agency=CITY if number % 2 else COUNTY,
            year=2015 + number % 5,
            date=20150000 + number,
            words="养老 服务 设施 " + ("学校" if number % 3 else "社区 卫生"),
        )
        for number in range(40)
    ]


ASKS = {
    "word": (Wanted(every=("养老",)), 40),
    "row": (Wanted(every=("养老服务",)), 40),
    "no row": (Wanted(every=("养老设施",)), 0),
    "and": (Wanted(every=("养老", "社区")), 14),
    "or": (Wanted(any_of=("社区", "学校")), 40),
    "not": (Wanted(every=("养老",), none_of=("学校",)), 14),
    "agency": (Wanted(every=("养老",), agency=CITY), 20),
    "years": (Wanted(every=("养老",), years=(2016, 2017)), 16),
    "like": (Wanted(like="社区卫生"), 14),
    "nothing": (Wanted(every=("没有",)), 0),
}


@pytest.mark.parametrize("kind", peers.installed(), ids=lambda kind: kind.name)
def test_an_engine_finds_what_is_asked_for(kind: peers.Kind, tmp_path: Path) -> None:
    kind.write(tmp_path / "index", documents())
    engine = kind.open(tmp_path / "index")
    for name, (wanted, total) in ASKS.items():
        for counts in (False, True):
            ids, found = engine.search(Ask("", "", wanted, counts=counts))
            assert (len(ids), found) == (min(10, total), total), name
        assert len(engine.matching(Ask("", "", wanted))) == total, name
    newest = Ask("", "", Wanted(every=("学校",)), newest_first=True)
    assert engine.search(newest)[0][:3] == ["id38", "id37", "id35"]
    assert len(engine.search(Ask("", "", Wanted(every=("养老",)), offset=35))[0]) == 5
    engine.close()


def test_a_string_that_is_a_word_is_asked_for_as_one_and_another_as_its_words() -> None:
    assert peers.term("办公室") == ["办公室"]
    assert peers.term("养老服务") == ["养老", "服务"]
    assert peers.words("关于5G的建设") == ["关于", "5g", "建设"]
