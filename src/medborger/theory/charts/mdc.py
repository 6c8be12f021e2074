"""The rules of NHS Making Data Count: outside, trend, two in three, shift.

Source: the published behaviour of NHSRplotthedots (point types), in that order of precedence.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from medborger.theory.charts.anhoej import side_of
from medborger.theory.charts.signals import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from medborger.theory.charts.limits import Limits

LENGTH = 7
"""Seven points make a trend (six steps) or a shift."""


def trend_flags(values: Sequence[float]) -> list[int]:
    """For each point: does it end seven that all rose (1) or fell (−1)? A plateau breaks it."""
    flags = [0] * len(values)
    for end in range(LENGTH - 1, len(values)):
        window = values[end - LENGTH + 1 : end + 1]
        steps = {(b > a) - (b < a) for a, b in itertools.pairwise(window)}
        if len(steps) == 1:
            flags[end] = steps.pop()
    return flags


def shift_flags(sides: Sequence[int]) -> list[int]:
    """For each point: does it end seven in a row on one side?"""
    flags = [0] * len(sides)
    for end in range(LENGTH - 1, len(sides)):
        window = set(sides[end - LENGTH + 1 : end + 1])
        if len(window) == 1:
            flags[end] = window.pop()
    return flags


def spread_back(flags: Sequence[int], length: int = LENGTH) -> list[int]:
    """Give every point of a run the flag that its end got."""
    marked = list(flags)
    for end, flag in enumerate(flags):
        if flag:
            for at in range(end - length + 1, end + 1):
                marked[at] = marked[at] or flag
    return marked


def two_in_three(near: Sequence[int], sides: Sequence[int]) -> list[int]:
    """Points near a limit in three on the same side, of which at least two are near."""
    marked = [0] * len(near)
    for start in range(len(near) - 2):
        window = range(start, start + 3)
        same_side = abs(sum(sides[at] for at in window)) == 3
        if same_side and sum(abs(near[at]) for at in window) >= 2:
            for at in window:
                marked[at] = marked[at] or near[at]
    return marked


def outside(value: float, limits: Limits) -> int:
    """+1 above the upper limit, −1 below the lower, 0 within."""
    if limits.upper is not None and value > limits.upper:
        return 1
    return -1 if limits.lower is not None and value < limits.lower else 0


def _near(value: float, limits: Limits) -> int:
    """+1 or −1 in the outer third, 0 elsewhere; outside does not count as near."""
    if limits.near is None or outside(value, limits):
        return 0
    low, high = limits.near
    return 1 if value > high else (-1 if value < low else 0)


def mark(values: Sequence[float], limits: Sequence[Limits]) -> list[tuple[Rule, int] | None]:
    """For each point the first rule that names it, and its direction."""
    pairs = list(zip(values, limits, strict=True))
    sides = [side_of(value, limit.centre) for value, limit in pairs]
    near = [_near(value, limit) for value, limit in pairs]
    found = {
        Rule.OUTSIDE: [outside(value, limit) for value, limit in pairs],
        Rule.TREND: spread_back(trend_flags(values)),
        Rule.TWO_IN_THREE: two_in_three(near, sides),
        Rule.SHIFT: spread_back(shift_flags(sides)),
    }
    marks: list[tuple[Rule, int] | None] = []
    for at in range(len(values)):
        hits = ((rule, flags[at]) for rule, flags in found.items() if flags[at])
        marks.append(next(hits, None))
    return marks
