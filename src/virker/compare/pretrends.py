"""Did the places move alike before the change, and how much may we then be wrong after it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.distributions import chi2_p, normal_quantile
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from virker.arrays import Floats
    from virker.compare.staggered import Point, Staggered


@dataclass(frozen=True, slots=True)
class PreTrend:
    """Whether the points before the change are near nought together.

    Attributes:
        statistic: Wald chi-squared.
        df: How many points.
        p: Probability of at least this much when the places moved alike.
        largest: Largest step from one point before the change to the next, outcome's unit.
    """

    statistic: float
    df: int
    p: float
    largest: float

    @property
    def passed(self) -> bool:
        """Whether nothing speaks against it. That is not proof that they would have gone on so."""
        return self.p >= 0.05


@dataclass(frozen=True, slots=True)
class Honest:
    """An interval that also holds when the places had drifted apart a little.

    Attributes:
        times: How many times the largest drift before the change is allowed per period after.
        low: Lower end.
        high: Upper end.
    """

    times: float
    low: float
    high: float


def pre_trend(before: Sequence[float] | Floats, covariance: Floats) -> PreTrend:
    """Test that all points before the change are nought.

    Args:
        before: Points before the change, ascending in time. Shape (k,).
        covariance: Shape (k, k).

    Returns:
        The test. A small sample passes easily: read it together with the plot and `honest`.

    Raises:
        VirkerError: There is no point before the change.

    Source:
        Wald (1943); Roth (2022), AER: Insights 4(3), on what the test cannot see.

    Examples:
        >>> pre_trend([0.0, 0.1], np.eye(2)).passed
        True
    """
    points = np.asarray(before, np.float64)
    if not len(points):
        raise VirkerError("Der er for få perioder før ændringen til at se, om stederne fulgtes ad.")
    inverse = np.linalg.pinv(covariance, hermitian=True)
    rank = int(np.linalg.matrix_rank(covariance, hermitian=True))
    value = float(points @ inverse @ points)
    return PreTrend(value, rank, chi2_p(value, rank), float(np.abs(points).max()))


def honest(estimate: float, se: float, since: float, largest: float, times: float = 1.0) -> Honest:
    """Widen an interval by a drift as large as the largest one before the change.

    This is a plain bound: periods after the change may each drift `times` the largest step seen
    before it, all in the same direction. The largest step is taken as it was found; its own
    uncertainty is not in the interval. It is wider than Rambachan & Roth's optimal interval.

    Args:
        estimate: Effect `since` periods after the change.
        se: Its standard error.
        since: Periods since the change, 0 in the period of the change.
        largest: Largest step before the change (`PreTrend.largest`).
        times: How many times that step is allowed.

    Source:
        Rambachan & Roth (2023), Review of Economic Studies 90(5), "relative magnitudes".

    Examples:
        >>> bound = honest(0.05, 0.0, since=0, largest=0.02)
        >>> round(bound.low, 3), round(bound.high, 3)
        (0.03, 0.07)
    """
    drift = times * largest * (since + 1)
    half = normal_quantile(0.975) * se + drift
    return Honest(times, estimate - half, estimate + half)


def breakdown(estimate: float, se: float, since: float, largest: float) -> float:
    """How many times the largest drift before the change it takes to wipe the answer out.

    Returns:
        0 when the ordinary interval already holds nought; infinite when there was no drift.

    Examples:
        >>> round(breakdown(0.06, 0.01, since=0, largest=0.02), 2)
        2.02
    """
    room = abs(estimate) - normal_quantile(0.975) * se
    if room <= 0:
        return 0.0
    return room / (largest * (since + 1)) if largest > 0 else float("inf")


def event_plot(found: Staggered) -> tuple[Point, ...]:
    """The points to draw: pre-trend and effect on one line, with intervals and bands.

    The period before the change is the one the others are measured from in the periods after it;
    before the change each point is the step from the period just before.

    Examples:
        >>> from virker.compare.staggered import callaway_santanna
        >>> place = [i for i in range(6) for _ in range(4)]
        >>> y = [0, 1, 0, 2, 1, 1, 2, 4, 0, 0, 1, 3, 0, 1, 1, 1, 2, 1, 2, 2, 1, 2, 1, 1]
        >>> found = callaway_santanna(y, place, [1, 2, 3, 4] * 6, [4] * 12 + [0] * 12)
        >>> [point.at for point in event_plot(found)]
        [-2.0, -1.0, 0.0]
    """
    return found.event_study()
