"""The forms that write a query: the scope of the box, the years, and the advanced search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from indexer.errors import InputError
from indexer.schema import BY_NAME, FIELDS, UNKNOWN, FieldSpec, Kind
from search.composing import Wish, compose, pieces, wish_of
from search.filters import years_of, years_written
from search.query import Years

from .links import pairs
from .params import Asked, Pair

_BESIDE = "f-"  # before a field's name: a value for the query, not a filter
_APART = ("title", "year", "doc_number")  # fields with boxes of their own
_TEXTS = {"all": "words", "phrase": "phrases", "any": "any_of", "none": "none_of", "title-words": "title"}
_LARGE = "查找框里的写法这张表放不下；在这里填好再查，会换掉原来写的。"


@dataclass(frozen=True, slots=True)
class BoxView:
    """A field of the form; with `choices` it is a list to choose from."""

    name: str
    label: str
    value: str
    example: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdvancedView:
    """The advanced search, with what was typed and why it was refused, if it was."""

    title: str
    asked: Asked
    hidden: tuple[Pair, ...]
    typed: Mapping[str, str]
    fields: tuple[BoxView, ...]
    more: tuple[BoxView, ...]
    open: bool
    refused: str
    note: str


def is_scoped(args: MultiDict[str, str]) -> bool:
    """Whether an address comes from a form whose boxes are still to be written as one query."""
    return any(name in args for name in ("scope", "from", "to"))


def rescoped(asked: Asked, args: MultiDict[str, str]) -> Asked:
    """The search that the scope and the years of the page's forms mean; raises InputError where they mean none."""
    years = _years(args)
    if years:
        asked = replace(asked, chosen=(*asked.chosen, ("year", years_written(years))), offset=0)
    if args.get("scope") == "title":
        return asked.asking(_in_title(asked.query))
    if args.get("scope") == "number":
        return asked.asking(compose(_numbered(Wish(), args)))
    return asked


def is_sent(args: MultiDict[str, str]) -> bool:
    """Whether the advanced form was filled in and sent, not only opened."""
    return "all" in args


def written(asked: Asked, args: MultiDict[str, str]) -> Asked:
    """The search whose query says what the advanced form holds; raises InputError for odd years or nothing."""
    query = compose(_wish(args))
    if not query and not asked.narrowing:
        raise InputError("还什么都没有填，请至少填一项")
    return asked.asking(query)


def advanced_view(
    asked: Asked, args: MultiDict[str, str], values: Mapping[str, Mapping[str, int]], refused: str = ""
) -> AdvancedView:
    """The form, filled with what was sent, else with the query; `values` are those of each facet in the archive."""
    held = None if is_sent(args) else _held(asked.query)
    typed = dict(args.items()) if held is None else held
    boxes = [_box(spec, typed.get(_BESIDE + spec.name, ""), values) for spec in _listed()]
    more = tuple(box for box in boxes if not BY_NAME[box.name[len(_BESIDE) :]].facet)
    return AdvancedView(
        title="高级查找 - 答复检索",
        asked=asked,
        hidden=pairs(replace(asked, query="", offset=0)),
        typed={name: typed.get(name, "") for name in (*_TEXTS, "from", "to", "code", "of", "no")},
        fields=tuple(box for box in boxes if box not in more),
        more=more,
        open=any(box.value for box in more),
        refused=refused,
        note=_LARGE if asked.query and held is None and not is_sent(args) else "",
    )


def _in_title(query: str) -> str:
    """The query with its words to be found in the title; fields stay what they are. Raises InputError when nested."""
    wish = wish_of(query)
    if wish is None:
        raise InputError("这样写不能只在标题里查，请改成空格隔开的几个词，或者在词的前面写“标题:”")
    words = (*wish.title, *wish.words, *wish.phrases)
    either = " 或 ".join(compose(Wish(title=(word,))) for word in wish.any_of)
    rest = compose(replace(wish, words=(), phrases=(), any_of=(), title=words))
    return f"{rest} （{either}）".strip() if either else rest


def _wish(args: MultiDict[str, str]) -> Wish:
    phrase = args.get("phrase", "").strip()
    wish = Wish(
        words=pieces(args.get("all", "")),
        phrases=(phrase,) if phrase else (),
        any_of=pieces(args.get("any", "")),
        none_of=pieces(args.get("none", "")),
        title=pieces(args.get("title-words", "")),
        fields=tuple((spec.name, value) for spec in _listed() if (value := args.get(_BESIDE + spec.name, "").strip())),
        years=_years(args),
    )
    return _numbered(wish, args)


def _held(query: str) -> dict[str, str] | None:
    """What stands in the boxes for a query; None when sending them would not ask for all of it again."""
    wish = wish_of(query)
    typed = _typed(wish) if wish else None
    again = wish_of(compose(_wish(MultiDict(typed)))) if typed else None
    return typed if wish and again and _unordered(again) == _unordered(wish) else None


def _unordered(wish: Wish) -> Wish:
    return replace(wish, fields=tuple(sorted(wish.fields)))


def _typed(wish: Wish) -> dict[str, str]:
    """What stands in the boxes for a wish."""
    typed = {name: " ".join(_boxed(word) for word in getattr(wish, part)) for name, part in _TEXTS.items()}
    years = wish.years or Years(None, None)
    ends = {name: f"{end:04}" if end else "" for name, end in (("from", years.first), ("to", years.last))}
    number = {"code": wish.code, "of": wish.year, "no": wish.number}
    typed["phrase"] = wish.phrases[0] if len(wish.phrases) == 1 else typed["phrase"]
    return {**typed, **ends, **number, **{_BESIDE + name: value for name, value in wish.fields}}


def _boxed(word: str) -> str:
    return f"“{word}”" if len(pieces(word)) > 1 else word


def _listed() -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in FIELDS if spec.name not in _APART)


def _box(spec: FieldSpec, value: str, values: Mapping[str, Mapping[str, int]]) -> BoxView:
    """A field's box; a field of a few values is a list of those that the archive has, and of what was typed."""
    known = {one for one in values.get(spec.name, ()) if one != UNKNOWN} if spec.kind is Kind.CHOICE else set()
    choices = sorted(known | {value} - {""}) if known else ()
    return BoxView(_BESIDE + spec.name, spec.label, value, spec.example.partition(":")[2], tuple(choices))


def _numbered(wish: Wish, args: MultiDict[str, str]) -> Wish:
    """The wish with the parts of a 文号."""
    code, year, number = (args.get(name, "").strip() for name in ("code", "of", "no"))
    return replace(wish, code=code, year=year, number=number)


def _years(args: MultiDict[str, str]) -> Years | None:
    first, last = (args.get(name, "").strip() for name in ("from", "to"))
    if not first and not last:
        return None
    years = years_of(f"{first}..{last}")
    if years is None:
        raise InputError(f"“{f'{first} 至 {last}'.strip()}”不是年份，请像 2019 至 2022 这样写，也可以只写一头")
    return years
