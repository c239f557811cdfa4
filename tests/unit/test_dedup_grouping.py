"""Which documents are copies of a letter, which letters are a family, and which have nothing to do with one another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from random import Random
from typing import Any

import builders
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.dedup import Described, Grouping, Pair, describe, from_data, group, to_data
from indexer.dedup.candidates import candidates
from indexer.dedup.comparing import containment, grams_of
from indexer.dedup.grouping import LEAST
from indexer.dedup.identity import Identity, identify
from indexer.dedup.sets import Sets
from indexer.reply import Fact, Reply

CHARACTERS = (
    "的建议市民工作政府人大代表提案答复现如下情况发展加强服务学校交通医院养老环境水利财政项目资金完成推进改造小区道路"
)
NAMES = "林晓岚 周广平 陈雨桐 沈若溪 高远帆 唐静怡 许致远 何思齐 罗明轩 宋清扬".split()  # noqa: SIM905


def prose(seed: object, length: int) -> str:
    """Invented text in lines of about a hundred characters; the same for the same seed."""
    rng = Random(str(seed))
    sentences = ("".join(rng.choices(CHARACTERS, k=rng.randint(12, 30))) + "，" for _ in range(length // 20))
    text = "".join(sentences)[:length]
    return "\n".join(text[at : at + 100] + "。" for at in range(0, len(text), 100))


def letter(reply_id: str, body: str, *, is_reply: bool = True, uri: str = "", before: str = "", **facts: Any) -> Reply:
    """A reply with a head that names what its facts name, for the proposer and the proposal."""
    number, addressee = facts.get("proposal_number", ""), facts.get("addressee", "")
    head = f"关于第{number}号建议的答复\n尊敬的{addressee}代表：\n您提出的建议收悉，现答复如下："
    text = f"{before}{head}\n{body}\n感谢您对我们工作的关心。"
    return builders.reply(reply_id, text, is_reply=is_reply, uri=uri, **facts)


def grouped(replies: Iterable[Reply], addresses: Mapping[str, str] | None = None) -> Grouping:
    texts = {reply.id: reply.text for reply in replies}
    addresses = addresses or {}
    return group(
        [describe(reply) for reply in replies],
        texts.__getitem__,
        lambda reply_id: [addresses[reply_id]] if reply_id in addresses else [],
    )


FULL = letter("full", prose("full", 1500), proposal_number="127", addressee="林晓岚", doc_number="青教建〔2023〕12号")


def test_what_was_compared_before_is_not_read_again() -> None:
    replies = [
        FULL,
        replace(FULL, id="copy", text=FULL.text + "\n版权所有"),
        letter("short", "同意。"),
        letter("same", "同意。"),
    ]
    described, texts = [describe(reply) for reply in replies], {reply.id: reply.text for reply in replies}
    compared = dict[Pair, float]()
    first = group(described, texts.__getitem__, compared=compared)
    assert set(compared) == {("copy", "full"), ("same", "short")}
    assert group(described, {}.__getitem__, compared=compared) == first == group(described, texts.__getitem__)
    assert first.copy_of
    unlike = group(described, {}.__getitem__, compared=dict.fromkeys(compared, 0.0))
    assert not unlike.copy_of


def altered(text: str, share: float) -> str:
    rng = Random(7)
    return "".join("误" if char in CHARACTERS and rng.random() < share else char for char in text)


def as_copy(text: str, **more: Any) -> Reply:
    return replace(FULL, id="zcopy", text=text, **more)


HEAD, _, REST = FULL.text.partition("如下：\n")
HEAD += "如下：\n"
COPIES = {
    "chrome left in": "无障碍\n长者模式\n" + FULL.text + "\n相关新闻\n" + prose("news", 500),
    "blanks and line breaks": "\n".join(FULL.text[at : at + 28] + " " for at in range(0, len(FULL.text), 28)),
    "full width": builders.full_width(FULL.text),
    "traditional": builders.traditional(FULL.text),
    "readings": FULL.text.replace("建", "建(jiàn)").replace("政", "政（zhèng）"),
    "2 % misread": HEAD + altered(REST, 0.02),
    "a fifth cut": "\n".join(line for n, line in enumerate(FULL.text.split("\n")) if n < 4 or n % 5),
    "first half": FULL.text[: len(FULL.text) // 2],
    "a tenth": FULL.text[: len(FULL.text) // 8],
}


# Copies


@pytest.mark.parametrize("way", COPIES)
def test_another_form_of_a_letter_is_its_copy(way: str) -> None:
    strangers = [letter(f"s{n}", prose(n, 1500), proposal_number=str(n)) for n in range(5)]
    found = grouped([FULL, as_copy(COPIES[way]), *strangers])
    assert set(found.copy_of) | set(found.copy_of.values()) == {"full", "zcopy"}
    assert not found.family


@pytest.mark.parametrize("share", [0.5, 0.7, 0.74, 0.77])
def test_a_text_of_which_too_much_differs_is_not_joined(share: float) -> None:
    """Sketches alone would let the last ones pass: they are compared."""
    kept = FULL.text[: int(len(FULL.text) * share)]
    other = as_copy(kept + prose("other", len(FULL.text) - len(kept)))
    assert grouped([FULL, other]) == Grouping({}, {})


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("proposal_number", "128"),
        ("addressee", "周广平"),
        ("doc_number", "青教建〔2023〕13号"),
        ("proposal_title", "关于完善课后服务的建议"),
        ("signed_date", "2023-09-01"),
        ("kind", "提案"),
    ],
)
def test_one_known_difference_makes_it_another_letter(field: str, other: str) -> None:
    known = {"proposal_title": "关于加强课后服务的建议", "signed_date": "2023-07-18", "kind": "建议"}
    one = replace(FULL, facts={**FULL.facts, **{name: Fact(value, "text", value) for name, value in known.items()}})
    two = replace(one, id="two", facts={**one.facts, field: Fact(other, "text", other)})
    found = grouped([one, two])
    assert not found.copy_of
    assert found.family == {"full": "full", "two": "full"}


@pytest.mark.parametrize(("field", "other"), [("agency", "青屿市财政局"), ("doc_number", "青教建〔2024〕12号")])
def test_letters_of_other_offices_or_years_are_not_even_a_family(field: str, other: str) -> None:
    one = replace(FULL, facts={**FULL.facts, "agency": Fact("青屿市教育局", "text", "青屿市教育局")})
    two = replace(one, id="two", facts={**one.facts, field: Fact(other, "text", other)})
    assert grouped([one, two]) == Grouping({}, {})


def test_an_article_that_prints_a_letter_is_neither_copy_nor_family() -> None:
    article = f"青屿日报\n{prose('news', 200)}\n{FULL.text}\n{prose('more', 200)}"
    for is_reply in (False, True):  # the parser may take it for a reply: someone speaks before the letter does
        paragraphs = builders.reply("a", article).paragraphs
        roles = ["head"] * 3 + ["head", "addressee", "opening"] + ["body"] * (len(paragraphs) - 6)
        made = tuple(replace(p, role=role) for p, role in zip(paragraphs, roles, strict=True))
        quoting = replace(FULL, id="article", text=article, paragraphs=made, is_reply=is_reply)
        assert identify(quoting).is_letter is False
        assert grouped([FULL, quoting]) == Grouping({}, {})


def test_template_letters_have_nothing_to_do_with_one_another() -> None:
    template = prose("template", 500)
    letters = [
        letter(f"t{n}", f"{template}\n{prose(n, 900)}", proposal_number=str(n), agency="青屿市交通运输局")
        for n in range(60)
    ]
    assert grouped(letters) == Grouping({}, {})


def test_short_texts_are_copies_only_to_the_letter() -> None:
    for text in ("已转市交通局。", prose("short", 100)):
        one = builders.reply("a", text, is_reply=False)
        same = builders.reply("b", text[:5] + "\n" + text[5:], is_reply=False)
        other = builders.reply("c", f"{text[:-2]}误。", is_reply=False)
        assert grouped([one, same, other]).copy_of == {"b": "a"}


def test_texts_without_letters_are_never_joined() -> None:
    assert grouped([builders.reply("a", "……"), builders.reply("b", "！")]) == Grouping({}, {})


def test_a_masked_or_shortened_name_is_no_other_name() -> None:
    for written in ("林", "林某某", "林**", "林(lín)晓岚", "林晓岚、周广平"):
        two = replace(FULL, id="two", facts={**FULL.facts, "addressee": Fact(written, "text", written)})
        assert grouped([FULL, two]).copy_of == {"two": "full"}, written


def test_the_agency_a_page_names_as_its_source_tells_nothing() -> None:
    one = replace(FULL, facts={**FULL.facts, "agency": Fact("青屿市教育局", "text", "")})
    two = replace(FULL, id="two", facts={**FULL.facts, "agency": Fact("青屿市人民政府", "page", "")})
    assert grouped([one, two]).copy_of == {"two": "full"}


def test_a_document_that_could_be_of_either_letter_is_a_copy_of_neither() -> None:
    body = prose("shared", 1500)
    one, two = letter("a", body, proposal_number="1"), letter("b", body, proposal_number="2")
    torn = letter("c", body)
    found = grouped([one, two, torn])
    assert not found.copy_of
    assert set(found.family) == {"a", "b", "c"}


def test_texts_without_a_head_are_of_one_letter_or_of_none_together() -> None:
    """Each is nearest to another letter; joined with one another they would draw one letter's copies to the other."""
    body = prose("shared", 1500)
    letters = [letter(f"a{n:02d}", f"{body}\n{prose(n, 40)}", proposal_number=str(n)) for n in range(60)]
    torn = [letter(f"b{n:02d}", f"{body}\n{prose(n, 40)}") for n in range(60)]
    found = grouped([*letters, *torn])
    assert not found.copy_of
    assert len(found.family) == 120
    assert grouped([letters[0], torn[0], torn[1]]).copy_of == {"b00": "a00", "b01": "a00"}


def test_an_excerpt_without_a_sign_of_its_letter_is_not_joined() -> None:
    excerpt = replace(FULL, id="part", text=FULL.text[: len(FULL.text) // 3], facts={})
    assert grouped([FULL, excerpt]) == Grouping({}, {})


# Which one stands for the copies


def test_the_official_address_stands_then_the_unmirrored_then_the_longer_body() -> None:
    known = {"facts": FULL.facts}
    longer = replace(builders.reply("x-longer", FULL.text + "\n" + prose("x", 200)), **known)
    mirror = replace(builders.reply("a-mirror", COPIES["readings"] + "\n" + prose("x", 300)), **known)
    official = replace(FULL, id="z-official", text=FULL.text + "。", uri="/crawl/www.qingyu.gov.cn/1.html")
    assert set(grouped([FULL, longer, mirror]).copy_of.values()) == {"x-longer"}
    assert set(grouped([FULL, longer, mirror, official]).copy_of.values()) == {"z-official"}
    assert set(grouped([FULL, mirror]).copy_of.values()) == {"full"}
    assert grouped([FULL, mirror], {"a-mirror": "https://www.qingyu.gov.cn/1.html"}).copy_of == {"full": "a-mirror"}


def test_of_equals_the_better_known_stands_then_the_smaller_id() -> None:
    poorer = replace(FULL, id="a", text=FULL.text + "。", facts={"addressee": FULL.facts["addressee"]})
    equal = replace(FULL, id="g", text=FULL.text + "！")
    assert grouped([FULL, poorer, equal]).copy_of == {"a": "full", "g": "full"}


@pytest.mark.parametrize(
    ("address", "official"),
    [
        ("https://www.qingyu.gov.cn/a/1.html", True),
        ("http://gov.cn", True),
        ("http://jyj.qingyu.gov.cn:8080/x", True),
        ("/crawl/www.qingyu.gov.cn/a/1.html", True),
        ("/crawl.zip!/www.qingyu.gov.cn/1.html", True),
        ("http://mirror.example/www.qingyu.gov.cn/1.html", False),
        ("http://www.qingyu.gov.cn.example/1.html", False),
        ("http://xgov.cn/1.html", False),
        ("http://[broken/1.html", False),
        ("/home/gov.cn.txt", False),
        ("", False),
    ],
)
def test_official_addresses(address: str, official: bool) -> None:
    assert describe(replace(FULL, uri=address)).is_official is official


# Families


def family_of(count: int, each: int = 0) -> list[Reply]:
    """One answer of 1,500 characters to `count` proposers, each with a paragraph of `each` characters of its own."""
    body = prose("one answer", 1500)
    return [
        letter(
            f"{Random(n).randrange(16**6):06x}{n:03d}",
            body + ("\n" + prose(("own", n), each) if each else ""),
            proposal_number=str(n + 1),
            addressee=NAMES[n % 10] + "甲乙丙丁戊己庚辛壬癸"[n // 10 % 10],
            agency="青屿市教育局",
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("count", [2, 5, 49, 51, 80, 300])
@pytest.mark.parametrize("own", [0, 200])
def test_one_answer_to_many_is_one_family_of_any_size(count: int, own: int) -> None:
    letters = family_of(count, own)
    found = grouped(letters)
    assert not found.copy_of
    assert set(found.family) == {reply.id for reply in letters}
    assert set(found.family.values()) == {min(reply.id for reply in letters)}


def test_a_big_family_is_not_compared_each_with_each() -> None:
    described = sorted(map(describe, family_of(300)), key=lambda each: each.id)
    assert len(candidates(described, LEAST)) < 300 * 12


@pytest.mark.parametrize("way", ["chrome", "first half"])
def test_a_copy_within_a_big_family_is_of_its_own_letter(way: str) -> None:
    letters = family_of(80)
    originals = letters[10:70:20]
    texts = {
        "chrome": lambda text: "无障碍\n" + text + "\n" + prose("news", 400),
        "first half": lambda text: text[: len(text) // 2],
    }
    copies = [replace(reply, id=f"z{reply.id}", text=texts[way](reply.text)) for reply in originals]
    found = grouped([*letters, *copies])
    joined = {frozenset(pair) for pair in found.copy_of.items()}
    assert joined == {frozenset((reply.id, f"z{reply.id}")) for reply in originals}
    assert len(found.family) == 80
    assert len(set(found.family.values())) == 1


def test_a_family_is_found_where_every_hash_is_boilerplate() -> None:
    """Each hash of the family is in more than a thousand other documents; what follows it tells them apart."""
    rng, plain = Random(5), describe(FULL)
    common = rng.sample(range(2**31), 400)

    def described(number: int, hashes: list[int]) -> Described:
        own = [rng.randrange(2**31) for _ in range(128 - len(hashes))]
        sketch = b"".join(value.to_bytes(4, "little") for value in sorted({*hashes, *own}))
        return replace(plain, id=f"{rng.randrange(16**8):08x}{number}", sketch=sketch, identity=Identity(True))

    answer = common[::4] + common[1::20]
    members = [described(n, answer) for n in range(60)]
    others = [described(n, rng.sample(common, 90)) for n in range(60, 6000)]
    items = sorted([*members, *others], key=lambda each: each.id)
    family = {n for n, each in enumerate(items) if each in members}
    pairs = candidates(items, LEAST)
    assert {n for pair in pairs for n in pair} == family
    sets = Sets(len(items))
    for one, other in pairs:
        sets.join(one, other)
    assert len({sets.root(n) for n in family}) == 1


# What holds whatever the documents are

values = st.sampled_from(["", "", "1", "2"])
identities = st.builds(
    Identity,
    is_letter=st.sampled_from([True, True, True, False]),
    numbers=st.sampled_from([(), ("1",), ("2",), ("1", "2")]),
    addressees=st.sampled_from([(), ("林晓岚",), ("林",), ("周广平",)]),
    proposal_title=st.sampled_from(["", "加强课后服务", "课后服务", "停车难"]),
    doc_number=values,
    agency=st.sampled_from(["", "教育局", "青屿市教育局", "财政局"]),
    date=st.sampled_from(["", "2023-07-18", "2023-07-19"]),
    year=st.sampled_from(["", "2023", "2024"]),
)
BODY = prose("any", 900)
FORMS = (
    BODY,
    BODY[:700],
    BODY[:380],
    BODY + "\n" + prose("news", 300),
    prose("else", 900),
    BODY[:450] + prose("z", 450),
)


@st.composite
def archives(draw: st.DrawFn) -> list[tuple[Described, str]]:
    """Documents of a few texts that are alike, with any identities."""
    found = []
    for number in range(draw(st.integers(2, 12))):
        text = draw(st.sampled_from(FORMS))
        made = describe(builders.reply(f"r{draw(st.integers(0, 99)):02d}-{number:02d}", text))
        found.append((replace(made, identity=draw(identities), known=draw(st.integers(0, 3))), text))
    return found


def _group(archive: Iterable[tuple[Described, str]]) -> Grouping:
    archive = list(archive)
    return group([each for each, _ in archive], {each.id: text for each, text in archive}.__getitem__)


@given(archives(), st.randoms(use_true_random=False))
def test_the_order_of_the_documents_makes_no_difference(archive: list[tuple[Described, str]], rng: Random) -> None:
    shuffled = list(archive)
    rng.shuffle(shuffled)
    assert _group(shuffled) == _group(archive)


@given(archives())
@settings(max_examples=400)
def test_no_letter_holds_documents_that_contradict(archive: list[tuple[Described, str]]) -> None:
    found, identity = _group(archive), {each.id: each.identity for each, _ in archive}
    letters: dict[str, list[str]] = {}
    for copy, canonical in found.copy_of.items():
        assert canonical not in found.copy_of, "a copy stands for nobody"
        letters.setdefault(canonical, [canonical]).append(copy)
    for members in letters.values():
        assert not any(identity[a].contradicts(identity[b]) for a in members for b in members)


@given(archives())
def test_families_are_of_letters_that_stand_for_themselves(archive: list[tuple[Described, str]]) -> None:
    found, identity = _group(archive), {each.id: each.identity for each, _ in archive}
    families: dict[str, list[str]] = {}
    for member, family in found.family.items():
        families.setdefault(family, []).append(member)
    for family, members in families.items():
        assert len(members) > 1
        assert family == min(members)
        assert not set(members) & set(found.copy_of)
        assert all(identity[a].could_be_one_answer(identity[b]) for a in members for b in members)


@given(identities, identities)
def test_contradiction_and_agreement_are_mutual(one: Identity, other: Identity) -> None:
    assert one.contradicts(other) == other.contradicts(one)
    assert one.agrees(other) == other.agrees(one)
    assert one.could_be_one_answer(other) == other.could_be_one_answer(one)
    assert not one.contradicts(one)


def _texts() -> Iterator[str]:
    for source in range(12):
        rng = Random(source)
        text = prose(("source", source), rng.choice([300, 900, 2500]))
        yield text
        yield text[: int(len(text) * 0.6)]
        yield prose("head", 150) + text + prose(("tail", source), 300)
        yield "\n".join(line for line in text.split("\n") if rng.random() > 0.15)


def test_sketches_miss_no_pair_that_comparing_each_with_each_finds() -> None:
    texts = list(_texts())
    described = [describe(builders.reply(f"{n:03d}", text)) for n, text in enumerate(texts)]
    grams = [grams_of(text) for text in texts]
    alike = {(a, b) for b in range(len(texts)) for a in range(b) if containment(grams[a], grams[b]) >= LEAST}
    assert len(alike) > 40
    assert alike <= set(candidates(described, LEAST))


@pytest.mark.parametrize("count", [0, 1])
def test_an_archive_of_none_or_one_has_no_copies(count: int) -> None:
    assert grouped([FULL] * count) == Grouping({}, {})


def test_descriptions_survive_a_trip_through_json() -> None:
    described = describe(replace(FULL, facts={**FULL.facts, "session": Fact("市十七届人大三次会议", "text", "")}))
    assert described.identity.session == ("人大", 17, 3)
    assert from_data(json.loads(json.dumps(to_data(described)))) == described


def test_a_note_of_readings_tells_a_mirror() -> None:
    assert describe(FULL).is_mirror is False
    assert describe(FULL, ["已去掉夹在字间的拼音"]).is_mirror is True
    assert describe(as_copy(COPIES["readings"])).is_mirror is True
