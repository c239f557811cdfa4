"""No text makes a field slow: patterns that backtrack would take minutes on lines like these."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from indexer.document import Page, Pair
from indexer.fields import agency, cites, contact, genre, head, marks, partners, proposal, tail, title
from indexer.fields.addressee import addressee
from indexer.fields.figures import figures
from indexer.fields.register import register
from indexer.fields.zones import Zones, zones_of
from indexer.parser import parse
from indexer.reply import Fact

FIELDS: dict[str, Callable[[Zones, Fact | None], object]] = {
    "title": lambda zones, _: title.title(zones),
    "doc_number": head.doc_number,
    "signer": lambda zones, _: head.signer(zones),
    "doc_type": lambda zones, named: (genre.is_letter(zones, named), genre.doc_type(zones, named, False)),
    "dates": lambda zones, _: (tail.signed_date(zones), tail.published(zones), tail.year_alone(zones)),
    "agency": lambda zones, _: (agency.signature(zones, None), agency.letterhead(zones), agency.on_page(zones.page)),
    "agency in the title": lambda _, named: agency.in_title(named),
    "addressee": addressee,
    "proposal_title": lambda zones, _: proposal.proposal_title(zones),
    "proposal_number": proposal.numbers,
    "session": proposal.session,
    "kind": lambda zones, named: proposal.kind(zones, named, None, (), None),
    "form": proposal.form,
    "class": marks.result_class,
    "disclosure": lambda zones, _: marks.disclosure(zones),
    "feedback": lambda zones, _: marks.feedback(zones),
    "co_agencies": lambda zones, _: partners.co_agencies(zones),
    "copies": lambda zones, _: (partners.copies(zones), partners.imprint(zones)),
    "cites": lambda zones, _: cites.cites(zones, None, None),
    "asks": lambda zones, _: cites.asks(zones),
    "contact": lambda zones, _: contact.contact(zones),
    "register": lambda zones, _: register(zones.page),
    "figures": lambda zones, _: [figures(line.text) for line in zones.lines[:4]],
}
FILLERS = (
    " ", "\t", "第", "第12号", "12号", "1", "1,000", "12 ", "二", "第一届", "第十", "届次会议", "政协", "人大", "（",
    "（（", "(", "《", "》（", "《《》", "“", "关于", "对", "建议提案", "会同市财政局、", "经商", "局", "局 ", "市 县 ",
    "王 ", "青屿市", "、", "签发人：", "联系人：王小", "联系电话：", "抄送：", "等", "A类", "公开", "代表", "委员",
    "会办意见", "2023年", "年月日", "〔2023〕", "约近", "满意", "：", "感谢",
)  # fmt: skip
LABELS = (
    "案号", "发文字号", "发文机关", "索引号", "办理结果", "会办单位", "标题", "网址", "成文日期", "联系人", "届次",
)  # fmt: skip
SLOW = 0.3  # seconds for one field of one document


@pytest.mark.parametrize("length", [120, 2_000, 40_000])
def test_no_field_is_slow_on_any_line(length: int) -> None:
    slow = []
    for filler in FILLERS:
        text = (filler * length)[:length]
        zones = zones_of(hostile(text))[1]
        named = title.title(zones)
        for name, field in FIELDS.items():
            started = time.process_time()
            field(zones, named)
            if (took := time.process_time() - started) > SLOW:
                slow.append((name, filler, round(took, 2)))
    assert not slow


@pytest.mark.parametrize("filler", FILLERS)
def test_a_whole_document_is_read_in_time(filler: str) -> None:
    started = time.process_time()
    parse(hostile((filler * 2_000)[:2_000]), "/试")
    assert time.process_time() - started < 2


def hostile(text: str) -> Page:
    """A letter with the text in every place a field looks at."""
    lines = [
        f"关于{text}的答复",
        text,
        f"{text}代表：",
        f"您提出的{text}《关于加强课后服务的建议》收悉，{text}，现答复如下：",
        text,
        "青屿市教育局",
        "2023年7月18日",
        *[text] * 4,
    ]
    return Page(tuple(lines), None, tuple(Pair(label, text) for label in LABELS))
