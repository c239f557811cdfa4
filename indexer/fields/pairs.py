"""What the page's metadata states, as patterns read it: short, plain, without the blanks around it."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Page, Pair
from ..folding import plain
from ..reply import Fact, Value

_CHARS = 300  # a value of the register is short; longer ones are text that was taken for one


@dataclass(frozen=True, slots=True)
class Stated:
    """A label with its value, as written and in the form patterns read."""

    label: str
    text: str
    plain: str

    def fact(self, value: Value, confidence: float = 1.0) -> Fact:
        """A fact that this pair proves."""
        return Fact(value, "page", f"{self.label}：{self.text}", None, confidence)


def stated(page: Page, *labels: str) -> Stated | None:
    """The first pair with a value under one of these labels, in the labels' order; overlong ones are none."""
    for label in labels:
        for pair in page.pairs:
            if pair.label == label and (found := read(pair)):
                return found
    return None


def read(pair: Pair) -> Stated | None:
    """A pair as patterns read it, None when it holds nothing or a whole text."""
    text = pair.value.strip()
    return Stated(pair.label, text, plain(text).strip()) if text and len(text) <= _CHARS else None
