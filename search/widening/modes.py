"""The three ways to search, as users call them."""

from __future__ import annotations

from ..query import Mode

LABELS = {Mode.EXACT: "精确", Mode.STANDARD: "标准", Mode.BROAD: "宽泛"}
MEANINGS = {
    Mode.EXACT: "写的每个词都要有，一字不差",
    Mode.STANDARD: "每个词也查它的同义词、单位的简称和沿革、数字的其他写法",
    Mode.BROAD: "有其中一部分就列出，最接近的在前；也查同义词等",
}


def mode_of(text: str) -> Mode | None:
    """The mode meant by exact or 精确, standard or 标准, broad or 宽泛."""
    return next((mode for mode, label in LABELS.items() if text.strip().lower() in (mode.value, label)), None)
