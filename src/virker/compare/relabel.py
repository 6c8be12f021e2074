"""Few places changed: what would chance alone have shown? Deal the changes out again.

With a handful of places that changed, the usual standard errors are too small and the usual test
of the time before the change cries wolf. Here the weeks of change are dealt out among all places
again and again, after the effects that were found have been taken out, and the answer is held
against what that gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.compare.staggered import Against, Staggered, callaway_santanna
from virker.distributions import normal_quantile

if TYPE_CHECKING:
    from virker.arrays import Floats, Numbers


@dataclass(frozen=True, slots=True)
class Relabelled:
    """What dealing the changes out again gives.

    Attributes:
        pre_trend: Probability that places that moved alike look at least so different before.
        widths: Periods since the change to how many standard errors an interval must reach to
            each side; never less than the normal one.
        draws: How many times they were dealt out.
    """

    pre_trend: float
    widths: dict[int, float]
    draws: int


def relabelled(
    values: Numbers,
    first_treated: Numbers,
    *,
    against: Against = "never",
    level: float = 0.95,
    draws: int = 199,
    seed: int = 1,
) -> Relabelled:
    """Hold an event study against what chance would show among the same places.

    Args:
        values: Outcome, places × periods. Shape (places, periods).
        first_treated: Period of each place's change, counted from 0; infinite for never. (places,).
        against: As `callaway_santanna`.
        level: Of the intervals.
        draws: How many times the changes are dealt out.
        seed: Seed of the lot.

    Returns:
        A p-value for the time before the change (sum of squared t), and the widths of intervals
        (quantiles of |t|). Exact when places could have changed in any order.

    Source:
        MacKinnon & Webb (2020), J. Econometrics 218(2): randomization inference with few treated
        clusters, on t-statistics.

    Examples:
        >>> rng = np.random.default_rng(1)
        >>> y = rng.normal(size=(20, 8))
        >>> found = relabelled(y, [5.0, 5.0] + [np.inf] * 18, draws=99)
        >>> found.pre_trend > 0.05, found.widths[0] > 1.9
        (True, True)
    """
    y, first = np.asarray(values, np.float64), np.asarray(first_treated, np.float64)
    found = _study(y, first, against)
    null, rng = _without(y, first, found), np.random.default_rng(seed)
    before = _apart(found)
    worse, after = 0, list[dict[int, float]]()
    for _ in range(draws):
        dealt = _study(null, rng.permutation(first), against)
        worse += _apart(dealt) >= before - 1e-12
        after.append(_ts(dealt, after=True))
    usual = normal_quantile(0.5 + level / 2)
    widths = {
        since: max(usual, float(np.quantile([t[since] for t in after], level, method="higher")))
        for since in _ts(found, after=True)
    }
    return Relabelled((1 + worse) / (1 + draws), widths, draws)


def _study(y: Floats, first: Floats, against: Against) -> Staggered:
    places, periods = len(y), int(y.shape[1])
    return callaway_santanna(
        y.ravel(), np.repeat(np.arange(places), periods),
        np.tile(np.arange(periods), places), np.repeat(first, periods), against=against,
    )  # fmt: skip


def _without(y: Floats, first: Floats, found: Staggered) -> Floats:
    """The table with the effects that were found taken out."""
    null = y.copy()
    for cell in found.cells:
        if cell.since >= 0:
            null[first == cell.group, int(cell.time)] -= cell.estimate
    return null


def _ts(found: Staggered, *, after: bool) -> dict[int, float]:
    """|t| by periods since the change, after it or before it."""
    values, covariance, steps = found.moments(after=after)
    spread = np.sqrt(np.maximum(np.diag(covariance), 1e-300))
    return dict(zip(steps, (np.abs(values) / spread).tolist(), strict=True))


def _apart(found: Staggered) -> float:
    return sum(t**2 for t in _ts(found, after=False).values())
