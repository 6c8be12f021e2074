"""Do groups leave at the same pace? The log-rank test, for any number of groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import chi2

from virker.risk import risk_sums

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from virker.risk import RiskSums


@dataclass(frozen=True, slots=True)
class GroupTest:
    """A test of no difference between groups.

    Attributes:
        statistic: χ², large when groups differ.
        df: Degrees of freedom.
        p: Probability of a statistic this large when there is no difference.
        observed: Exits per group. Shape: (G,).
        expected: Exits per group if all left at the same pace. Shape: (G,).
    """

    statistic: float
    df: int
    p: float
    observed: NDArray[np.float64]
    expected: NDArray[np.float64]


def log_rank(
    stop: ArrayLike, event: ArrayLike, group: ArrayLike, *, entry: ArrayLike | None = None
) -> GroupTest:
    """Test whether groups leave at the same pace.

    Args:
        stop: Weeks until the end, or until we stopped watching. Shape: (n,).
        event: True where the spell ended (for one of several exits: where it ended there; the
            test is then of that exit's pace). Shape: (n,).
        group: Number of each spell's group, 0 … G − 1. Shape: (n,).
        entry: Weeks until we began to watch (left entry). Shape: (n,).

    Source:
        Mantel (1966), Cancer Chemother Rep 50:163–170; ties by the hypergeometric variance.

    Examples:
        >>> round(log_rank([1, 2, 3, 4], [1, 1, 1, 1], [0, 0, 1, 1]).statistic, 4)
        2.8824
    """
    how = np.asarray(event).astype(bool).astype(np.int64)
    return log_rank_of(risk_sums(stop, how, entry=entry, group=group, exits=("ended",)))


def log_rank_of(sums: RiskSums) -> GroupTest:
    """Test sums of several partitions added; every exit counts as an end."""
    n = sums.at_risk.astype(np.float64)
    d: NDArray[np.float64] = sums.left[:, 1:].sum(1).astype(np.float64)
    total, left = n.sum(0), d.sum(0)
    keep = left > 0
    n, d, total, left = n[:, keep], d[:, keep], total[keep], left[keep]
    share: NDArray[np.float64] = n / total
    spread = left * np.divide(total - left, total - 1, out=np.zeros(len(total)), where=total > 1)
    variance: NDArray[np.float64] = np.diag((share * spread).sum(1)) - (share * spread) @ share.T
    observed, expected = d.sum(1), (share * left).sum(1)
    gap = (observed - expected)[:-1]
    statistic = float(gap @ np.linalg.pinv(variance[:-1, :-1]) @ gap)
    df = int(np.linalg.matrix_rank(variance[:-1, :-1]))
    return GroupTest(statistic, df, float(chi2.sf(statistic, max(df, 1))), observed, expected)
