"""Several places, or what is known elsewhere: how much to lend from the others.

One place has few people and an uncertain answer; the others together have many. Each place keeps
as much of its own answer as its own numbers can carry, and that weight is printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from virker.arrays import Floats, Numbers, column
from virker.distributions import chi2_p, wald
from virker.errors import VirkerError

Spread = Literal["fixed", "dl", "reml"]
"""How the variance between places is found: none, DerSimonian & Laird, or restricted likelihood."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """The answers of several places put together.

    Attributes:
        estimate: The mean over places.
        se: Its standard error.
        low: Lower end of the 95 % interval.
        high: Upper end.
        between: Variance between places, square of the outcome's unit.
        q: Cochran's Q for places that differ.
        q_p: Its p-value: small when places differ more than chance.
        places: One per place.
    """

    estimate: float
    se: float
    low: float
    high: float
    between: float
    q: float
    q_p: float
    places: tuple[Shrunk, ...]


@dataclass(frozen=True, slots=True)
class Shrunk:
    """One place after lending from the others.

    Attributes:
        own: What its own numbers say.
        estimate: After lending.
        se: Standard error after lending.
        low: Lower end of the 95 % interval.
        high: Upper end.
        own_weight: Weight on its own numbers, a share in [0, 1]; the rest is the others'.
    """

    own: float
    estimate: float
    se: float
    low: float
    high: float
    own_weight: float

    def sentence(self, language: Literal["da", "en"] = "da") -> str:
        """How much of the answer is the place's own, in words."""
        share = round(100 * self.own_weight)
        if language == "da":
            return f"Jeres egne tal vejer {share} pct. Resten er lånt fra de andre."
        return f"Your own numbers weigh {share} per cent. The rest is borrowed from the others."


def pool(estimates: Numbers, ses: Numbers, spread: Spread = "reml") -> Pooled:
    """Put the answers of several places together.

    Args:
        estimates: One per place. Shape (k,), k at least 2.
        ses: Their standard errors, above 0. Shape (k,).
        spread: How the variance between places is found.

    Returns:
        The mean and every place after lending from the others.

    Raises:
        VirkerError: There is only one place, or a standard error is not above nought.

    Source:
        DerSimonian & Laird (1986), Controlled Clinical Trials 7; Viechtbauer (2005), JEBS 30(3);
        Gelman et al., Bayesian Data Analysis, ch. 5.

    Examples:
        >>> found = pool([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18], "fixed")
        >>> round(found.estimate, 3), round(found.se, 3)
        (7.686, 4.072)
    """
    y, variance = _checked(estimates, ses)
    between = _between(y, variance, spread)
    weights = 1 / (variance + between)
    mean = float(weights @ y / weights.sum())
    se = float(weights.sum() ** -0.5)
    fixed = 1 / variance
    q = float(fixed @ (y - fixed @ y / fixed.sum()) ** 2)
    places = tuple(
        _shrunk(float(own), float(v), mean, between, se) for own, v in zip(y, variance, strict=True)
    )
    return Pooled(mean, se, *wald(mean, se), between, q, chi2_p(q, len(y) - 1), places)


def with_prior(own: float, own_se: float, prior: float, prior_sd: float) -> Shrunk:
    """Combine a place's own answer with what is known elsewhere.

    Args:
        own: What its own numbers say.
        own_se: Its standard error, above 0.
        prior: What is known elsewhere (the literature, other municipalities).
        prior_sd: How sure that is: the standard deviation of the true answer in a new place.

    Returns:
        The combined answer with the weight on own data; show both beside each other.

    Raises:
        VirkerError: A standard error is not above nought.

    Source:
        Lindley & Smith (1972), JRSS B 34(1).

    Examples:
        >>> found = with_prior(8, 5, 2, 3)
        >>> round(found.estimate, 3), round(found.se, 3), round(found.own_weight, 2)
        (3.588, 2.572, 0.26)
    """
    if own_se <= 0 or prior_sd <= 0:
        raise VirkerError("Standardfejl skal være over 0.")
    return _shrunk(own, own_se**2, prior, prior_sd**2, 0.0)


@dataclass(frozen=True, slots=True)
class Posterior:
    """Places after lending, averaged over how much places may differ.

    Attributes:
        means: One per place. Shape (k,).
        sds: One per place. Shape (k,).
        between_sd: Posterior mean of the standard deviation between places.
    """

    means: tuple[float, ...]
    sds: tuple[float, ...]
    between_sd: float


def posterior(estimates: Numbers, ses: Numbers, *, points: int = 2_000) -> Posterior:
    """Lend between places without fixing how much they differ (flat on the standard deviation).

    Args:
        estimates: One per place. Shape (k,), k at least 3.
        ses: Their standard errors, above 0. Shape (k,).
        points: Grid points for the standard deviation between places.

    Raises:
        VirkerError: Fewer than three places: then a flat prior gives no answer.

    Source:
        Gelman et al., Bayesian Data Analysis, 3rd ed., section 5.5, eq. 5.21.

    Examples:
        >>> found = posterior([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18])
        >>> round(found.means[0], 1)
        11.4
    """
    y, variance = _checked(estimates, ses)
    if len(y) < 3:
        raise VirkerError("Der skal være mindst tre steder.")
    top = 20 * float(np.sqrt(variance).mean() + y.std())
    tau = (np.arange(points) + 0.5) ** 2 / points**2 * top
    total = variance[None, :] + (tau**2)[:, None]
    precision = (1 / total).sum(axis=1)
    mean = (y / total).sum(axis=1) / precision
    log = -0.5 * (np.log(precision) + np.log(total).sum(axis=1))
    log -= 0.5 * ((y - mean[:, None]) ** 2 / total).sum(axis=1)
    weight = np.exp(log - log.max()) * (np.arange(points) + 0.5)
    weight /= weight.sum()
    pull = variance / total
    means = (1 - pull) * y + pull * mean[:, None]
    within = (1 - pull) * variance + pull**2 / precision[:, None]
    middle = weight @ means
    spread = weight @ (within + (means - middle) ** 2)
    return Posterior(tuple(middle.tolist()), tuple(np.sqrt(spread).tolist()), float(weight @ tau))


def james_stein(estimates: Numbers, variance: float) -> tuple[float, Floats]:
    """Pull equally sure answers towards their mean.

    Args:
        estimates: One per place. Shape (k,), k at least 4.
        variance: Of each, the same for all, above 0.

    Returns:
        The share of each place's distance from the mean that is kept, and the answers. Shape (k,).

    Raises:
        VirkerError: Fewer than four places.

    Source:
        Efron & Morris (1977), Scientific American 236(5).

    Examples:
        >>> kept, _ = james_stein([0.0, 1.0, 2.0, 3.0], 0.5)
        >>> kept
        0.9
    """
    y = column(estimates, "estimates")
    if len(y) < 4 or variance <= 0:
        raise VirkerError("Der skal være mindst fire steder og en varians over 0.")
    apart = float(((y - y.mean()) ** 2).sum())
    kept = max(0.0, 1 - (len(y) - 3) * variance / apart) if apart > 0 else 0.0
    return kept, y.mean() + kept * (y - y.mean())


def _checked(estimates: Numbers, ses: Numbers) -> tuple[Floats, Floats]:
    y = column(estimates, "estimates")
    s = column(ses, "ses", len(y))
    if len(y) < 2 or bool((s <= 0).any()):
        raise VirkerError("Der skal være mindst to steder med standardfejl over 0.")
    return y, s**2


def _shrunk(own: float, variance: float, mean: float, between: float, mean_se: float) -> Shrunk:
    """Own answer and the others' mean, each weighted by how sure it is."""
    weight = between / (between + variance)
    estimate = weight * own + (1 - weight) * mean
    se = float(np.sqrt(weight * variance + (1 - weight) ** 2 * mean_se**2))
    return Shrunk(own, estimate, se, *wald(estimate, se), weight)


def _between(y: Floats, variance: Floats, spread: Spread) -> float:
    if spread == "fixed":
        return 0.0
    weights = 1 / variance
    mean = weights @ y / weights.sum()
    q = float(weights @ (y - mean) ** 2)
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    moment = max(0.0, (q - (len(y) - 1)) / scale)
    return moment if spread == "dl" else _reml(y, variance, moment)


def _reml(y: Floats, variance: Floats, start: float) -> float:
    """Restricted maximum likelihood by Fisher scoring, kept at nought or above."""
    between, gap, rounds = start, 1.0, 0
    while gap > 1e-12 * (1 + between) and rounds < 500:
        w = 1 / (variance + between)
        left = y - w @ y / w.sum()
        slope = float((w**2) @ left**2 - w.sum() + (w**2).sum() / w.sum())
        bend = float((w**2).sum() - 2 * (w**3).sum() / w.sum() + ((w**2).sum() / w.sum()) ** 2)
        moved = max(0.0, between + slope / bend)
        gap, between, rounds = abs(moved - between), moved, rounds + 1
    return between
