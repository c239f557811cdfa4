"""Fields of the salutation and the opening sentence: who asked what, when, and who helped to answer."""

from __future__ import annotations

import builders
import pytest

from indexer.fields import partners, proposal
from indexer.fields.addressee import addressee
from indexer.fields.title import title as title_of
from indexer.fields.zones import Zones
from indexer.reply import Fact

OPENING = "您在市十七届人大二次会议上提出的《关于加强中小学课后服务的建议》收悉，现答复如下："


def letter(salutation: str = "尊敬的林晓岚代表：", first: str = OPENING, title: str = "") -> Zones:
    lines = [
        title,
        salutation,
        first,
        "全市现有义务教育学校186所，课后服务实现全覆盖。",
        "青屿市教育局",
        "2023年7月18日",
    ]
    return builders.zones("\n".join(line for line in lines if line))


def answered(zones: Zones) -> tuple[object, ...]:
    found = addressee(zones)
    return tuple(value(found.get(name)) for name in ("addressee", "addressee_role", "addressee_count"))


def value(fact: Fact | None) -> object:
    return fact.value if fact else None


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("尊敬的林晓岚代表：", "林晓岚", "代表"),
        ("林晓岚代表:", "林晓岚", "代表"),
        ("尊敬的林晓岚代表，您好！", "林晓岚", "代表"),
        ("尊敬的周广平委员", "周广平", "委员"),
        ("周广平、沈如意委员：", "周广平、沈如意", "委员"),
        ("周广平 沈如意 委员：", "周广平、沈如意", "委员"),
        ("周广平委员、沈如意委员：", "周广平、沈如意", "委员"),
        ("周广平等3位委员：", "周广平", "委员"),
        ("尊敬的周广平等三位委员：", "周广平", "委员"),
        ("尊敬的欧阳静怡代表：", "欧阳静怡", "代表"),
        ("民盟青屿市委员会：", "民盟青屿市委员会", "党派"),
        ("致公党市委：", "致公党市委", "党派"),
        ("九三学社青屿市委员会：", "九三学社青屿市委员会", "党派"),
        ("市工商联：", "市工商联", "团体"),
        ("海滨区代表团：", "海滨区代表团", "代表团"),
    ],
)
def test_who_is_answered_and_as_what(line: str, name: str, role: str) -> None:
    assert answered(letter(line))[:2] == (name, role)


@pytest.mark.parametrize(
    ("line", "names", "roles", "count"),
    [
        ("周广平等3位委员：", "周广平", "委员", 3),
        ("沈如意、周广平等十代表", "沈如意、周广平", "代表", 10),
        ("周广平(等10位)代表：", "周广平", "代表", 10),
        ("周 平、沈如意委员：", "周平、沈如意", "委员", None),
        ("周广平委员、民进青屿市委会：", "周广平、民进青屿市委会", ("委员", "党派"), None),
        ("周广平、沈如意委员，民盟青屿市委员会：", "周广平、沈如意、民盟青屿市委员会", ("委员", "委员", "党派"), None),
        (
            "农工党青屿市委员会、周广平、沈如意委员：",
            "农工党青屿市委员会、周广平、沈如意",
            ("党派", "委员", "委员"),
            None,
        ),
        ("民盟青屿市委会、市工商联、周广平委员：", "民盟青屿市委会、市工商联、周广平", ("党派", "团体", "委员"), None),
        ("农工黨青屿市委員會、周廣平委員：", "农工黨青屿市委員會、周廣平", ("党派", "委员"), None),
        ("孔委员：", "孔", "委员", None),
        ("市总工会：", "市总工会", "团体", None),
        ("市人大城建环资委：", "市人大城建环资委", "专委会", None),
        ("政协青屿市委员会提案委员会：", "政协青屿市委员会提案委员会", "专委会", None),
        ("农工党青屿市委员会：", "农工党青屿市委员会", "党派", None),
        ("民进海滨区总支部：", "民进海滨区总支部", "党派", None),
    ],
)
def test_addressees_of_many_kinds(line: str, names: str, roles: object, count: int | None) -> None:
    assert answered(letter(line)) == (names, roles, count)


@pytest.mark.parametrize(
    ("title", "sentence", "names"),
    [
        (
            "关于课后服务的建议的答复",
            "周广平(等4位)代表提出的关于课后服务的建议（第12号）已收悉，现答复如下：",
            "周广平",
        ),
        ("关于区政协二届四次会议李知行委员提案的答复", "关于课后服务的提案收悉，现答复如下：", "李知行"),
        ("关于课后服务的建议的答复", "您提出的关于课后服务的建议收悉，现答复如下：", None),
        ("关于加强人大代表联络站建设的建议的答复", "您提出的关于联络站的建议收悉，现答复如下：", None),
    ],
)
def test_an_addressee_that_is_only_spoken_of(title: str, sentence: str, names: str | None) -> None:
    zones = builders.zones(f"{title}\n{sentence}\n全市现有义务教育学校186所，已实现全覆盖。")
    found = addressee(zones, title_of(zones)).get("addressee")
    assert value(found) == names
    assert found is None or found.confidence < 1


@pytest.mark.parametrize(
    "line",
    [
        "尊敬的林晓岚代表，您好！您提出的《关于加强课后服务的建议》收悉，现答复如下：",
        "林晓岚代表您好：您提出的《关于加强课后服务的建议》收悉，现答复如下：",
        "林晓岚代表:关于加强课后服务的建议收悉，现将有关情况函告如下：",
    ],
)
def test_a_greeting_and_the_opening_on_one_line(line: str) -> None:
    assert answered(builders.zones(f"{line}\n全市现有义务教育学校186所。"))[:2] == ("林晓岚", "代表")


@pytest.mark.parametrize(
    "words",
    [
        "收悉，现答复如下：",
        "已收悉，现将办理情况汇报如下：",
        "悉，现答复如下：",
        "，现就有关问题答复如下：",
        "收悉，作如下答复：",
        "，已交我局研究办理，现回复如下：",
        "收悉。感谢您的关心。经研究，现将有关情况函告如下：",
        "已收到，现答复如下：",
        "收悉。",
    ],
)
def test_openings_of_many_wordings(words: str) -> None:
    reply = builders.parsed(f"林晓岚代表：\n您提出的《关于加强课后服务的建议》{words}\n全市现有义务教育学校186所。")
    assert (reply.is_reply, reply.get("proposal_title")) == (True, "关于加强课后服务的建议")


def test_a_hint_of_a_form_is_no_opening() -> None:
    hint = "（提示：您提出的关于某某的提案收悉，现答复如下）"
    assert not builders.parsed(f"办理答复登记\n{hint}\n请各单位按上述格式填写，并于三个月内报送。").is_reply


def test_an_addressee_on_the_line_of_the_opening() -> None:
    zones = builders.zones(
        f"尊敬的林晓岚代表：{OPENING}\n全市现有义务教育学校186所，课后服务实现全覆盖。\n2023年7月18日"
    )
    assert answered(zones) == ("林晓岚", "代表", None)


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("您提出的《关于加强课后服务的建议》收悉，现答复如下：", "关于加强课后服务的建议"),
        ("您提出的“关于加强课后服务的建议”收悉，现答复如下：", "关于加强课后服务的建议"),
        ("您提出的「关于加强课后服务的提案」收悉，现答复如下：", "关于加强课后服务的提案"),
        ("您提出的关于加强课后服务的建议收悉，现答复如下：", "关于加强课后服务的建议"),
        ("您提出的《关于落实〈课后服务办法〉的建议》收悉，现答复如下：", "关于落实〈课后服务办法〉的建议"),
        ("您提出的《关于推进“双减”落地的提案》（第0163号）收悉，现答复如下：", "关于推进“双减”落地的提案"),
        ("您提出的“关于规范课后服务站管理”的建议收悉，现答复如下：", "“关于规范课后服务站管理”的建议"),
        ("您提出的关于“双减”落地的建议收悉，现答复如下：", "关于“双减”落地的建议"),
        (
            "您提出的《关于加强课后服务的建议》收悉，我局对照《青屿市课后服务办法》研究，现答复如下：",
            "关于加强课后服务的建议",
        ),
    ],
)
def test_the_title_of_the_proposal(sentence: str, title: str) -> None:
    assert value(proposal.proposal_title(letter(first=sentence))) == title


@pytest.mark.parametrize(
    ("title", "sentence", "number"),
    [
        ("关于加强课后服务的建议（第0127号）的答复", OPENING, "127"),
        ("对市十七届人大二次会议第127号建议的答复", OPENING, "127"),
        ("关于市政协十三届四次会议第 0163 号提案的答复", OPENING, "163"),
        ("关于市政协十四届四次会议第20250688号提案的答复", OPENING, "20250688"),
        ("", "您提出的《关于加强课后服务的建议》（第0127号）收悉，现答复如下：", "127"),
        ("", "您提出的第127号建议《关于加强课后服务》收悉，现答复如下：", "127"),
        ("关于市政协第02403号（医疗卫生类173号）提案的答复", OPENING, "2403"),
    ],
)
def test_the_number_of_the_proposal(title: str, sentence: str, number: str) -> None:
    zones = letter(first=sentence, title=title)
    assert value(proposal.numbers(zones, title_of(zones))) == number


def test_without_a_number_there_is_none() -> None:
    assert proposal.numbers(letter(), None) is None


def test_the_session_in_the_opening() -> None:
    assert value(proposal.session(letter(), None)) == "市十七届人大二次会议"


@pytest.mark.parametrize(
    ("title", "sentence", "kind"),
    [
        ("关于加强课后服务的建议的答复", OPENING, "建议"),
        ("关于加强课后服务的提案的答复", OPENING, "提案"),
        ("关于采纳网友建议的提案（第0163号）的答复", OPENING, "提案"),
        ("", "您提出的《关于加强课后服务的提案》收悉，现答复如下：", "提案"),
        ("", "您提出的“加强课后服务管理”第163号提案收悉，现答复如下：", "提案"),
    ],
)
def test_the_kind(title: str, sentence: str, kind: str) -> None:
    zones = letter(first=sentence, title=title)
    found = proposal.kind(zones, title_of(zones), proposal.proposal_title(zones), ("代表",), None)
    assert value(found) == kind


@pytest.mark.parametrize(("role", "kind"), [("委员", "提案"), ("党派", "提案"), ("代表", "建议")])
def test_the_kind_by_who_is_answered_is_only_a_guess(role: str, kind: str) -> None:
    zones = letter(first="您来信提出的问题收悉，现答复如下，请予审阅：")
    found = proposal.kind(zones, None, None, (role,), None)
    assert value(found) == kind
    assert found is not None
    assert found.confidence < 1


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("我局会同市财政局、市人力资源和社会保障局进行了认真研究", ("市财政局", "市人力资源和社会保障局")),
        ("经商市发展改革委、市财政局", ("市发展改革委", "市财政局")),
        ("我局会同市财政局和市民政局研究办理", ("市财政局", "市民政局")),
        ("我局商请海滨区人民政府、市住房和城乡建设局共同办理", ("海滨区人民政府", "市住房和城乡建设局")),
    ],
)
def test_who_helped_to_answer(words: str, names: tuple[str, ...]) -> None:
    zones = letter(first=f"您提出的《关于加强课后服务的建议》收悉，{words}，现答复如下：")
    assert value(partners.co_agencies(zones)) == names


def test_a_trade_is_no_co_agency() -> None:
    zones = letter(first="您提出的《关于加强课后服务的建议》收悉，经商务部门研究，现答复如下：")
    assert partners.co_agencies(zones) is None


def test_every_fact_is_proved_by_the_text() -> None:
    zones = letter(title="关于加强课后服务的建议（第0127号）的答复")
    text = "\n".join(line.text for line in zones.lines)
    addressed = addressee(zones)
    facts = [
        proposal.proposal_title(zones),
        proposal.session(zones, None),
        addressed["addressee"],
        addressed["addressee_role"],
    ]
    for fact in facts:
        assert fact is not None
        assert fact.span is not None
        assert text[fact.span.start : fact.span.end].strip() == fact.raw.strip()
