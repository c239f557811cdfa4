"""Lines on two logarithmic scales, drawn as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 520, 380, 64, 44, 132, 44
_COLOURS = ("#b3261e", "#1f6fb2", "#2e7d32", "#8e5a00", "#6a3fa0", "#00796b")
_STYLE = (
    "text{font:13px sans-serif;fill:#222}.small{font-size:11px;fill:#555}.title{font-weight:bold}"
    ".grid{stroke:#ddd}.line{fill:none;stroke-width:2}"
)
Points = Sequence[tuple[float, float]]


def chart(panels: Mapping[str, Mapping[str, Points]], x_label: str) -> str:
    """An SVG of panels side by side: title → line → points (x, y), all greater than 0. A line keeps its colour."""
    names = list(dict.fromkeys(name for lines in panels.values() for name in lines))
    colours = {name: _COLOURS[at % len(_COLOURS)] for at, name in enumerate(names)}
    drawn = [
        f'<g transform="translate({at * _WIDTH} 0)">{_Panel(lines, colours).draw(title, x_label)}</g>'
        for at, (title, lines) in enumerate(panels.items())
    ]
    size = f'width="{_WIDTH * len(panels)}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH * len(panels)} {_HEIGHT}"'
    background = '<rect width="100%" height="100%" fill="#fff"/>'
    inner = "\n".join((f"<style>{_STYLE}</style>", background, *drawn))
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}>\n{inner}\n</svg>\n'


class _Panel:
    """One pair of axes."""

    def __init__(self, lines: Mapping[str, Points], colours: Mapping[str, str]) -> None:
        self._lines, self._colours = lines, colours
        self._xs = sorted({x for points in lines.values() for x, _ in points})
        ys = [y for points in lines.values() for _, y in points]
        self._x = (log10(self._xs[0]), log10(self._xs[-1]) if len(self._xs) > 1 else log10(self._xs[0]) + 1)
        self._y = (floor(log10(min(ys))), max(ceil(log10(max(ys))), floor(log10(min(ys))) + 1))

    def draw(self, title: str, x_label: str) -> str:
        """Title, grid with its figures, and the lines with their names."""
        powers = [10.0**power for power in range(self._y[0], self._y[1] + 1)]
        middle = (_LEFT + _WIDTH - _RIGHT) / 2
        parts = [_text(middle, 24, title, "title", "middle"), _text(middle, _HEIGHT - 8, x_label, "small", "middle")]
        for y in powers:
            parts.append(_line(_LEFT, self._down(y), _WIDTH - _RIGHT, self._down(y)))
            parts.append(_text(_LEFT - 6, self._down(y) + 4, f"{y:g} ms", "small", "end"))
        for x in self._xs:
            parts.append(_line(self._across(x), _TOP, self._across(x), _HEIGHT - _BOTTOM))
            parts.append(_text(self._across(x), _HEIGHT - _BOTTOM + 16, f"{x:,.0f}", "small", "middle"))
        return "\n".join(parts + [self._named(name, points) for name, points in self._lines.items()])

    def _named(self, name: str, points: Points) -> str:
        colour, ordered = self._colours[name], sorted(points)
        places = [(self._across(x), self._down(y)) for x, y in ordered]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)
        label = _text(places[-1][0] + 8, self._label_down(name), name, "small", "start", colour)
        return f'<polyline class="line" stroke="{colour}" points="{path}"/>{dots}{label}'

    def _label_down(self, name: str) -> float:
        """Where the name of a line stands: at its end, moved down as far as those above it need."""
        ends = sorted((self._down(sorted(points)[-1][1]), other) for other, points in self._lines.items())
        at = -15.0
        for end, other in ends:
            at = max(end, at + 15)
            if other == name:
                break
        return at + 4

    def _across(self, x: float) -> float:
        share = (log10(x) - self._x[0]) / (self._x[1] - self._x[0])
        return _LEFT + 12 + share * (_WIDTH - _LEFT - _RIGHT - 24)

    def _down(self, y: float) -> float:
        share = (log10(y) - self._y[0]) / (self._y[1] - self._y[0])
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _BOTTOM - _TOP)


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="grid" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, kind: str, anchor: str, colour: str = "") -> str:
    fill = f' style="fill:{colour}"' if colour else ""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{fill}>{escape(text)}</text>'
