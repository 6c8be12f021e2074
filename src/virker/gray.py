"""Do groups reach one of several exits equally often? Gray's test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import chi2

from virker.logrank import GroupTest
from virker.risk import risk_sums

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from virker.risk import RiskSums


def gray(stop: ArrayLike, how: ArrayLike, group: ArrayLike, *, exit_number: int = 1) -> GroupTest:
    """Test whether groups have the same cumulative incidence of one exit.

    Unlike `log_rank` on that exit, which compares the pace among those still on the way, this
    compares the share that gets there. Left entry is not taken.

    Args:
        stop: Weeks until the end, or until we stopped watching. Shape: (n,).
        how: 0 where we stopped watching, else 1 … K. Shape: (n,).
        group: Number of each spell's group, 0 … G − 1. Shape: (n,).
        exit_number: The exit asked about.

    Returns:
        The test with exits observed, and expected if all groups got there equally often.

    Source:
        Gray (1988), Annals of Statistics 16:1141–1154 (ρ = 0), with the variance as computed in
        R's cmprsk.

    Examples:
        >>> test = gray([1, 2, 3, 4, 5, 6], [1, 1, 2, 1, 2, 0], [0, 0, 0, 1, 1, 1])
        >>> round(test.statistic, 4), test.df
        (2.4381, 1)
    """
    exits = np.asarray(how, np.int64)
    folded = np.where(exits == exit_number, 1, np.where(exits > 0, 2, 0))
    return gray_of(risk_sums(stop, folded, group=group, exits=("asked", "other")))


def gray_of(sums: RiskSums) -> GroupTest:
    """Test sums of several partitions added; exit 1 is asked about, the others compete."""
    groups = len(sums.groups)
    walk = _Walk(groups)
    at_risk = sums.at_risk.astype(np.float64)
    for place in range(len(sums.times)):
        asked = sums.left[:, 1, place].astype(np.float64)
        others = sums.left[:, 2:, place].sum(1).astype(np.float64)
        if asked.any() or others.any():
            walk.step(at_risk[:, place], asked, others)
    gap = (walk.observed - walk.expected)[:-1]
    variance = walk.variance()[:-1, :-1]
    statistic = float(gap @ np.linalg.pinv(variance) @ gap)
    df = int(np.linalg.matrix_rank(variance))
    p = float(chi2.sf(statistic, max(df, 1)))
    return GroupTest(statistic, df, p, walk.observed, walk.expected)


class _Walk:
    """The sums of Gray's test, kept while going through time once."""

    def __init__(self, groups: int) -> None:
        self.observed, self.expected = np.zeros(groups), np.zeros(groups)
        self.on = np.ones(groups)
        self.gone = np.zeros(groups)
        self.all_gone = 0.0
        self.pull = np.zeros((groups, groups))
        self.both = np.zeros((groups, groups))
        self.mixed = np.zeros((groups, groups))
        self.own = np.zeros(groups)

    def step(
        self, n: NDArray[np.float64], asked: NDArray[np.float64], others: NDArray[np.float64]
    ) -> None:
        """Take one time along: n at risk, those who went where we ask, those who went elsewhere."""
        here = n > 0
        safe = np.where(here, n, 1.0)
        after = np.where(here, self.on * (n - asked - others) / safe, self.on)
        told = np.where(here & (self.on > 0), n / np.where(self.on > 0, self.on, 1.0), 0.0)
        weight = told * (1 - self.gone)
        total, d = float(told.sum()), float(asked.sum())
        self.observed += asked
        self.expected += d * weight / max(float(weight.sum()), 1e-300)
        new = self.all_gone + d / total
        contrast = np.diag(told) - np.outer(told, told) / total
        to_come = total * (1 - self.all_gone)
        self.pull += contrast * (d / to_come if to_come > 1e-9 else 0.0)
        rest = np.where(after > 0, (1 - new) / np.where(after > 0, after, 1.0), 0.0)
        if d:
            ties = 1 - (d - 1) / np.maximum(total * self.on - 1, 1.0) if d > 1 else 1.0
            size = np.where(here, ties * self.on * d / (total * safe), 0.0)
            self._add(contrast, np.where(after > 0, 1 - rest, 1.0), size)
        apart = np.where(others > 1, 1 - (others - 1) / np.maximum(safe - 1, 1.0), 1.0)
        size = np.where((after > 0) & here, apart * self.on**2 * others / safe**2, 0.0)
        self._add(np.zeros_like(contrast), -rest, size)
        self.gone = np.where(here, self.gone + self.on * asked / safe, self.gone)
        self.on, self.all_gone = after, new

    def _add(
        self, contrast: NDArray[np.float64], turn: NDArray[np.float64], size: NDArray[np.float64]
    ) -> None:
        """Add one kind of exit's part: each group's martingale, `size` its variance."""
        moved = contrast - turn * self.pull
        self.both += (moved * size) @ moved.T
        self.mixed += moved * turn * size
        self.own += turn**2 * size

    def variance(self) -> NDArray[np.float64]:
        """The covariance of observed minus expected. Shape (G, G)."""
        cross = self.pull @ self.mixed.T
        return self.both + cross + cross.T + (self.pull * self.own) @ self.pull.T
