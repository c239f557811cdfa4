"""The best paragraphs of a hit: those with most of the query's different strings, then most of any."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from indexer.reply import Paragraph, Reply

from .highlighter import find, marks, merge
from .results import Mark, Snippet

Place = tuple[int, int, int]  # start, end in Reply.text, number of the string

CHROME_LABEL = "页面其他文字（导航、页脚等，不属于正文）"
COPIES_LABEL = "其他副本中与本篇不同的文字（包括页面文字）"
_AT_MOST = 3
_SHOWN_CHARS = 220
_SENTENCE_END = re.compile(r"[。！？；!?;\n]|[，,、：:](?=.)")
_POINT = re.compile(r"(?:^|[。！？；;：:，,]\s*)([一二三四五六七八九十]{1,2}是)")
_POINT_CHARS = 3
_WEIGHT = {"title": 0.3, "head": 0.4, "addressee": 0.5, "opening": 0.7, "heading": 0.9, "tail": 0.5}


def best(reply: Reply, strings: Sequence[str]) -> tuple[tuple[Snippet, ...], int]:
    """The best paragraphs for the folded strings in reading order, and how many marks there are in all.

    Without any mark it is the first paragraph of the body.
    """
    places = find(reply.text, strings)
    by_paragraph = _by_paragraph(reply, places)
    if not by_paragraph and (chrome := _outside(reply, strings)):
        return chrome, sum(len(snippet.marks) for snippet in chrome)
    if not by_paragraph:
        lead = next((n for n, p in enumerate(reply.paragraphs) if p.role == "body" and p.end - p.start > 30), 0)
        return (_snippet(reply, lead, []),) if reply.paragraphs else (), 0
    ranked = sorted(by_paragraph, key=lambda n: (-_value(reply.paragraphs[n], by_paragraph[n]), n))
    chosen = _distinct(reply, _not_only_title(reply, ranked))[:_AT_MOST]
    return tuple(_snippet(reply, n, by_paragraph[n]) for n in sorted(chosen)), len(merge(p[:2] for p in places))


def every(reply: Reply, strings: Sequence[str]) -> tuple[Snippet, ...]:
    """Every paragraph in which a folded string stands, whole, in reading order; the title only when alone.

    Where there is none, what a list of hits shows.
    """
    by_paragraph = _by_paragraph(reply, find(reply.text, strings))
    chosen = sorted(_not_only_title(reply, list(by_paragraph)))
    return tuple(_whole(reply, n, by_paragraph[n]) for n in chosen) or best(reply, strings)[0]


def _outside(reply: Reply, strings: Sequence[str]) -> tuple[Snippet, ...]:
    """The lines outside of the text (chrome, other copies) in which a string stands; their paragraph number is 0."""
    lines = [*((line, CHROME_LABEL) for line in reply.removed), *((line, COPIES_LABEL) for line in reply.elsewhere)]
    found = [Snippet(line, marks(line, strings), (label,), 0, 0) for line, label in lines]
    return tuple(snippet for snippet in found if snippet.marks)[:_AT_MOST]


def _by_paragraph(reply: Reply, places: Sequence[Place]) -> dict[int, list[Place]]:
    starts = [paragraph.start for paragraph in reply.paragraphs]
    found: dict[int, list[Place]] = {}
    for start, end, number in places:
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
        for index in range(max(0, first), last + 1):  # a string may go over a line break
            found.setdefault(index, []).append((start, end, number))
    return found


def _value(paragraph: Paragraph, places: Sequence[Place]) -> float:
    different = len({number for _, _, number in places})
    length = sum(end - start for start, end, _ in places)
    return (different * 10 + min(5.0, length / 6)) * _WEIGHT.get(paragraph.role, 1.0)


def _not_only_title(reply: Reply, ranked: list[int]) -> list[int]:
    """The title is shown above the paragraphs anyway; it is one of them only when alone."""
    others = [n for n in ranked if reply.paragraphs[n].role != "title"]
    return others or ranked


def _distinct(reply: Reply, ranked: list[int]) -> list[int]:
    """Of paragraphs that say the same, the first."""
    found: dict[str, int] = {}
    for number in ranked:
        found.setdefault(reply.text[reply.paragraphs[number].start : reply.paragraphs[number].end], number)
    return list(found.values())


def _snippet(reply: Reply, number: int, places: Sequence[Place]) -> Snippet:
    return _between(reply, number, places, *_window(reply.text, reply.paragraphs[number], places))


def _whole(reply: Reply, number: int, places: Sequence[Place]) -> Snippet:
    return _between(reply, number, places, reply.paragraphs[number].start, reply.paragraphs[number].end)


def _between(reply: Reply, number: int, places: Sequence[Place], start: int, end: int) -> Snippet:
    paragraph = reply.paragraphs[number]
    spans: list[Mark] = [(max(s, start) - start, min(e, end) - start) for s, e, _ in places if s < end and e > start]
    cut = (start > paragraph.start, end < paragraph.end)
    point = _point(reply.text[paragraph.start : start + min(spans)[0] if spans else paragraph.start + _POINT_CHARS])
    return Snippet(reply.text[start:end], merge(spans), (*paragraph.path, *point), number + 1, start, cut)


def _point(before: str) -> tuple[str, ...]:
    """The 一是, 二是 … that what stands behind this text belongs to."""
    return tuple(_POINT.findall(before)[-1:])


def _window(text: str, paragraph: Paragraph, places: Sequence[Place]) -> tuple[int, int]:
    """The part of a long paragraph that shows most marks, from one clause's beginning to another's end."""
    if paragraph.end - paragraph.start <= _SHOWN_CHARS * 1.5:
        return paragraph.start, paragraph.end
    inside = [(s, e, n) for s, e, n in places if paragraph.start <= s < paragraph.end]
    first = _densest(inside) if inside else paragraph.start
    start = max(paragraph.start, first - _SHOWN_CHARS // 4)
    cuts = [paragraph.start] + [
        paragraph.start + m.end() for m in _SENTENCE_END.finditer(text[paragraph.start : paragraph.end])
    ]
    start = max((cut for cut in cuts if start - 40 <= cut <= first), default=start)
    end = min(paragraph.end, start + _SHOWN_CHARS)
    end = min((cut for cut in [*cuts, paragraph.end] if end <= cut <= end + 40), default=end)
    last_mark = max((e for s, e, _ in inside if s < end), default=end)
    return start, min(paragraph.end, max(end, last_mark))


def _densest(places: Sequence[Place]) -> int:
    """The start of the place, of some in order, that is followed by most different strings, then by most of any."""
    near, end, most, found = Counter[int](), 0, 0, 0
    for begin, (start, _, number) in enumerate(places):
        while end < len(places) and places[end][0] < start + _SHOWN_CHARS * 3 // 4:
            near[places[end][2]] += 1
            end += 1
        worth = len(near) * 100 + end - begin
        if worth > most:
            most, found = worth, start
        near[number] -= 1
        if not near[number]:
            del near[number]
    return found
