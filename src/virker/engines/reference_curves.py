"""The short answers every fast one must agree with: plain Python, one person at a time."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Spell = tuple[float, float, int]


def at_risk(spells: Sequence[Spell], t: float) -> int:
    """Count those on the way just before t; a spell is (entry, stop, exit), exit 0 is censored."""
    return sum((entry < t or entry == 0) and t <= stop for entry, stop, _ in spells)


def left(spells: Sequence[Spell], t: float, exit_number: int | None = None) -> int:
    """Count those who left at t (to one exit)."""
    wanted = [how for _, stop, how in spells if stop == t and how > 0]
    return len(wanted) if exit_number is None else wanted.count(exit_number)


def share_on_the_way(spells: Sequence[Spell], t: float) -> float:
    """Give the share still on the way just after t.

    Examples:
        >>> share_on_the_way([(0, 1, 1), (0, 2, 0)], 1)
        0.5
    """
    times = sorted({stop for _, stop, how in spells if how > 0 and stop <= t})
    return prod(1 - left(spells, s) / at_risk(spells, s) for s in times)


def share_gone_to(spells: Sequence[Spell], t: float, exit_number: int) -> float:
    """Give the share gone to one exit just after t.

    Examples:
        >>> share_gone_to([(0, 1, 1), (0, 2, 2)], 2, 2)
        0.5
    """
    share, on = 0.0, 1.0
    for s in sorted({stop for _, stop, how in spells if how > 0 and stop <= t}):
        n = at_risk(spells, s)
        share += on * left(spells, s, exit_number) / n
        on *= 1 - left(spells, s) / n
    return share


def mean_weeks_on_the_way(spells: Sequence[Spell], within: int) -> float:
    """Give the mean weeks on the way within the first `within` weeks, week by week.

    Examples:
        >>> mean_weeks_on_the_way([(0, 1, 1), (0, 3, 1)], 4)
        2.0
    """
    return sum(share_on_the_way(spells, week) for week in range(within))
