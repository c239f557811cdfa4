"""Field clauses: what is typed behind a field's name, and which values it fits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from indexer.agencies import Agencies
from indexer.errors import InputError
from indexer.fields.numbers import canonical_proposal_number, session_of
from indexer.folding import fold, plain
from indexer.schema import BY_ALIAS, BY_NAME, UNKNOWN, FieldSpec, Kind

from .query import And, Clause, Exact, Field, Filter, Not, Or, Years

_YEARS = re.compile(
    r"^(?P<first>\d{4})?年? ?(?P<dots>\.{2,}|。。|…|-{1,2}|~|至|到)? ?(?P<last>\d{4})?年?"
    r"(?P<open>以后|之后|以来|起|以前|之前)?$"
)
_DOC_NUMBER = re.compile(
    r"^(?P<code>[^\d() ]{0,30}) ?(?:\(? ?(?P<year>(?:19|20)\d\d) ?\)?年?)? ?-?(?:第? ?0{0,5}(?P<n>\d{1,5}) ?号?)?$"
)
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHOICE_WORDS = {
    "disclosure": {
        "公开": ("同意公开", "主动公开", "全文公开", "此件公开发布", "此件主动公开"),
        "是": ("同意公开",),
        "否": ("不同意公开", "不予公开", "不公开"),
        "不公开": ("不同意公开", "不予公开", "不公开"),
    },
}
AGENCY_FIELDS = frozenset(("agency", "signatories", "co_agencies"))
_VALUE_CHARS = 100

Fits = Callable[[str], bool]


def field_clause(alias: str, value: str) -> tuple[Clause, str]:
    """The clause for `alias:value`, and a note when the value makes no sense for the field.

    Values set apart by 、 are alternatives.
    """
    spec = BY_ALIAS[alias.lower()]
    if spec.kind is Kind.TEXT:
        return Field(spec.name, value[:_VALUE_CHARS]), ""
    clauses = [_one_value(spec, part) for part in value[:_VALUE_CHARS].split("、") if part.strip()]
    if not clauses or None in clauses:
        return Exact(f"{alias}:{value}"), f"“{value}”不是年份，“{alias}:{value}”已按普通文字处理"
    kept = tuple(clause for clause in clauses if clause is not None)
    return (kept[0] if len(kept) == 1 else Or(kept)), ""


def _one_value(spec: FieldSpec, value: str) -> Clause | None:
    if spec.kind is Kind.YEAR and value != UNKNOWN:
        return years_of(value)
    return Field(spec.name, value.strip())


def filter_for(name: str, value: str, excludes: bool = False) -> Filter:
    """A filter on one field, for options and addresses; raises InputError when it makes no sense."""
    spec, value = BY_ALIAS.get(name), value[:_VALUE_CHARS]
    if spec is None:
        raise InputError(f"没有“{name}”这个字段，可用的有：{'、'.join(one.aliases[0] for one in BY_NAME.values())}")
    if spec.kind is not Kind.YEAR or value == UNKNOWN:
        return Filter(spec.name, Field(spec.name, value, exact=True), excludes)
    years = years_of(value)
    if years is None:
        raise InputError(f"“{value}”不是年份，请写成 2022 或 2019..2022")
    return Filter(spec.name, years, excludes)


def years_of(text: str) -> Years | None:
    """The years meant by 2022, 二〇二二, 2019..2022, ..2019, 2022.., 2019至2022 or 2020以后, else None."""
    match = _YEARS.match(_bare(text).translate(_DIGITS))
    if not match or not (match["first"] or match["last"]):
        return None
    first, last = (int(match[name]) if match[name] else None for name in ("first", "last"))
    if not match["dots"] and match["open"] and first and not last:
        return Years(None, first) if "前" in match["open"] else Years(first, None)
    if not match["dots"]:
        return Years(first, first) if first and not last else None
    return Years(min(first, last), max(first, last)) if first and last else Years(first, last)


def years_written(years: Years) -> str:
    """Years as `years_of` reads them: 2022, 2019..2022, ..2019, 2022..."""
    first, last = ("" if year is None else f"{year:04}" for year in (years.first, years.last))
    return first if first == last else f"{first}..{last}"


def _bare(text: str) -> str:
    """What was typed, as patterns read it: plain, single blanks, not too long."""
    return " ".join(plain(text[:_VALUE_CHARS]).split())


def fits(clause: Field) -> Fits:
    """Whether a value of the field, as it is indexed, fits the clause."""
    kind, typed = BY_NAME[clause.name].kind, clause.value
    if clause.exact or typed == UNKNOWN:
        return lambda value: value == typed
    if kind is Kind.CHOICE:
        return _choice(clause.name, fold(typed))
    if kind is Kind.NUMBER:
        number = canonical_proposal_number(_bare(typed))
        return lambda value: value == number
    if kind is Kind.PHONE:
        digits = re.sub(r"\D", "", _bare(typed))
        return lambda value: bool(digits) and digits in re.sub(r"\D", "", value)
    if kind is Kind.DOC_NUMBER:
        return _doc_number(typed)
    if kind is Kind.SESSION:
        return _session(typed)
    names = {folded for name in (typed, *clause.also) if (folded := fold(name))}
    return lambda value: any(name in fold(value) for name in names)


def with_names(clause: Clause, agencies: Agencies) -> Clause:
    """The clause with the other names of the agencies in it (发改委 = 发展和改革委员会)."""
    if isinstance(clause, And | Or):
        return type(clause)(tuple(with_names(child, agencies) for child in clause.clauses))
    if isinstance(clause, Not):
        return Not(with_names(clause.clause, agencies))
    if isinstance(clause, Field) and clause.name in AGENCY_FIELDS:
        return replace(clause, also=(*agencies.names(clause.value)[1:], *agencies.begun(clause.value)))
    return clause


def _choice(name: str, folded: str) -> Fits:
    """A value that is typed, begins so (依申请 → 依申请公开), or is part of what is typed (政协提案 → 提案)."""
    words = next((values for word, values in _CHOICE_WORDS.get(name, {}).items() if fold(word) == folded), None)
    if words is not None:
        accepted = {fold(value) for value in words}
        return lambda value: fold(value) in accepted
    bare = (folded.strip("()").removesuffix("类") or folded) if folded else folded
    if name == "kind":
        return lambda value: fold(value) in bare
    return lambda value: bool(bare) and fold(value).startswith(bare)


def _doc_number(typed: str) -> Fits:
    """A loosely typed number: whatever of code, year and number is there has to agree."""
    parts = doc_number_parts(typed)
    if not parts:
        folded = fold(typed)
        return lambda value: folded in fold(value)
    code, year, number = fold(parts[0]), parts[1], parts[2]

    def agrees(value: str) -> bool:
        found = re.match(r"(.*)〔(\d+)〕(\d+)号$", value)
        return bool(found) and (
            (not code or code in fold(found[1]))  # type: ignore[index]
            and (not year or found[2] == year)  # type: ignore[index]
            and (not number or found[3] == number)  # type: ignore[index]
        )

    return agrees


def doc_number_parts(typed: str) -> tuple[str, str, str] | None:
    """Code, year and number of a loosely typed number, "" for what is not there; None when it is none."""
    match = _DOC_NUMBER.match(_bare(typed))
    return (match["code"], match["year"] or "", match["n"] or "") if match else None


def _session(typed: str) -> Fits:
    wanted = session_of(_bare(typed))
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
