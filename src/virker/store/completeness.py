"""How complete the newest weeks are: what is registered late is not there yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.reading.checks import whole
from virker.reading.columns import NO_WEEK, values_of, week_numbers
from virker.reading.notes import Notes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from virker.tables import Data

ENOUGH = 0.98
"""A week is called complete when so large a share of it is expected to be there."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of each week is registered by now.

    Attributes:
        weeks: Shape (weeks), ascending week numbers.
        share: Expected share of the week's rows that are there, in [0, 1]. Shape (weeks).
        complete_until: First week that is not complete yet; the week after the last one if all
            are.
    """

    weeks: NDArray[np.int64]
    share: NDArray[np.float64]
    complete_until: int

    def corrected(self, counts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Counts divided by the share that is there; NaN where nothing can be said (share 0).

        Examples:
            >>> known = Completeness(np.arange(2), np.array([1.0, 0.5]), 1)
            >>> known.corrected(np.array([10.0, 4.0])).tolist()
            [10.0, 8.0]
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.share > 0, counts / self.share, np.nan)


def completeness(
    week: NDArray[np.int64], registered: NDArray[np.int64], *, now: int | None = None
) -> Completeness:
    """Estimate how complete each week is from how late rows used to come.

    The share registered within so many weeks is found backwards from the longest delay (the
    reverse product of Kaplan & Meier for right truncation), so that weeks too new to have late
    rows do not make delays look short.

    Args:
        week: What the row is about. Shape (rows,).
        registered: When it came, at least `week`; rows where it did not are left out.
        now: The newest week of registration; the largest seen when not given.

    Returns:
        One share per week from the first to `now`; 1 where no delay that long was ever seen.

    Raises:
        ValueError: no row has both weeks.

    Source:
        Lagakos, Barraj & De Gruttola (1988), Nonparametric analysis of truncated survival data,
        Biometrika 75; Brookmeyer & Liao (1990) for reporting delays.

    Examples:
        >>> week, late = np.array([0, 0, 1, 1, 2]), np.array([0, 1, 1, 2, 2])
        >>> completeness(week, late).share.tolist()
        [1.0, 1.0, 0.5]
    """
    known = registered >= week
    week, delay = week[known], (registered - week)[known]
    if not len(week):
        raise ValueError("no row tells both weeks")
    end = int(now if now is not None else (week + delay).max())
    weeks = np.arange(int(week.min()), end + 1)
    within = _share_within(week, delay, end)
    waited = np.minimum(end - weeks, len(within) - 1)
    share = within[waited]
    late = np.flatnonzero(share < ENOUGH)
    until = int(weeks[late[0]]) if len(late) else end + 1
    return Completeness(weeks, share, until)


def _share_within(
    week: NDArray[np.int64], delay: NDArray[np.int64], end: int
) -> NDArray[np.float64]:
    """Share registered within 0, 1, … weeks; the last is 1."""
    longest = int(delay.max())
    share = np.ones(longest + 1)
    for j in range(longest, 0, -1):
        could = (week + j <= end) & (delay <= j)
        came = np.count_nonzero(could & (delay == j))
        share[j - 1] = share[j] * (1 - came / max(1, np.count_nonzero(could)))
    return share


def completeness_of(data: Data) -> Completeness | None:
    """Completeness of a folder's person-weeks; None where `registered` is not recorded."""
    if "registered" not in data.weeks.column_names or not len(data.weeks):
        return None
    column = whole(data.weeks, "registered")
    if not values_of(column):
        return None
    registered = week_numbers(column, Notes("weeks"), "registered", needed=False)
    week = np.asarray(data.weeks["week"].to_numpy(), np.int64)
    told = registered != NO_WEEK
    return completeness(week[told], registered[told].astype(np.int64)) if told.any() else None
