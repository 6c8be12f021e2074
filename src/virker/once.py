"""One choice, one outcome: weighting and standardisation for people who chose once.

Source: Hernán & Robins, *What If* (2020), ch. 12 (weighting) and 13 (standardisation).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from virker.engines.driver import Floats, NoSolution, solve

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Difference:
    """A difference between everybody starting and nobody starting, with its standard error."""

    estimate: float
    error: float

    @property
    def low(self) -> float:
        """Lower end of the 95 % interval."""
        return self.estimate - 1.959963984540054 * self.error

    @property
    def high(self) -> float:
        """Upper end of the 95 % interval."""
        return self.estimate + 1.959963984540054 * self.error


def chance_of_starting(arm: Whole, covariates: Floats) -> Floats:
    """Fit a logistic model of who started; a constant is added.

    Args:
        arm: shape (persons), 1 started.
        covariates: shape (persons, C), numbers; write categories out as 0/1 columns.

    Returns:
        Shape (persons), share in (0, 1).

    Raises:
        NoSolution: two covariates say the same thing, or one decides alone who started.

    Example:
        >>> chance_of_starting(np.array([0, 1, 1, 1]), np.zeros((4, 0))).round(3).tolist()
        [0.75, 0.75, 0.75, 0.75]
    """
    x = np.column_stack([np.ones(len(arm)), covariates])
    theta = np.zeros(x.shape[1])
    for _ in range(50):
        share = 1 / (1 + np.exp(-x @ theta))
        spread, score = share * (1 - share), x.T @ (arm - share)
        if spread.max() < 1e-6:
            break
        step = solve((x * spread[:, None]).T @ x, score)
        theta = theta + step
        if float(score @ step) <= 1e-14 * len(arm):
            return 1 / (1 + np.exp(-x @ theta))
    raise NoSolution("En oplysning afgør alene, hvem der begyndte. Tag den ud.")


def start_weights(arm: Whole, covariates: Floats, *, stabilised: bool = False) -> Floats:
    """Weigh everybody by one over the chance of doing what they did.

    Args:
        arm: shape (persons), 1 started.
        covariates: shape (persons, C).
        stabilised: multiply by the overall share that did the same, so weights average to 1.

    Example:
        >>> start_weights(np.array([0, 1, 1, 1]), np.zeros((4, 0))).round(3).tolist()
        [4.0, 1.333, 1.333, 1.333]
    """
    chance = chance_of_starting(arm, covariates)
    weight = np.where(arm == 1, 1 / chance, 1 / (1 - chance))
    overall = np.mean(arm)
    return weight * np.where(arm == 1, overall, 1 - overall) if stabilised else weight


def weighted_difference(outcome: Floats, arm: Whole, weight: Floats | None = None) -> Difference:
    """Compare weighted means; the error is the sandwich with the weights taken as known.

    Args:
        outcome: shape (persons), any unit. Missing outcomes must be left out beforehand.
        arm: shape (persons), 1 started.
        weight: shape (persons), from :func:`start_weights`; 1 for everybody gives the raw
            difference.

    Source: *What If*, program 12.2 (generalised estimating equations, independence).

    Example:
        >>> weighted_difference(np.array([1.0, 2.0, 4.0, 5.0]), np.array([0, 0, 1, 1])).estimate
        3.0
    """
    weight = np.ones(len(arm)) if weight is None else weight
    mean, part = [0.0, 0.0], [0.0, 0.0]
    for a in (0, 1):
        w, y = weight[arm == a], outcome[arm == a]
        mean[a] = float(np.sum(w * y) / np.sum(w))
        part[a] = float(np.sum((w * (y - mean[a])) ** 2) / np.sum(w) ** 2)
    return Difference(mean[1] - mean[0], (part[0] + part[1]) ** 0.5)


def standardised_difference(
    outcome: Floats, arm: Whole, covariates: Floats, products: Floats | None = None
) -> float:
    """Predict for everybody under both choices with a linear model, and average the difference.

    Args:
        outcome: shape (persons).
        arm: shape (persons), 1 started.
        covariates: shape (persons, C).
        products: shape (persons, D), covariates that also enter times the arm.

    Source: *What If*, program 13.3.

    Example:
        >>> outcome, arm = np.array([1.0, 2.0, 4.0, 5.0]), np.array([0, 0, 1, 1])
        >>> round(standardised_difference(outcome, arm, np.zeros((4, 0))), 6)
        3.0
    """
    more = np.zeros((len(arm), 0)) if products is None else products

    def columns(a: Floats) -> Floats:
        return np.column_stack([np.ones(len(a)), a, covariates, more * a[:, None]])

    x = columns(np.asarray(arm, float))
    theta = solve(x.T @ x, x.T @ outcome)
    everybody = np.ones(len(arm))
    return float(np.mean((columns(everybody) - columns(0 * everybody)) @ theta))
