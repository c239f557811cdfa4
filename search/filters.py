"""Field clauses: what is typed behind a field's name, and which values it fits."""

from __future__ import annotations

import re
from collections.abc import Callable

from indexer.errors import InputError
from indexer.fields.numbers import canonical_proposal_number, session_of
from indexer.folding import fold, plain
from indexer.schema import BY_ALIAS, BY_NAME, UNKNOWN, Kind

from .query import Clause, Exact, Field, Filter, Years

_YEARS = re.compile(r"^(?P<first>\d{4})?年?\s*(?P<dots>\.{2,}|…|-{1,2}|~|至|到)?\s*(?P<last>\d{4})?年?$")
_DOC_NUMBER = re.compile(
    r"^(?P<code>[^\d()]*?)\s*(?:\(?\s*(?P<year>(?:19|20)\d\d)\s*\)?年?)?\s*(?:第?\s*0*(?P<n>\d{1,5})\s*号?)?$"
)
_CHOICE_WORDS = {
    "disclosure": {"公开": ("同意公开", "主动公开", "全文公开", "此件公开发布", "此件主动公开"), "是": ("同意公开",)},
}

Fits = Callable[[str], bool]


def field_clause(alias: str, value: str) -> tuple[Clause, str]:
    """The clause for `alias:value`, and a note when the value makes no sense for the field."""
    spec = BY_ALIAS[alias.lower()]
    if spec.kind is Kind.TEXT:
        return Field(spec.name, value), ""
    if spec.kind is Kind.YEAR and value != UNKNOWN:
        years = years_of(value)
        return (
            (years, "")
            if years
            else (Exact(f"{alias}:{value}"), f"“{value}”不是年份，“{alias}:{value}”已按普通文字处理")
        )
    return Field(spec.name, value), ""


def filter_for(name: str, value: str) -> Filter:
    """A filter on one field, for options and addresses; raises InputError when it makes no sense."""
    spec = BY_ALIAS.get(name)
    if spec is None:
        raise InputError(f"没有“{name}”这个字段，可用的有：{'、'.join(BY_NAME)}")
    if spec.kind is not Kind.YEAR or value == UNKNOWN:
        return Filter(spec.name, Field(spec.name, value, exact=True))
    years = years_of(value)
    if years is None:
        raise InputError(f"“{value}”不是年份，请写成 2022 或 2019..2022")
    return Filter(spec.name, years)


def years_of(text: str) -> Years | None:
    """The years meant by 2022, 2019..2022, ..2019, 2022.., 2019-2022 or 2019至2022, else None."""
    match = _YEARS.match(plain(text).strip())
    if not match or not (match["first"] or match["last"]):
        return None
    first, last = (int(match[name]) if match[name] else None for name in ("first", "last"))
    if not match["dots"]:
        return Years(first, first) if first and not last else None
    return Years(min(first, last), max(first, last)) if first and last else Years(first, last)


def fits(clause: Field) -> Fits:
    """Whether a value of the field, as it is indexed, fits the clause."""
    kind, typed = BY_NAME[clause.name].kind, clause.value
    if clause.exact or typed == UNKNOWN:
        return lambda value: value == typed
    if kind is Kind.CHOICE:
        return _choice(clause.name, fold(typed))
    if kind is Kind.NUMBER:
        number = canonical_proposal_number(plain(typed))
        return lambda value: value == number
    if kind is Kind.PHONE:
        digits = re.sub(r"\D", "", plain(typed))
        return lambda value: bool(digits) and digits in re.sub(r"\D", "", value)
    if kind is Kind.DOC_NUMBER:
        return _doc_number(typed)
    if kind is Kind.SESSION:
        return _session(typed)
    folded = fold(typed)
    return lambda value: bool(folded) and folded in fold(value)


def _choice(name: str, folded: str) -> Fits:
    words = _CHOICE_WORDS.get(name, {})
    accepted = {fold(value) for value in next((v for k, v in words.items() if fold(k) == folded), ())}
    bare = folded.removesuffix("类") or folded
    return lambda value: fold(value) in accepted or fold(value) in (folded, bare)


def _doc_number(typed: str) -> Fits:
    """A loosely typed number: whatever of code, year and number is there has to agree."""
    match = _DOC_NUMBER.match(plain(typed).strip())
    if not match:
        folded = fold(typed)
        return lambda value: folded in fold(value)
    code, year, number = fold(match["code"]), match["year"], match["n"]

    def agrees(value: str) -> bool:
        found = re.match(r"(.*)〔(\d+)〕(\d+)号$", value)
        return bool(found) and (
            (not code or code in fold(found[1]))  # type: ignore[index]
            and (not year or found[2] == year)  # type: ignore[index]
            and (not number or found[3] == number)  # type: ignore[index]
        )

    return agrees


def _session(typed: str) -> Fits:
    wanted = session_of(plain(typed))
    if wanted is None:
        folded = fold(typed)
        return lambda value: bool(folded) and folded in fold(value)

    def agrees(value: str) -> bool:
        found = re.match(r"(\D*?)(\d*)届(\d*)次$", value)
        if not found:
            return False
        return all(
            want is None or str(want) == have
            for want, have in zip((wanted.body, wanted.term, wanted.meeting), found.groups(), strict=True)
        )

    return agrees
