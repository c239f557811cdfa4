"""A generated archive: any number of replies that are written like those in samples/.

The grammar is taken from the samples, read by our own pipeline: their paragraphs by agency, their
headings, titles and codes of document numbers. A reply is a head, three or four sections and a tail.
Its paragraphs are drawn from the samples, seven in ten from the same agency, until a reply has about
2,500 characters, some half as many and some half as many again; each draw gets other figures, years,
districts and another city, and most get one more sentence with invented names and with words drawn
from jieba's dictionary by their frequency, so that the vocabulary goes on growing with the archive, as
it does in real ones. With a folder of formal texts half of the paragraphs are drawn from there, as they
are. Reply n depends on the seed, n and that folder alone: a small archive is the beginning of a large one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from indexer.document import RawDocument
from indexer.extractors import extract
from indexer.loaders import load
from indexer.parser import parse
from indexer.reply import Reply

from . import formal, names, pages

SAMPLES = Path(__file__).parent.parent / "samples"
_HOME = "青屿"  # the city of the samples
_LENGTH = 2_190  # characters of the body on average, from half to half as many again; head and tail add about 250
_FORMAL = 0.5  # of the paragraphs, where there are formal texts
_NUMBER = re.compile(r"(?<![A-Za-z0-9.])\d[\d,]*(?:\.\d+)?(?![A-Za-z0-9])")
_DISTRICT = re.compile("望潮区|松岭区|汀湾县|石榴县")
_ORDINALS = "一二三四五"
_TODAY = 2024  # when formal texts were written, for the years in them
_ENDINGS = (
    "其中，{place}、{place2}已率先完成{n1}{n2}，{company}承担了{n3}任务，涉及群众{f1}户。",
    "{district}{place}作为{n1}试点，投入资金{f2}万元，带动{n2}、{n3}等领域发展。",
    "经{person}等同志实地核查，{place}{n1}问题{f1}件已办结{f3}件，其余列入{n2}台账。",
    "下一步，将会同{company}围绕{n1}、{n2}和{n3}，在{place}开展专项行动。",
    "据统计，与{n1}有关的来信来访{f1}件次，主要集中在{place}、{place2}一带的{n2}方面。",
    "同时，支持{company}建设{n1}平台，{n2}覆盖率达到{f4}%。",
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the samples are made of."""

    paragraphs: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    headings: set[str] = field(default_factory=set)
    topics: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    codes: dict[str, str] = field(default_factory=dict)
    formal: Sequence[str] = ()


def generate(folder: Path, count: int, seed: int, first: int = 0, text: Path | None = None) -> None:
    """Writes `count` replies from number `first` on as .txt and .html files below a folder.

    `text` is a folder of formal texts to draw paragraphs from (bench/formal.py).
    """
    grammar = _read_samples()
    if text is not None:
        grammar = replace(grammar, formal=formal.paragraphs(text))
    for number in range(first, first + count):
        rng = Random(f"{seed}:{number}")
        letter = _letter(grammar, rng, number)
        name, body = pages.render(letter, rng, number)
        path = folder / letter.agency / str(letter.year) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


def _read_samples() -> Grammar:
    grammar = Grammar()
    for item in load(SAMPLES):
        if isinstance(item, RawDocument):
            reply = parse(extract(item), item.uri)
            if reply.is_reply and reply.get("agency") and reply.year:
                _learn(grammar, reply)
    return grammar


def _learn(grammar: Grammar, reply: Reply) -> None:
    agency = str(reply.get("agency")).removeprefix(f"{_HOME}市")
    for paragraph in reply.paragraphs:
        text = reply.text[paragraph.start : paragraph.end]
        if paragraph.role == "heading" and text.startswith(tuple(f"{n}、" for n in _ORDINALS)):
            grammar.headings.add(text[2:])
        elif paragraph.role == "body" and paragraph.end - paragraph.start > 40 and "收悉" not in text:
            grammar.paragraphs[agency].append((reply.year or 0, text))
    if title := reply.get("proposal_title"):
        grammar.topics[agency].append(re.sub("的(建议|提案)$", "", title.removeprefix("关于")))
    if number := reply.get("doc_number"):
        grammar.codes[agency] = re.sub("(建|提).*", "", number[1:].partition("〔")[0])


def _letter(grammar: Grammar, rng: Random, number: int) -> pages.Letter:
    office = rng.choice(sorted(grammar.paragraphs))
    city, year = rng.choice(names.CITIES), rng.choice(range(2014, 2026))
    kind = rng.choice(("建议", "提案"))
    return pages.Letter(
        city=city,
        agency=f"{city}市{office}",
        year=year,
        kind=kind,
        topic=_topic(grammar, rng, office, kind),
        doc_number=f"{city[0]}{grammar.codes.get(office, '办')}{kind[0]}〔{year}〕{1 + number % 997}号",
        lines=_body(grammar, rng, office, city, year),
    )


def _topic(grammar: Grammar, rng: Random, office: str, kind: str) -> str:
    first, second = names.words(rng, 2)
    known = grammar.topics[office]
    start = (
        rng.choice(known) if known and rng.random() < 0.6 else f"加强{rng.choice(names.DISTRICTS)}{first}{second}工作"
    )
    return f"关于{start}的{kind}"


def _body(grammar: Grammar, rng: Random, office: str, city: str, year: int) -> list[str]:
    lines, length, sections = list[str](), 0, rng.choice((3, 4))
    most = _LENGTH * rng.uniform(0.5, 1.5)
    headings, used = rng.sample(sorted(grammar.headings), sections), set[str]()
    for section, heading in enumerate(headings):
        lines.append(f"{_ORDINALS[section]}、{heading}")
        while length < most * (section + 1) / sections:
            written, text = _draw(grammar, rng, office, used)
            lines.append(_vary(rng, text, city, year - written))
            length += len(lines[-1])
    return lines


def _draw(grammar: Grammar, rng: Random, office: str, used: set[str]) -> tuple[int, str]:
    """A paragraph that is not yet in the reply, and the year it was written in."""
    if grammar.formal and rng.random() < _FORMAL:
        return _TODAY, rng.choice(grammar.formal)
    own = [found for found in grammar.paragraphs[office] if found[1] not in used]
    others = grammar.paragraphs[rng.choice(sorted(grammar.paragraphs))]
    written, text = rng.choice(own if own and rng.random() < 0.7 else others)
    used.add(text)
    return written, text


def _vary(rng: Random, text: str, city: str, years: int) -> str:
    districts = rng.sample(names.DISTRICTS, 4)
    known = ["望潮区", "松岭区", "汀湾县", "石榴县"]
    text = _DISTRICT.sub(lambda m: districts[known.index(m[0])], text)
    text = _NUMBER.sub(lambda m: _figure(rng, m, years), text).replace(_HOME, city)
    return text + _ending(rng, city) if rng.random() < 0.7 else text


def _figure(rng: Random, found: re.Match[str], years: int) -> str:
    """Another number of the same form; a year moves with the reply's year."""
    figure, is_share = found[0], found.string.startswith("%", found.end())
    if re.fullmatch("20[0-3][0-9]", figure):
        return str(int(figure) + years)
    plain = figure.replace(",", "")
    decimals = len(plain.partition(".")[2])
    value = float(plain) * rng.uniform(0.4, 1.0 if is_share else 1.9)
    if "," in figure:
        return f"{max(1, round(value)):,}"
    return f"{value:.{decimals}f}" if decimals else str(max(1, round(value)))


def _ending(rng: Random, city: str) -> str:
    first, second, third = names.words(rng, 3)
    return rng.choice(_ENDINGS).format(
        place=names.place(rng), place2=names.place(rng), person=names.person(rng), company=names.company(rng, city),
        district=rng.choice(names.DISTRICTS), n1=first, n2=second, n3=third, f1=rng.randint(12, 9800),
        f2=rng.randint(20, 30000), f3=rng.randint(1, 500), f4=round(rng.uniform(20, 100), 1),
    )  # fmt: skip
