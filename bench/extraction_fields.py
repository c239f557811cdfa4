"""When a field's value and its label are the same to a clerk; written apart from the rules that are judged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from indexer.folding import plain

_DATE = re.compile(r"((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})")
_DOC_NUMBER = re.compile(r"([\u4e00-\u9fff]+(?:\([\u4e00-\u9fff]+\))?)\(((?:19|20)\d\d)\)第?0*(\d+)号")
_YEAR_BEFORE_NUMBER = re.compile(r"^20\d\d(?=\d{3,})")
_SESSION = re.compile(r"第?([一二三四五六七八九十\d]+)届.*?第?([一二三四五六七八九十\d]+)次")
_BETWEEN_NAMES = re.compile(r"[、，,;；]")


def bare(text: str) -> str:
    """Text as it is compared: without blanks, compatibility forms as one (NFKC)."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def has_doc_number(text: str) -> bool:
    """Whether a number is a document's own (文号), with its year in brackets."""
    return bool(_DOC_NUMBER.search(_folded(text)))


def _folded(text: str) -> str:
    """Bare, Simplified, every bracket ( or )."""
    return bare(plain(text))


def _words(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _parts(value: Any) -> list[str]:
    return [part for piece in _BETWEEN_NAMES.split(_words(value)) if (part := _folded(piece))]


def _same(wanted: str, value: Any) -> bool:
    return _folded(wanted) == _folded(_words(value))


def _same_date(wanted: str, value: Any) -> bool:
    dates = value if isinstance(value, tuple | list) else (value,)
    return _date(wanted) in {_date(str(date)) for date in dates}


def _date(text: str) -> tuple[int, ...] | str:
    match = _DATE.search(text)
    return tuple(map(int, match.groups())) if match else text


def _same_doc_number(wanted: str, value: Any) -> bool:
    one, two = _DOC_NUMBER.search(_folded(wanted)), _DOC_NUMBER.search(_folded(_words(value)))
    return one.groups() == two.groups() if one and two else _same(wanted, value)


def _same_proposal_number(wanted: str, value: Any) -> bool:
    """A year may stand before the number or be split from it: 20240231 is 231 of 2024."""
    one, two = (
        {_digits(form) for form in (text, _YEAR_BEFORE_NUMBER.sub("", text))} for text in (wanted, _words(value))
    )
    return bool(one & two)


def _digits(text: str) -> str:
    return re.sub("[第号]", "", _folded(text)).lower().lstrip("0")


def _same_number(wanted: str, value: Any) -> bool:
    return (_same_doc_number if has_doc_number(wanted) else _same_proposal_number)(wanted, value)


def _same_agency(wanted: str, value: Any) -> bool:
    """One of several that sign is enough; a place before the name may be left out, but 国务院 is not 国务院办公厅."""
    pairs = ((one, two) for one in _parts(wanted) for two in _parts(value))
    return any(one.endswith(two) or two.endswith(one) for one, two in pairs)


def _same_names(wanted: str, value: Any) -> bool:
    return set(_parts(wanted)) == set(_parts(value))


def _same_phone(wanted: str, value: Any) -> bool:
    return re.sub(r"\D", "", wanted) == re.sub(r"\D", "", _words(value))


def _same_letter(wanted: str, value: Any) -> bool:
    return _folded(wanted)[:1].upper() == _folded(_words(value))[:1].upper()


def _same_session(wanted: str, value: Any) -> bool:
    one, two = _SESSION.search(_folded(wanted)), _SESSION.search(_folded(_words(value)))
    return one is not None and two is not None and one.groups() == two.groups()


def _ends_alike(wanted: str, value: Any) -> bool:
    return _folded(_words(value)).endswith(_folded(wanted))


def _one_in_the_other(wanted: str, value: Any) -> bool:
    one, two = _folded(wanted), _folded(_words(value))
    return one in two or two in one


# The label, the field of ours that answers it, and when the two agree.
FIELDS: Mapping[str, tuple[str, Callable[[str, Any], bool]]] = {
    "title": ("title", _same),
    "date": ("date", _same_date),
    "number": ("doc_number", _same_number),
    "office": ("agency", _same_agency),
    "agency": ("agency", _same_agency),
    "doc_number": ("doc_number", _same_doc_number),
    "proposal_number": ("proposal_number", _same_proposal_number),
    "index_number": ("index_number", _same),
    "signed_date": ("signed_date", _same_date),
    "published_date": ("published_date", _same_date),
    "is_reply": ("is_reply", _same),
    "kind": ("kind", _ends_alike),
    "session": ("session", _same_session),
    "addressee": ("addressee", _same_names),
    "addressee_role": ("addressee_role", _same),
    "result_class": ("result_class", _same_letter),
    "disclosure": ("disclosure", _one_in_the_other),
    "contact_name": ("contact_name", _same_names),
    "contact_phone": ("contact_phone", _same_phone),
    "signer": ("signer", _same_names),
}
