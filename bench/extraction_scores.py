"""How near an extractor's output comes to the labels: text by 4-grams, fields by value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import Any, NamedTuple

from indexer.reply import Value

from .extraction_fields import FIELDS, bare, has_doc_number
from .extraction_gold import Labelled, soup
from .extraction_systems import Output

GRAM = 4  # characters
_TITLE_LINES, _TITLE_PARTS, _TITLE_CHARS = 15, 4, 6
_SITE_NAME = re.compile(r"[-_|—–]")


class Text(NamedTuple):
    """How much of a body was found (recall), and how much of what was found is body (precision)."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if sum(self) else 0.0


class Verdict(NamedTuple):
    """About one field of one page. `expected`: the label says a value; `given`: the extractor does."""

    expected: bool
    given: bool
    right: bool


def text_score(page: Labelled, output: Output) -> Text | None:
    """Of the body's text; from `must` and `must_not` where the text is not labelled; None without either."""
    if page.text is not None:
        titles = _titles(page)
        return _grams_in_common(_without_title(output.text, titles), _without_title(page.text, titles))
    must, must_not = page.all("must"), page.all("must_not")
    if not must and not must_not:
        return None
    recall = 1 - len(lost(page, output)) / len(must) if must else float(bool(bare(output.text)))
    return Text(1 - len(left(page, output)) / len(must_not) if must_not else 1.0, recall)


def lost(page: Labelled, output: Output) -> list[str]:
    """Strings of `must` that neither the text nor the title has."""
    seen = bare(output.text), bare(output.title)
    return [wanted for wanted in page.all("must") if not any(bare(wanted) in text for text in seen)]


def left(page: Labelled, output: Output) -> list[str]:
    """Strings of `must_not` that the text has."""
    text = bare(output.text)
    return [chrome for chrome in page.all("must_not") if bare(chrome) and bare(chrome) in text]


def verdicts(page: Labelled, output: Output, judged: Collection[str]) -> dict[str, Verdict]:
    """One for each field that is labelled and judged; a label of null says that nothing is to be found."""
    found = {}
    for name, (source, agree) in FIELDS.items():
        if name not in judged or name not in page.labels:
            continue
        wanted = page.labels[name]
        value = _value(page, output, name, source)
        given, expected = value not in (None, "", ()), wanted not in (None, "")
        right = any(agree(str(label), value) for label in _right_answers(page, name)) if given and expected else False
        found[name] = Verdict(expected, given, right)
    return found


def _right_answers(page: Labelled, name: str) -> list[Any]:
    """The label; for `date` any date that is labelled, for a page has the one of signing and the one of publishing."""
    names = (name, "signed_date", "published_date") if name == "date" else (name,)
    return [label for name in names if (label := page.labels.get(name)) not in (None, "")]


def _value(page: Labelled, output: Output, name: str, source: str) -> Value | bool | None:
    """What answers a label. `number` is the document's own where it has a year in brackets, else the proposal's."""
    wanted = str(page.labels[name] or "")
    if name != "number" or has_doc_number(wanted):
        return output.fields.get(source)
    own, proposal = output.fields.get(source), output.fields.get("proposal_number")
    return own if wanted and own == wanted else proposal if wanted else proposal or own


def _grams_in_common(found: str, wanted: str) -> Text:
    one, two = _grams(found), _grams(wanted)
    both = (one & two).total()
    return Text(both / one.total() if one else 0.0, both / two.total() if two else 0.0)


def _grams(text: str) -> Counter[str]:
    return Counter(text[i : i + GRAM] for i in range(max(1, len(text) - GRAM + 1))) if text else Counter()


def _titles(page: Labelled) -> set[str]:
    """What a title line may say: the label, else the page's headings and its <title> without the site."""
    if page.labels.get("title"):
        return {bare(str(page.labels["title"]))}
    stated = [tag.get_text() for tag in soup(page.html)(["title", "h1", "h2"])]
    return {bare(text) for title in stated for text in (title, _SITE_NAME.split(title)[0])}


def _without_title(text: str, titles: set[str]) -> str:
    """Bare text without title lines among its first ones, also when a title stands on several lines."""
    lines = [line for raw in text.split("\n") if (line := bare(raw))]
    titles = {title for title in titles if len(title) >= _TITLE_CHARS}
    position = 0
    while position < min(len(lines), _TITLE_LINES):
        joined = ("".join(lines[position : position + count]) for count in range(1, _TITLE_PARTS + 1))
        count = next((count for count, line in enumerate(joined, start=1) if line in titles), 0)
        del lines[position : position + count]
        position += not count
    rest = "".join(lines)
    return next((rest[len(title) :] for title in titles if rest.startswith(title)), rest)
