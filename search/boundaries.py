"""Where a form ends: 10000 in 110000, 一万 in 一万五千 and 住建部 in 住建部门 are something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from indexer.folding import fold

HAN = "零〇一二两三四五六七八九十百千万亿"
_FIGURE = f"[0-9{HAN}]"
_YEAR = re.compile(rf"(?:(?:19|20)\d\d|[一二][{HAN}]{{3}})年")
_LONGER = {"部": "门", "办": "理公事学"}  # what makes another word of a name's last character


class Whole(str):
    """A string that does not count where it is part of something longer that means something else."""

    __slots__ = ()


def folded(text: str) -> str:
    """The folded form of a string, Whole if it is."""
    return Whole(fold(text)) if isinstance(text, Whole) else fold(text)


def places(text: str, string: str) -> Iterator[int]:
    """Where a folded string stands in a folded text; a Whole one only where it stands alone."""
    if isinstance(string, Whole):
        yield from (found.start() for found in standing_alone(string).finditer(text))
        return
    at = text.find(string)
    while at >= 0:
        yield at
        at = text.find(string, at + 1)


def may_be_part_of_another(folded: str) -> bool:
    """Whether a string could stand inside a longer one that means something else."""
    return standing_alone(folded).pattern != re.escape(folded)


@lru_cache(maxsize=512)
def standing_alone(folded: str) -> re.Pattern[str]:
    """A pattern, without groups, that finds a folded string where no longer figure or name is around it."""
    return re.compile(_before(folded) + re.escape(folded) + _after(folded))


def _before(folded: str) -> str:
    if not re.match(_FIGURE, folded) or _YEAR.match(folded):
        return ""
    return f"(?<!{_FIGURE})" + ("(?<![0-9][.,])" if folded[0] in "0123456789" else "(?<![第几数统唯同])")


def _after(folded: str) -> str:
    if re.search(f"{_FIGURE}$", folded):
        return f"(?!{_FIGURE})(?![.,][0-9])"
    longer = _LONGER.get(folded[-1:])
    return f"(?![{longer}])" if longer else ""
