"""One place over many months: what happened at the change, with season and others beside it.

A series that only has itself to compare with shows that something moved, never why. It therefore
never gives an effect: only a series with a control series does, and only when the two moved
alike before the change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from virker.arrays import Floats, Numbers, column, inverse
from virker.compare.effect import Effect
from virker.errors import VirkerError


@dataclass(frozen=True, slots=True)
class SeriesFit:
    """An interrupted time series.

    Attributes:
        level: Change in level at the change, outcome's unit (relative to the control series).
        slope: Change in slope per period after it.
        drift: Slope relative to the control series before the change, per period.
        observed: What happened (minus the control series where there is one). Shape (n,).
        expected: What the line before the change and the season say. Shape (n,).
        has_control: Whether there was a control series.
        memory: How much of a period's chance is left in the next, found from the series itself.
    """

    level: Effect
    slope: Effect
    drift: Effect
    observed: Floats
    expected: Floats
    has_control: bool
    memory: float

    @property
    def moved_alike(self) -> bool:
        """Whether the drift away from the control series before the change could be chance."""
        return self.drift.low <= 0 <= self.drift.high

    def effect(self) -> Effect:
        """The change in level as an effect.

        Raises:
            VirkerError: There was no control series, or the two did not move alike before: then a
                before and after is all there is, and that is never an effect.
        """
        if not self.has_control:
            raise VirkerError(
                "Før og efter alene er ikke en effekt. Tag en serie med fra et sted uden ændring."
            )
        if not self.moved_alike:
            raise VirkerError(
                "Stedet og sammenligningen fulgtes ikke ad før ændringen. Find et andet sted."
            )
        return self.level


def interrupted_series(
    outcome: Numbers,
    change: int,
    *,
    control: Numbers | None = None,
    season: int = 12,
) -> SeriesFit:
    """Fit a line with a season before and after a change.

    Args:
        outcome: One per period, ascending, none missing. Shape (n,).
        change: The first period after the change, counted from 0.
        control: The same for a place without the change; what is common to both (a national dip)
            is taken out. Shape (n,).
        season: Periods per year; 1 for no season.

    Returns:
        Change in level and slope with intervals that let one period
        remember the one before (generalised least squares, AR(1) by restricted likelihood). In
        simulations they hold the truth in 90 to 96 of 100 series of 48 to 120 periods; the
        usual Newey-West intervals in 61 to 83, so they are not offered.

    Raises:
        VirkerError: Fewer than three periods on either side, or fewer than two years in all where
            there is a season.

    Source:
        Bernal, Cummins & Gasparrini (2017), Int. J. Epidemiology 46(1); Prais & Winsten
        (1954); Cheang & Reinsel (2000), JASA 95, on restricted likelihood.

    Examples:
        >>> y = [1, 2, 1, 2, 1, 2, 4, 5, 4, 5, 4, 5]
        >>> round(interrupted_series(y, 6, season=2).level.estimate, 6)
        3.0
    """
    y = column(outcome, "outcome")
    n = len(y)
    if control is not None:
        y = y - column(control, "control", n)
    if not 3 <= change <= n - 3:
        raise VirkerError("Der skal være mindst tre perioder før ændringen og tre efter.")
    if season > 1 and n < 2 * season:
        raise VirkerError("Der skal være mindst to år, før vi kan regne årstiden fra.")
    when = np.arange(n, dtype=np.float64) - change
    after = (when >= 0).astype(np.float64)
    dummies = (np.arange(n)[:, None] % season == np.arange(1, season)[None, :]).astype(np.float64)
    design = np.column_stack([when, after, after * when, dummies])
    x = np.column_stack([np.ones(n), design])
    coefficients, covariance, memory = _remembering(x, y)
    found = {
        name: Effect.normal(
            float(coefficients[i]),
            float(np.sqrt(covariance[i, i])),
            n,
            int(after.sum()),
            "interrupted_series",
            df=n - x.shape[1],
        )
        for i, name in enumerate(("drift", "level", "slope"), start=1)
    }
    without = coefficients.copy()
    without[2:4] = 0.0
    return SeriesFit(
        found["level"], found["slope"], found["drift"], y, x @ without, control is not None, memory
    )


def _remembering(x: Floats, y: Floats) -> tuple[Floats, Floats, float]:
    """Least squares where each period remembers the one before; how much is found by REML."""
    fits = [_with_memory(x, y, (step - 12) / 40) for step in range(51)]
    _, coefficients, covariance, memory = max(fits, key=lambda fit: fit[0])
    return coefficients, covariance, memory


def _with_memory(x: Floats, y: Floats, memory: float) -> tuple[float, Floats, Floats, float]:
    """Log restricted likelihood, coefficients and covariance for one amount of memory."""
    rows, k = x.shape
    first = np.sqrt(1 - memory**2)
    wide = np.vstack([first * x[:1], x[1:] - memory * x[:-1]])
    tall = np.concatenate([first * y[:1], y[1:] - memory * y[:-1]])
    information = wide.T @ wide
    coefficients = np.asarray(np.linalg.solve(information, wide.T @ tall), np.float64)
    left = float(((tall - wide @ coefficients) ** 2).sum()) / (rows - k)
    size = float(np.linalg.slogdet(information)[1])
    fit = -0.5 * ((rows - k) * np.log(max(left, 1e-300)) - np.log(1 - memory**2) + size)
    return float(fit), coefficients, left * inverse(information), memory
