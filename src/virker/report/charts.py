"""Charts as SVG: drawn from numbers alone, readable without colour, with a text that says the same."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 16, 40
TICKS = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One week of a curve: the difference and the ends of its interval."""

    week: float
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scale:
    """From data to pixels along one axis."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value lies."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return round(self.start + share * (self.end - self.start), 1)


def ticks(low: float, high: float, wanted: int = TICKS) -> list[float]:
    """Round numbers that cover a range.

    Examples:
        >>> ticks(-3.2, 4.1)
        [-2.0, 0.0, 2.0, 4.0]
    """
    rough = max(high - low, 1e-9) / wanted
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * m for m in (1, 2, 5, 10) if size * m >= rough)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(step * place, 10) + 0.0 for place in range(first, last + 1)]


def curve_chart(points: Sequence[Point], label: str, x: str, y: str, decimal: str = ",") -> str:
    """Draw a curve with its interval and a line at nought.

    Args:
        points: One per week, ascending; numbers in the unit of `y`. Weeks with a number that is
            missing must be left out beforehand.
        label: What the chart says, for those who cannot see it.
        x: Title of the weeks.
        y: Unit of the values.
        decimal: The language's decimal mark.

    Returns:
        An `<svg>` element; an empty text when there is nothing to draw.
    """
    if not points:
        return ""
    across = Scale(0, max(p.week for p in points), LEFT, WIDTH - RIGHT)
    lowest, highest = min(0.0, *(p.low for p in points)), max(0.0, *(p.high for p in points))
    up = Scale(lowest, highest, HEIGHT - BOTTOM, TOP)
    there = " ".join(f"{across(p.week)},{up(p.high)}" for p in points)
    back = " ".join(f"{across(p.week)},{up(p.low)}" for p in reversed(points))
    line = " ".join(f"{across(p.week)},{up(p.value)}" for p in points)
    drawn = [
        *(_level(up(tick), _tick(tick, decimal)) for tick in ticks(lowest, highest)),
        *(_week(across(tick), _tick(tick, decimal)) for tick in ticks(0, points[-1].week, 8)),
        f'<polygon class="band" points="{there} {back}"/>',
        f'<line class="nought" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up(0)}" y2="{up(0)}"/>',
        f'<polyline class="line" points="{line}"/>',
        f'<text class="title" x="{LEFT}" y="12">{escape(y)}</text>',
        (
            f'<text class="title" x="{WIDTH - RIGHT}" y="{HEIGHT - 4}" text-anchor="end">'
            f"{escape(x)}</text>"
        ),
    ]
    return _svg(drawn, label, HEIGHT)


def balance_chart(
    rows: Sequence[tuple[str, float, float]], label: str, limit: float, decimal: str = ","
) -> str:
    """Draw a love plot: hollow before, filled after, a band that is close enough.

    Args:
        rows: Name, standardised difference before and after; largest first.
        label: What the chart says, for those who cannot see it.
        limit: Differences within ± this are close enough.
        decimal: The language's decimal mark.
    """
    if not rows:
        return ""
    height, left = 18 * len(rows) + 40, 250
    most = max(limit * 1.5, *(abs(v) for _, before, after in rows for v in (before, after)))
    across = Scale(-most, most, left, WIDTH - RIGHT)
    drawn = [
        (
            f'<rect class="band" x="{across(-limit)}" y="0" '
            f'width="{round(across(limit) - across(-limit), 1)}" height="{height - 30}"/>'
        ),
        f'<line class="nought" x1="{across(0)}" x2="{across(0)}" y1="0" y2="{height - 30}"/>',
    ]
    for place, (name, before, after) in enumerate(rows):
        y = 14 + 18 * place
        drawn += [
            f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{escape(name[:36])}</text>',
            f'<circle class="before" cx="{across(before)}" cy="{y}" r="4"/>',
            f'<circle class="after" cx="{across(after)}" cy="{y}" r="4"/>',
        ]
    drawn += [
        f'<text x="{across(tick)}" y="{height - 12}" text-anchor="middle">{_tick(tick, decimal)}</text>'
        for tick in ticks(-most, most)
    ]
    return _svg(drawn, label, height)


def _tick(value: float, decimal: str) -> str:
    """A number on an axis, with a real minus and the language's decimal mark."""
    return f"{value:g}".replace("-", "−").replace(".", decimal)


def _level(y: float, text: str) -> str:
    return (
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
        f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{text}</text>'
    )


def _week(x: float, text: str) -> str:
    return f'<text x="{x}" y="{HEIGHT - 22}" text-anchor="middle">{text}</text>'


def _svg(drawn: Sequence[str], label: str, height: int) -> str:
    return (
        f'<svg role="img" aria-label="{escape(label, quote=True)}" '
        f'viewBox="0 0 {WIDTH} {height}">{"".join(drawn)}</svg>'
    )
