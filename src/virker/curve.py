"""The lock-in curve: what happens week by week after the start, and when it has paid back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from virker.effects import Effects
    from virker.panel import Floats


@dataclass(frozen=True, slots=True)
class LockIn:
    """The shape of a curve in a few numbers.

    Attributes:
        lowest_week: Week in which the effect is lowest.
        positive_from: First week at or above nought after a stretch below; 0 when it never was
            below, None when it never comes back.
        break_even_week: First week in which the weeks gained so far no longer are negative; 0 when
            they never were, None when they still are at the end.
        weeks_gained: Weeks gained by the end of the curve.
        weeks_gained_se: Its standard error, weeks.
    """

    lowest_week: int
    positive_from: int | None
    break_even_week: int | None
    weeks_gained: float
    weeks_gained_se: float


def lock_in(found: Effects) -> LockIn:
    """Read the curve of an effect that has one horizon per week from week 1."""
    total, errors = found.through(np.tril(np.ones((len(found.aipw), len(found.aipw)))))
    return LockIn(
        int(np.argmin(found.aipw)) + 1,
        comes_back(found.aipw),
        comes_back(total),
        float(total[-1]),
        float(errors[-1]),
    )


def comes_back(values: Floats) -> int | None:
    """First week from which the values are at or above nought for good; 0 if always, None if never.

    Examples:
        >>> comes_back(np.array([-1.0, -2.0, 0.5])), comes_back(np.array([1.0, 2.0]))
        (3, 0)
        >>> comes_back(np.array([1.0, -1.0])) is None
        True
    """
    below = np.flatnonzero(values < 0)
    if not below.size:
        return 0
    week = int(below[-1]) + 2
    return week if week <= len(values) else None
