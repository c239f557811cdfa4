"""Which letter it is: what a document says of itself that another letter would say differently.

Letters to several proposers are alike to the word but for a name and two numbers, so no likeness of
texts proves that two documents are one letter. A single known difference here proves they are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..fields.numbers import session_of
from ..folding import plain
from ..reply import Reply
from .keys import near_key

_MASKED = re.compile(r"[*＊×xX某○〇]+")  # 孔某某, 孔**
_SENTENCE = 15  # characters of a sentence; 类别：A。 is none
_CERTAIN = 0.9  # below, a kind was concluded from the role or the code of the document number


@dataclass(frozen=True, slots=True)
class Identity:
    """Values are folded; an empty value is not known and contradicts nothing."""

    is_letter: bool  # a reply that stands for itself, not quoted by someone
    kind: str = ""  # 建议, 提案, 议案
    numbers: tuple[str, ...] = ()  # of the proposals answered
    addressees: tuple[str, ...] = ()
    proposal_title: str = ""
    doc_number: str = ""
    agency: str = ""
    session: tuple[str | int | None, ...] = ()  # body, term, meeting
    date: str = ""  # of signature, YYYY-MM-DD
    year: str = ""
    title: str = ""  # of a document that is no reply

    def agrees(self, other: Identity) -> bool:
        """Whether something that tells letters apart is known of both and the same."""
        return (
            _overlap(self.numbers, other.numbers)
            or self._same_proposer(other)
            or any(a and b and _within(a, b) for a, b in self._names(other))
            or bool(self.doc_number and self.doc_number == other.doc_number)
        )

    def contradicts(self, other: Identity) -> bool:
        """Whether these cannot be the same letter."""
        if self.is_letter != other.is_letter:
            return True
        if self.numbers and other.numbers and not _overlap(self.numbers, other.numbers):
            return True
        if self.addressees and other.addressees and not self._same_proposer(other):
            return True
        exact = ((self.kind, other.kind), (self.doc_number, other.doc_number), (self.date, other.date))
        if any(a and b and a != b for a, b in exact):
            return True
        return self._other_office_or_time(other) or any(a and b and not _within(a, b) for a, b in self._names(other))

    def could_be_one_answer(self, other: Identity) -> bool:
        """Whether two letters may give one answer to several: both replies, of one office and one year."""
        return self.is_letter and other.is_letter and not self._other_office_or_time(other)

    def office_and_time(self) -> Identity:
        """What the letters of one answer have in common."""
        return Identity(self.is_letter, agency=self.agency, session=self.session, year=self.year)

    def _same_proposer(self, other: Identity) -> bool:
        return any(_same_name(a, b) for a in self.addressees for b in other.addressees)

    def _names(self, other: Identity) -> tuple[tuple[str, str], ...]:
        return (self.proposal_title, other.proposal_title), (self.title, other.title)

    def _other_office_or_time(self, other: Identity) -> bool:
        if self.agency and other.agency and not _within(self.agency, other.agency):
            return True
        if self.year and other.year and self.year != other.year:
            return True
        same_body = self.session[:1] == other.session[:1]  # 人大 and 政协 count their sessions apart
        return same_body and any(a and b and a != b for a, b in zip(self.session, other.session, strict=False))


def identify(reply: Reply) -> Identity:
    """What a reply says of itself; of another document only its title, number and date are known."""
    kind, session = reply.facts.get("kind"), session_of(plain(reply.get("session") or ""))
    date, number = _from_text(reply, "signed_date"), near_key(reply.get("doc_number") or "")
    year = date[:4] or "".join(re.findall(r"〔((?:19|20)\d\d)〕", reply.get("doc_number") or "")[:1])
    return Identity(
        is_letter=reply.is_reply and not _is_quoted(reply),
        kind=str(kind.value) if kind and kind.confidence >= _CERTAIN else "",
        numbers=tuple(sorted({near_key(number) for number in reply.all("proposal_number")} - {""})),
        addressees=_addressees(reply),
        proposal_title=near_key(reply.get("proposal_title") or ""),
        doc_number=number,
        agency=near_key(_from_text(reply, "agency")),
        session=(session.body, session.term, session.meeting) if session else (),
        date=date,
        year=year,
        title="" if reply.is_reply else near_key(reply.get("title") or ""),
    )


def _is_quoted(reply: Reply) -> bool:
    """Whether someone speaks in whole sentences before the letter begins, as news do that print a letter."""
    for paragraph in reply.paragraphs:
        if paragraph.role in ("addressee", "opening"):
            return False
        text = reply.text[paragraph.start : paragraph.end].rstrip()
        if paragraph.role == "head" and len(text) >= _SENTENCE and text.endswith(("。", "！", "：")):
            return True
    return False


def _from_text(reply: Reply, name: str) -> str:
    """A value that stands in the text; what only the page says may be the portal's own."""
    fact = reply.facts.get(name)
    return str(fact.value) if fact and fact.source == "text" else ""


def _addressees(reply: Reply) -> tuple[str, ...]:
    names = {name for value in reply.all("addressee") for name in value.split("、")}
    return tuple(sorted({near_key(_MASKED.sub("", name)) for name in names} - {""}))


def _overlap(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return not set(a).isdisjoint(b)


def _same_name(a: str, b: str) -> bool:
    """孔 is 孔 of any given name: letters are published with the surname alone."""
    short, long = sorted((a, b), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


def _within(a: str, b: str) -> bool:
    """Whether one name is part of the other, as 教育局 of 青屿市教育局."""
    return a in b or b in a
