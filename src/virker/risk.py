"""Who was on the way, and who left, week by week: the sums every curve is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

STOPPED_WATCHING = 0
"""The exit number of a spell that was still open when we stopped watching."""


@dataclass(frozen=True, slots=True)
class RiskSums:
    """Counts of entries and exits per group and time. Sums: partitions of persons are added.

    Attributes:
        groups: The groups' names. G of them.
        exits: The exits' names, without "stopped watching". K of them.
        times: Times at which somebody entered late or left, in order. Shape: (T,).
        began: Spells watched from their start. Shape: (G,).
        entered: Spells watched only from after this time (left entry). Shape: (G, T).
        left: Spells that left at this time, by exit; exit 0 is "stopped watching".
            Shape: (G, K + 1, T).
    """

    groups: tuple[str, ...]
    exits: tuple[str, ...]
    times: NDArray[np.float64]
    began: NDArray[np.int64]
    entered: NDArray[np.int64]
    left: NDArray[np.int64]

    @property
    def at_risk(self) -> NDArray[np.int64]:
        """Count the spells on the way just before each time. Shape: (G, T)."""
        before = np.cumsum(self.entered - self.left.sum(1), 1)
        before = np.hstack([np.zeros((len(self.groups), 1), np.int64), before[:, :-1]])
        return self.began[:, None] + before

    def __add__(self, other: RiskSums) -> RiskSums:
        """Add the sums of two sets of persons."""
        if (self.groups, self.exits) != (other.groups, other.exits):
            raise ValueError("sums of different groups or exits cannot be added")
        times = np.union1d(self.times, other.times)
        parts = [sums.on(times) for sums in (self, other)]
        return RiskSums(
            self.groups,
            self.exits,
            times,
            parts[0].began + parts[1].began,
            parts[0].entered + parts[1].entered,
            parts[0].left + parts[1].left,
        )

    def on(self, times: NDArray[np.float64]) -> RiskSums:
        """Lay the counts out on more times."""
        place = np.searchsorted(times, self.times)
        entered = np.zeros((len(self.groups), len(times)), np.int64)
        left = np.zeros((len(self.groups), len(self.exits) + 1, len(times)), np.int64)
        entered[:, place], left[:, :, place] = self.entered, self.left
        return RiskSums(self.groups, self.exits, times, self.began, entered, left)


def risk_sums(
    stop: ArrayLike,
    how: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    group: ArrayLike | None = None,
    exits: Sequence[str] | None = None,
    groups: Sequence[str] | None = None,
) -> RiskSums:
    """Count entries and exits.

    Args:
        stop: Weeks from the start of each spell until it ended, or until we stopped watching.
            Shape: (n,), one per spell.
        how: 0 where we stopped watching (censored), else 1 … K. Shape: (n,).
        entry: Weeks from the start of each spell until we began to watch. A spell counts at time
            t when entry < t ≤ stop. Missing, or 0: watched from its start. Shape: (n,).
        group: Number of each spell's group, 0 … G − 1. Shape: (n,).
        exits: Names of exits 1 … K.
        groups: Names of the groups.

    Raises:
        ValueError: A time is missing, an exit is negative, or a spell was never watched.

    Examples:
        >>> sums = risk_sums([3, 5, 5], [1, 0, 1])
        >>> sums.times.tolist(), sums.at_risk.tolist(), sums.left[0, 1].tolist()
        ([3.0, 5.0], [[3, 2]], [1, 1])
    """
    stops, left_to = np.asarray(stop, np.float64), np.asarray(how, np.int64)
    entries = np.zeros(len(stops)) if entry is None else np.asarray(entry, np.float64)
    own = np.zeros(len(stops), np.int64) if group is None else np.asarray(group, np.int64)
    _refuse(stops, left_to, entries, own)
    exits = tuple(exits or (f"exit {k}" for k in range(1, int(left_to.max(initial=1)) + 1)))
    groups = tuple(groups or (f"group {g}" for g in range(int(own.max(initial=0)) + 1)))
    late = entries > 0
    times, place = _ranked(np.concatenate([stops, entries[late]]))
    n, kinds, count = len(groups), len(exits) + 1, max(len(times), 1)
    left = np.bincount(
        (own * kinds + left_to) * count + place[: len(stops)], minlength=n * kinds * count
    )
    entered = np.bincount(own[late] * count + place[len(stops) :], minlength=n * count)
    return RiskSums(
        groups,
        exits,
        times,
        np.bincount(own[~late], minlength=n).astype(np.int64),
        entered.reshape(n, count)[:, : len(times)].astype(np.int64),
        left.reshape(n, kinds, count)[:, :, : len(times)].astype(np.int64),
    )


def _refuse(
    stop: NDArray[np.float64],
    how: NDArray[np.int64],
    entry: NDArray[np.float64],
    group: NDArray[np.int64],
) -> None:
    """Refuse spells nobody could have watched."""
    if not (np.isfinite(stop).all() and np.isfinite(entry).all()):
        raise ValueError("every spell needs a stop and an entry; none may be missing")
    if (stop < 0).any() or (how < 0).any() or (group < 0).any():
        raise ValueError("stop, how and group cannot be negative")
    if ((entry > 0) & (entry >= stop)).any():
        raise ValueError("a spell must be watched before it stops: entry < stop")


def _ranked(times: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Give the distinct times in order and the place of each; whole weeks without sorting."""
    if len(times) and times.max() < 65_536 and (times >= 0).all():
        weeks = times.astype(np.int64)
        if (weeks == times).all():
            seen = np.bincount(weeks) > 0
            return np.flatnonzero(seen).astype(np.float64), (np.cumsum(seen) - 1)[weeks]
    distinct, place = np.unique(times, return_inverse=True)
    return distinct, place
