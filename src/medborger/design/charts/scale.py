"""From values to places on the drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from values [low, high] to places [start, end] (which may run backwards)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Give the place of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def nice_ticks(low: float, high: float, about: int = 4) -> tuple[float, ...]:
    """Give round numbers from at or below `low` to at or above `high`, about so many steps.

    >>> nice_ticks(0, 37)
    (0.0, 10.0, 20.0, 30.0, 40.0)
    """
    if high <= low:
        high = low + 1
    step = _round_step((high - low) / about)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(i * step, 10) for i in range(first, last + 1))


def _round_step(rough: float) -> float:
    magnitude = 10.0 ** math.floor(math.log10(rough))
    return next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= rough - 1e-12)


def ground(values: list[float], about: int = 4) -> tuple[float, ...]:
    """Choose ticks that hold all values; begin at 0 unless that would flatten the picture."""
    least, most = min(values), max(values)
    return nice_ticks(0 if 0 <= least <= most * 0.6 else least, most, about)
