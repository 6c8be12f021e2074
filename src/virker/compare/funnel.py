"""As one may expect, given who the citizens are: observed against expected, and no league table.

A place with many far from work gets fewer into work. What counts is the distance to what others
would have reached with the same citizens, and whether it is more than chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from virker.arrays import Floats, Ints, Numbers, column, columns, labels, sums_by
from virker.compare.logistic import expectation, logistic
from virker.distributions import normal_p, normal_quantile
from virker.errors import VirkerError
from virker.multiplicity import correct
from virker.pooling import pool

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Place:
    """One place against what may be expected.

    Attributes:
        name: The place.
        n: People.
        observed: Share it happened to.
        expected: Share it would happen to elsewhere, with the same citizens.
        low: Lower limit of what chance allows around the expected share (95 %, over-dispersed).
        high: Upper limit.
        difference: Observed minus expected.
        se: Standard error of the difference, over-dispersion included.
        shrunk: The difference after lending from the others; what to show for small places.
        own_weight: Weight on the place's own numbers in `shrunk`.
        unusual: Whether it stands out after correction for the number of places (FDR 5 %).
    """

    name: Any
    n: int
    observed: float
    expected: float
    low: float
    high: float
    difference: float
    se: float
    shrunk: float
    own_weight: float
    unusual: bool


@dataclass(frozen=True, slots=True)
class Funnel:
    """All places against what may be expected, in the order of their names.

    There is no rank, on purpose: places are ordered by name and cannot be sorted by result here.

    Attributes:
        places: One per place.
        dispersion: How much more places vary than chance alone; at least 1.
        slope: Calibration of the expectation on people it was not fitted to; 1 is perfect.
        slope_se: Its standard error, clustered by place.
    """

    places: tuple[Place, ...]
    dispersion: float
    slope: float
    slope_se: float

    @property
    def calibrated(self) -> bool:
        """Whether the expectation can be trusted: slope between 0.9 and 1.1."""
        return 0.9 <= self.slope <= 1.1

    def place(self, name: object) -> Place:
        """One place by name.

        Raises:
            VirkerError: The place is not there.
        """
        for place in self.places:
            if place.name == name:
                return place
        raise VirkerError(f"Vi har ingen tal for {name}.")


def expected_given_mix(
    outcome: Numbers,
    place: Numbers | Sequence[str],
    mix: Numbers,
    *,
    seed: int = 1,
) -> Funnel:
    """Compare every place with what others would have reached with its citizens.

    Args:
        outcome: 0 or 1 per person. Shape (n,).
        place: Where the person belongs. Shape (n,).
        mix: What the expectation takes into account, known at the start. Shape (n, k).
        seed: Seed of the halves the calibration is tried on.

    Returns:
        A funnel. It describes; it is no effect of anything the place did.

    Raises:
        VirkerError: Fewer than three places, or it happened to all or none.

    Source:
        Spiegelhalter (2005), Statistics in Medicine 24(8), on funnels and over-dispersion;
        Cox (1958), Biometrika 45, on the calibration slope.

    Examples:
        >>> rng = np.random.default_rng(1)
        >>> x = rng.normal(size=600)
        >>> y = rng.random(600) < 1 / (1 + np.exp(-x))
        >>> found = expected_given_mix(y, np.repeat(["a", "b", "c"], 200), x)
        >>> [p.name for p in found.places], any(p.unusual for p in found.places)
        (['a', 'b', 'c'], False)
    """
    y = column(outcome, "outcome")
    x = columns(mix, "mix", len(y))
    codes, names = labels(place, "place", len(y))
    if len(names) < 3:
        raise VirkerError(
            "Der skal være mindst tre steder, for at vi kan sige, hvad man kan vente."
        )
    fitted = expectation(y, x).fitted
    totals = sums_by(
        codes, np.column_stack([np.ones(len(y)), y, fitted, fitted * (1 - fitted)]), len(names)
    )
    dispersion = _dispersion((totals[:, 1] - totals[:, 2]) / np.sqrt(totals[:, 3]))
    slope, slope_se = calibration_slope(y, x, codes, seed=seed)
    return Funnel(_places(names, totals, dispersion), dispersion, slope, slope_se)


def _places(names: list[Any], totals: Floats, dispersion: float) -> tuple[Place, ...]:
    n, happened, awaited, variance = totals.T
    se = np.sqrt(variance * dispersion) / n
    gap = (happened - awaited) / n
    kept = correct([normal_p(z) for z in (gap / se).tolist()]).kept
    lent = pool(gap, se, "reml").places
    half = normal_quantile(0.975) * se
    expected = awaited / n
    return tuple(
        Place(
            name=name,
            n=int(n[i]),
            observed=float(happened[i] / n[i]),
            expected=float(expected[i]),
            low=max(0.0, float(expected[i] - half[i])),
            high=min(1.0, float(expected[i] + half[i])),
            difference=float(gap[i]),
            se=float(se[i]),
            shrunk=lent[i].estimate,
            own_weight=lent[i].own_weight,
            unusual=kept[i],
        )
        for i, name in enumerate(names)
    )


def _dispersion(z: Floats) -> float:
    """Mean of squared z with the outer tenths pulled in, at least 1."""
    low, high = np.quantile(z, [0.1, 0.9])
    return max(1.0, float((np.clip(z, low, high) ** 2).mean()))


def calibration_slope(
    outcome: Floats, mix: Floats, cluster: Ints, *, seed: int = 1
) -> tuple[float, float]:
    """Fit on one half of the people, try on the other, both ways round.

    Args:
        outcome: 0 or 1. Shape (n,).
        mix: Shape (n, k).
        cluster: Whom the standard error is clustered by. Shape (n,).
        seed: Seed of the halves.

    Returns:
        Slope (1 is perfect, below 1 is too sure of itself) and its standard error.
    """
    half = np.random.default_rng(seed).random(len(outcome)) < 0.5
    design = np.column_stack([np.ones(len(outcome)), mix])
    score = np.empty(len(outcome))
    for part in (half, ~half):
        score[~part] = design[~part] @ expectation(outcome[part], mix[part]).coefficients
    fit = logistic(outcome, score, names=["score"], cluster=cluster)
    return float(fit.coefficients[1]), float(np.sqrt(fit.covariance[1, 1]))
