"""The table of fields and what is derived from it."""

from __future__ import annotations

import builders
import pytest

from indexer import schema
from indexer.schema import (
    BY_ALIAS,
    FACETS,
    FIELDS,
    NOT_A_REPLY,
    UNKNOWN,
    field_values,
    fingerprint,
    part_texts,
    sort_date,
)
from search.language import parse
from search.query import Everything, Exact, Similar


def test_no_two_fields_share_a_name() -> None:
    names = [name for spec in FIELDS for name in {spec.name, *spec.aliases}]
    assert sorted(names) == sorted(set(names))
    assert {alias.lower() for alias in BY_ALIAS} == set(BY_ALIAS)


@pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.name)
def test_the_example_of_a_field_is_a_query_by_that_field(spec: schema.FieldSpec) -> None:
    clause, notes = parse(spec.example)
    assert not notes
    assert not isinstance(clause, Exact | Similar | Everything)
    assert spec.example.split(":")[0] == spec.aliases[0]


def test_what_is_unknown_is_a_value_of_every_facet() -> None:
    values = field_values(builders.reply("a1", "青屿市"))
    assert all(values[spec.name] == (UNKNOWN,) for spec in FACETS)


def test_what_is_no_reply_has_a_kind_of_its_own() -> None:
    assert field_values(builders.reply("a1", "青屿市", is_reply=False))["kind"] == (NOT_A_REPLY,)


@pytest.mark.parametrize(
    ("role", "deputies", "members"), [("代表", ("林晓岚",), ()), ("委员", (), ("林晓岚",)), ("党派", (), ())]
)
def test_deputies_and_members_are_told_apart(role: str, deputies: tuple[str, ...], members: tuple[str, ...]) -> None:
    values = field_values(builders.reply("a1", "青屿市", addressee="林晓岚", addressee_role=role))
    assert (values["deputy"], values["member"]) == (deputies, members)
    assert values["addressee"] == ("林晓岚",)


def test_a_session_is_indexed_in_one_form() -> None:
    for words in ("市十七届人大二次会议", "青屿市第十七届人民代表大会第二次会议"):
        assert field_values(builders.reply("a1", "青屿市", session=words))["session"] == ("人大17届2次",)


def test_each_of_several_addressees_is_found_by_its_own_role() -> None:
    facts = {"addressee": "周广平、民进市委会", "addressee_role": ("委员", "党派")}
    values = field_values(builders.reply("a1", "青屿市", **facts))
    assert (values["member"], values["deputy"]) == (("周广平",), ())


def test_a_session_without_its_assembly_has_that_of_the_kind() -> None:
    for kind, key in (("提案", "政协17届2次"), ("建议", "人大17届2次")):
        reply = builders.reply("a1", "青屿市", session="市十七届二次会议", kind=kind)
        assert field_values(reply)["session"] == (key,)
    assert field_values(builders.reply("a1", "青屿市", session="市十七届二次会议"))["session"] == ("17届2次",)


def test_a_number_is_found_with_and_without_the_year_before_it() -> None:
    numbers = field_values(builders.reply("a1", "青屿市", proposal_number=("20250688", "DH0271")))["proposal_number"]
    assert numbers == ("20250688", "688", "dh0271")


def test_who_signs_is_found_in_full_and_as_written() -> None:
    text = builders.LETTER.replace("青屿市教育局\n2023", "青屿市发改委\n青屿市财政局\n2023")
    assert field_values(builders.parsed(text))["signatories"] == (
        "青屿市发展和改革委员会",
        "青屿市财政局",
        "青屿市发改委",
    )


@pytest.mark.parametrize(
    ("facts", "number"),
    [
        ({"signed_date": "2023-07-18", "year": 2023}, 20230718),
        ({"published_date": "2023-07-20", "year": 2023}, 20230720),
        ({"published_date": "2024-01-05", "year": 2023}, 20230000),
        ({"year": 2023}, 20230000),
        ({}, 0),
    ],
)
def test_the_date_replies_are_sorted_by(facts: dict[str, object], number: int) -> None:
    assert sort_date(builders.reply("a1", "青屿市", **facts)) == number


def test_what_a_reader_sees_is_in_some_part() -> None:
    reply = builders.reply("a1", "青屿市\n一、基本情况", "做好的标题", headings=["一、基本情况"], removed=["页脚"])
    assert part_texts(reply) == {
        "title": "做好的标题",
        "proposal": "",
        "headings": "一、基本情况",
        "text": "青屿市\n一、基本情况",
        "removed": "页脚",
    }


def test_another_engine_table_or_analyzer_gives_another_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = fingerprint("试")
    assert ours == fingerprint("试")
    assert ours != fingerprint("试二")
    monkeypatch.setattr(schema, "ANALYZER_VERSION", "0")
    assert ours != fingerprint("试")
    monkeypatch.undo()
    monkeypatch.setattr(schema, "FIELDS", FIELDS[:-1])
    assert ours != fingerprint("试")


@pytest.mark.parametrize(
    ("title", "part"),
    [("关于第92号提案的答复", "关于发展海洋牧场的提案"), ("关于《关于发展海洋牧场的提案》的答复", "")],
)
def test_a_proposals_title_is_a_part_of_its_own_where_the_title_does_not_say_it(title: str, part: str) -> None:
    reply = builders.reply("a1", "青屿市", title, proposal_title="关于发展海洋牧场的提案")
    assert part_texts(reply)["proposal"] == part
