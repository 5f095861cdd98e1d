"""Inline SVG plots: plain strings, coloured by the page's own CSS classes, readable without a script."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bitext.counting import counted

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 64, 28, 14, 52


@dataclass(frozen=True, slots=True)
class Point:
    """A unit in a scatter plot."""

    x: float
    y: float
    level: str
    """CSS class: ``ok``, ``info``, ``warning`` or ``error``."""
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its range, where the ticks are and what they say."""

    low: float
    high: float
    ticks: Sequence[tuple[float, str]]
    title: str

    def place(self, value: float, start: float, end: float) -> float:
        """Where a value lies between two coordinates; values beyond the range lie at its end."""
        share = (min(max(value, self.low), self.high) - self.low) / ((self.high - self.low) or 1)
        return start + share * (end - start)


def scatter(points: Sequence[Point], x: Axis, y: Axis, title: str) -> str:
    """An SVG element with one dot a point; graver ones are drawn last."""
    order = {"ok": 0, "info": 1, "warning": 2, "error": 3}
    dots = [
        f'<circle class="{point.level}" cx="{_x(x, point.x):.1f}" cy="{_y(y, point.y):.1f}" r="3">'
        f"<title>{escape(point.label)}</title></circle>"
        for point in sorted(points, key=lambda point: order[point.level])
    ]
    return _figure([*_frame(x, y), *dots], title)


def bars(counts: Sequence[int], x: Axis, title: str) -> str:
    """An SVG element with a histogram: counts of equal steps from the low to the high end of the axis."""
    most = max(counts, default=0) or 1
    step = 10 ** max(0, len(str(most)) - 1)
    top = math.ceil(most / step) * step
    y = Axis(0, top, [(0, "0"), (top / 2, f"{top / 2:g}"), (top, f"{top}")], "units")
    wide = (WIDTH - LEFT - RIGHT) / max(1, len(counts))
    drawn = [
        f'<rect class="bar" x="{LEFT + place * wide + 0.5:.1f}" width="{max(0.5, wide - 1):.1f}" '
        f'y="{_y(y, count):.1f}" height="{HEIGHT - BOTTOM - _y(y, count):.1f}">'
        f"<title>{counted(count, 'unit')}</title></rect>"
        for place, count in enumerate(counts)
        if count
    ]
    return _figure([*_frame(x, y), *drawn], title)


def _x(axis: Axis, value: float) -> float:
    return axis.place(value, LEFT, WIDTH - RIGHT)


def _y(axis: Axis, value: float) -> float:
    return axis.place(value, HEIGHT - BOTTOM, TOP)


def _frame(x: Axis, y: Axis) -> list[str]:
    """Grid lines, ticks and titles."""
    lines = []
    for value, text in y.ticks:
        height = _y(y, value)
        lines.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{height:.1f}" y2="{height:.1f}"/>')
        lines.append(f'<text class="tick" x="{LEFT - 6}" y="{height + 4:.1f}" text-anchor="end">{escape(text)}</text>')
    for value, text in x.ticks:
        lines.append(_text(text, "tick", f'x="{_x(x, value):.1f}" y="{HEIGHT - BOTTOM + 20}"'))
    lines.append(_text(x.title, "title", f'x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 6}"'))
    turned = f'x="14" y="{HEIGHT / 2:.0f}" transform="rotate(-90 14 {HEIGHT / 2:.0f})"'
    return [*lines, _text(y.title, "title", turned)]


def _text(text: str, kind: str, place: str) -> str:
    return f'<text class="{kind}" text-anchor="middle" {place}>{escape(text)}</text>'


def _figure(parts: Sequence[str], title: str) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">{"".join(parts)}</svg>'
