"""Double-byte text that lost bytes, set right there and only there.

Bytes that are all valid may have lost one all the same, and a list of rare names looks much like that. So
where the most sensible reading differs from the straight one, each difference is judged for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .aligned import Chars, best_path, straight_path
from .characters import CHINESE, GOOD, score

_FEWEST, _CONVINCING = 2, 0.7  # characters, score
_SURE = 8  # characters
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def realigned(body: bytes, encoding: str) -> str:
    """The text of `body`; a straight reading without gaps is given up only where the other one is proved."""
    straight, _ = straight_path(body, encoding)
    differences = _side_by_side(straight, best_path(body, encoding), len(body))
    return "".join(better if _is_proved(plain, better) else plain for plain, better in differences)


def _side_by_side(one: Chars, other: Chars, end: int) -> Iterator[tuple[str, str]]:
    """Two readings of the same bytes, cut wherever both have a character begin."""
    one, other = [*one, (end, "")], [*other, (end, "")]
    left = right = 0
    while one[left][0] < end:
        first, second = left, right
        left, right = left + 1, right + 1
        while one[left][0] != other[right][0]:
            if one[left][0] < other[right][0]:
                left += 1
            else:
                right += 1
        yield "".join(char for _, char in one[first:left]), "".join(char for _, char in other[second:right])


def _is_proved(plain: str, better: str) -> bool:
    """Whether a byte was lost: the other reading is good Chinese and ends a shift, which leaves a letter behind.

    Where a byte is lost, characters end in the lead of the next one until a letter is left over; a wrong
    realignment of intact text does the opposite and makes a letter of the last character's second byte.
    """
    if plain == better or "\ufffd" in plain:
        return True
    if better.count("\ufffd") != 1:
        return False
    value = score(better.replace("\ufffd", ""))
    if sum(1 for char in better if char > "\x7f") <= _FEWEST or value < _CONVINCING:
        return False
    if len(better) > _SURE and value >= GOOD and score(plain) < CHINESE / 2:
        return True
    return _letters(better) < _letters(plain) or bool(_PRIVATE.search(plain))


def _letters(text: str) -> int:
    """How many ASCII characters there are that can be the second byte of another."""
    return sum(1 for char in text if "@" <= char <= "~")
