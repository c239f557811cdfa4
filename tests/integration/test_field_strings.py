"""Strings found on real pages: each is recognised by its field, set into an invented letter."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import builders
import pytest

from indexer.fields.figures import figures
from indexer.fields.numbers import session_of
from indexer.folding import plain
from indexer.reply import Reply

REQUEST = "《关于加强课后服务的建议》"


def letter(
    head: str = "",
    salutation: str = "尊敬的林晓岚代表：",
    opening: str = f"您提出的{REQUEST}收悉，现答复如下：",
    body: str = "",
    tail: str = "",
) -> Reply:
    lines = [head, salutation, opening, body, "全市现有义务教育学校186所。", "青屿市教育局", "2023年7月18日", tail]
    return builders.parsed("\n".join(line for line in lines if line))


def opened(words: str) -> Reply:
    return letter(opening=f"您提出的{words}收悉，现答复如下：")


def signed(date: str) -> Reply:
    return builders.parsed(
        "\n".join(["林晓岚代表：", f"您提出的{REQUEST}收悉，现答复如下：", "已办结。", "青屿市教育局", date])
    )


def only(text: str, kept: str) -> str:
    return "".join(char for char in text if char in kept)


def digits(text: str) -> str:
    return only(plain(text), "0123456789")


def same_letters(one: str, other: str) -> bool:
    """Whether two strings are the same without blanks, signs and width."""
    bare = ("".join(filter(str.isalnum, plain(text))) for text in (one, other))
    return len(set(bare)) == 1


def doc_number(string: str) -> bool:
    fact = letter(head=string).facts.get("doc_number")
    code = plain(string).split("(")[0]
    return fact is not None and str(fact.value).startswith(code) and digits(str(fact.value)) == digits(string)


def proposal_number(reply: Reply, string: str) -> bool:
    found = reply.get("proposal_number")
    return found is not None and digits(string).lstrip("0").startswith(found)


def signer(string: str) -> bool:
    found = letter(head=string).get("signer")
    return found is not None and same_letters("签发人" + found, string)


def addressee(string: str) -> bool:
    reply = letter(salutation=string)
    roles = {"代表": "代表", "委员": "委员", "委员会": "党派", "市委": "党派", "联": "团体", "代表团": "代表团"}
    wanted = next(role for end, role in roles.items() if string.rstrip("：:").endswith(end))
    named = reply.get("addressee")
    return named is not None and named.split("、")[0] in string and reply.get("addressee_role") == wanted


def opening(string: str) -> bool:
    reply = letter(opening=f"{string}：".replace("…", "加强课后服务的建议"))
    return reply.is_reply and any(paragraph.role == "opening" for paragraph in reply.paragraphs)


def result_class(string: str) -> bool:
    fact = letter(head=string).facts.get("result_class")
    return fact is not None and str(fact.value).lower() == only(plain(string), "abcd") and str(fact.raw) in string


def disclosure(string: str) -> bool:
    found = letter(head=string).get("disclosure")
    return found is not None and found in string


def contact(string: str) -> bool:
    reply = letter(tail=string)
    name, phone = reply.get("contact_name"), reply.get("contact_phone")
    return bool(name) and str(name) in string and digits(phone or "") == digits(string)


def published(string: str) -> bool:
    found = letter(head=string).get("published_date")
    return found is not None and digits(string).startswith(digits(found))


def register_label(string: str) -> bool:
    label = "".join(string.split()).rstrip("：")
    pair = builders.page(f"{string}青屿甲乙丙\n{letter().text}").pair(label)
    return pair is not None and pair.value == "青屿甲乙丙"


def co_agencies(string: str) -> bool:
    found = letter(opening=f"您提出的{REQUEST}收悉，{string}，现答复如下：").all("co_agencies")
    return len(found) == 2 and all(name in string for name in found)


def copies(string: str) -> bool:
    return "抄送：" + "、".join(letter(tail=string).all("copies")) == string


def cites(string: str) -> bool:
    found = letter(body=f"我局落实{string}，成效明显。").all("cites")
    return len(found) == 1 and same_letters(found[0], string)


def asks(string: str) -> bool:
    found = letter(body=f"（一）{string}。").all("asks")
    return len(found) == 1 and f"“{found[0]}”" in string


def closing(string: str) -> bool:
    reply = letter(body=string)
    at = reply.text.index(string)
    return any(p.start == at and p.role == "tail" for p in reply.paragraphs)


def figure(string: str) -> bool:
    found = figures(string)
    return (
        len(found) == 1 and bool(found[0].indicator) and string.endswith(found[0].unit if found[0].unit != "p" else "P")
    )


def is_chrome(string: str) -> bool:
    lines = [string, letter().text] if string.startswith("今天") else [letter().text, string]
    return string not in builders.page("\n".join(lines)).lines


def without_reading(string: str) -> bool:
    """Readings in brackets are an insertion where a page has many of them."""
    page = builders.page(
        letter(body=f"收到{string}后，现(xiàn)已办(bàn)结(jié)，{string}质量很高，{string}很多。").text
    )
    return not any("(" in line and string in line for line in page.lines)


RECOGNISED: dict[str, Callable[[str], bool]] = {
    "doc_no": doc_number,
    "session": lambda s: session_of(plain(opened(f"的{s}{REQUEST}").get("session") or "")) == session_of(plain(s)),
    "prop_no": lambda s: proposal_number(opened(f"{s}《关于加强课后服务》"), s),
    "prop_no_paren": lambda s: proposal_number(letter(head=f"关于加强课后服务{s}"), s),
    "signer": signer,
    "addressee": addressee,
    "opening": opening,
    "quoted_title": lambda s: f"《{opened(s).get('proposal_title')}》" == s,
    "result_class": result_class,
    "disclosure": disclosure,
    "contact": contact,
    "date_num": lambda s: (
        [int(n) for n in (signed(s).get("signed_date") or "0").split("-")]
        == [int(n) for n in "".join(c if c.isdigit() else " " for c in s).split()]
    ),
    "date_cn": lambda s: signed(s).get("signed_date") in ("2024-05-06", "2009-10-16"),
    "pub_date": published,
    "meta_row": register_label,
    "co_dept": co_agencies,
    "cc": copies,
    "imprint": lambda s: same_letters(letter(tail=s).get("imprint") or "", s),
    "policy_cite": cites,
    "ask_echo": asks,
    "closing": closing,
    "figure": figure,
    "pinyin_junk": without_reading,
    "boiler": is_chrome,
}


def test_there_is_a_recogniser_for_every_kind_of_string(shared: Path) -> None:
    assert set(strings(shared)) == set(RECOGNISED)


@pytest.mark.parametrize("kind", RECOGNISED)
def test_strings_of_real_pages_are_recognised_by_their_field(shared: Path, kind: str) -> None:
    assert [string for string in strings(shared)[kind] if not RECOGNISED[kind](string)] == []


def strings(shared: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads((shared / "golden" / "field_strings.json").read_text(encoding="utf-8"))
    return found
