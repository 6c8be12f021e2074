"""Anhøj's two rules: is one side held too long, or the middle crossed too rarely?

Source: Anhøj and Olesen 2014, PLoS ONE 9(11):e113825.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ON_THE_LINE = 1e-12
"""Closer to the centre than this, relative to its size, is on it."""


@dataclass(frozen=True, slots=True)
class Runs:
    """How the points lie around the middle.

    `side` is +1 or −1: where we are heading. A long run that still lasts points to its own side;
    one that has ended points away from it; for few crossings the later half decides.
    """

    useful: int
    longest: int
    longest_allowed: int
    crossings: int
    crossings_needed: int
    side: int = 0
    lasts: bool = True

    @property
    def long_run(self) -> bool:
        """Too many points in a row on one side."""
        return self.longest > self.longest_allowed

    @property
    def few_crossings(self) -> bool:
        """The middle is crossed more rarely than chance would."""
        return self.crossings < self.crossings_needed

    @property
    def signal(self) -> bool:
        """Whether either rule speaks."""
        return self.long_run or self.few_crossings


@lru_cache(maxsize=1024)
def crossings_needed(useful: int) -> int:
    """Lower 5 % point of the number of crossings when each is a toss of a coin."""
    tosses = useful - 1
    if tosses <= 0:
        return 0
    whole, total = 2**tosses, 0
    for heads in range(tosses + 1):
        total += math.comb(tosses, heads)
        if 20 * total >= whole:
            return heads
    return tosses


def longest_allowed(useful: int) -> int:
    """Rounded log2 of the useful points, and three."""
    return round(math.log2(useful)) + 3 if useful else 0


def side_of(value: float, centre: float) -> int:
    """+1 above, −1 below, 0 on the line (a rounding error is on the line)."""
    if abs(value - centre) <= ON_THE_LINE * max(abs(value), abs(centre)):
        return 0
    return 1 if value > centre else -1


def read_runs(values: Sequence[float], centre: float) -> Runs:
    """Count useful points, the longest run and the crossings."""
    sides = [side for value in values if (side := side_of(value, centre))]
    if not sides:
        return Runs(0, 0, 0, 0, 0)
    runs = [(side, len(list(group))) for side, group in itertools.groupby(sides)]
    longest = max(length for _, length in runs)
    useful = len(sides)
    held = [side for side, length in runs if length == longest][-1]
    lasts = runs[-1][1] == longest
    allowed = longest_allowed(useful)
    side = _ending_side(sides) if longest <= allowed else (held if lasts else -held)
    return Runs(useful, longest, allowed, len(runs) - 1, crossings_needed(useful), side, lasts)


def _ending_side(sides: Sequence[int]) -> int:
    """Where most of the later half lies; the last point decides a tie."""
    later = sides[len(sides) // 2 :]
    total = sum(later)
    return (1 if total > 0 else -1) if total else sides[-1]
