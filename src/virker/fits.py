"""What a regression found: coefficients with their uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.errors import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    Step = Callable[[NDArray[np.float64]], tuple[float, NDArray[np.float64], NDArray[np.float64]]]


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted regression.

    Attributes:
        names: Names of the p covariates.
        coef: Coefficients. Shape: (p,).
        se: Standard errors from the information. Shape: (p,).
        clustered_se: Standard errors when rows of the same person go together; None unless
            asked for. Shape: (p,).
        log_likelihood: At the estimate.
        n: Rows.
        events: Rows that ended in the event.
    """

    names: tuple[str, ...]
    coef: NDArray[np.float64]
    se: NDArray[np.float64]
    clustered_se: NDArray[np.float64] | None
    log_likelihood: float
    n: int
    events: int

    def __getitem__(self, name: str) -> tuple[float, float]:
        """Give one coefficient and its standard error (clustered where there is one)."""
        place = self.names.index(name)
        ses = self.se if self.clustered_se is None else self.clustered_se
        return float(self.coef[place]), float(ses[place])


def newton(
    step: Step, p: int, *, most: int = 50
) -> tuple[NDArray[np.float64], float, NDArray[np.float64]]:
    """Climb to the top of a log-likelihood.

    Args:
        step: From coefficients to log-likelihood, score (p,) and information (p, p).
        p: Number of coefficients.
        most: Steps before giving up.

    Returns:
        Coefficients, log-likelihood and information there.

    Raises:
        NotPossible: The top is not found: a covariate may tell the outcome entirely, or repeat
            another one.
    """
    beta = np.zeros(p)
    value, score, information = step(beta)
    for _ in range(most):
        try:
            move = np.linalg.solve(information, score)
        except np.linalg.LinAlgError:
            break
        size = 1.0
        new = step(beta + move)
        while not new[0] >= value - 1e-9 * abs(value) and size > 1e-4:
            size /= 2
            new = step(beta + size * move)
        beta = beta + size * move
        still = np.abs(move).max(initial=0) <= 1e-6 * (1 + np.abs(beta).max(initial=0))
        done = abs(new[0] - value) <= 1e-11 * (abs(value) + 1) and still
        value, score, information = new
        if done:
            return beta, value, information
    raise NotPossible(
        "Modellen finder intet svar. Se, om en oplysning gentager en anden eller afgør udfaldet alene."
    )


def sandwich(
    information: NDArray[np.float64], scores: NDArray[np.float64], cluster: ArrayLike
) -> NDArray[np.float64]:
    """Give the covariance when rows of the same cluster go together.

    Args:
        information: Shape: (p, p).
        scores: One row per observation. Shape: (n, p).
        cluster: Number of each row's cluster, 0 … Shape: (n,).

    Source:
        Lin & Wei (1989), JASA 84:1074–1078; no small-sample factor.
    """
    who = np.asarray(cluster, np.int64)
    sums = np.column_stack([np.bincount(who, column) for column in scores.T])
    bread = np.linalg.inv(information)
    return bread @ (sums.T @ sums) @ bread


def covariates(
    x: ArrayLike, names: Sequence[str] | None
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Read covariates as a table of numbers with names.

    Raises:
        ValueError: A covariate is missing; nobody is left out in silence.
    """
    table = np.asarray(x, np.float64)
    table = np.ascontiguousarray(table[:, None] if table.ndim == 1 else table)
    if not np.isfinite(table).all():
        raise ValueError("a covariate is missing; fill it in or say it is unknown")
    return table, tuple(names or (f"x{column}" for column in range(table.shape[1])))
