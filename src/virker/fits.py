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


REPEATS = (
    "Modellen finder intet svar: en oplysning gentager en anden, eller er ens for alle. Tag den ud."
)
DECIDES = (
    "Modellen finder intet svar: en oplysning afgør udfaldet alene, så forskellen er uendelig. "
    "Tag den ud, eller slå grupper sammen."
)
UNFINISHED = "Modellen finder intet svar. Se, om nogle tal er meget større end andre."


def newton(
    step: Step, p: int, *, most: int = 100
) -> tuple[NDArray[np.float64], float, NDArray[np.float64]]:
    """Climb to the top of a log-likelihood.

    The top is reached when the gain a full step still promises is under 1e-10 of the
    log-likelihood. A top at infinity (data that covariates separate) shows by information that
    has melted away in some direction, and is refused.

    Args:
        step: From coefficients to log-likelihood, score (p,) and information (p, p).
        p: Number of coefficients.
        most: Steps before giving up.

    Returns:
        Coefficients, log-likelihood and information there.

    Raises:
        NotPossible: There is no top: a covariate tells the outcome entirely, or repeats another.

    Source:
        Newton's decrement: Boyd & Vandenberghe (2004), Convex Optimization, §9.5. Separation:
        Albert & Anderson (1984), Biometrika 71:1–10.
    """
    beta = np.zeros(p)
    value, score, information = step(beta)
    if least_share(information, np.diag(np.diag(information))) < 1e-10:
        raise NotPossible(REPEATS)
    start = information
    for _ in range(most):
        move = np.linalg.solve(information, score)
        promised = float(score @ move)
        size, new = 1.0, step(beta + move)
        while not new[0] >= value - 1e-9 * (abs(value) + 1) and size > 1e-4:
            size /= 2
            new = step(beta + size * move)
        beta = beta + size * move
        value, score, information = new
        if least_share(information, start) < 1e-8:
            raise NotPossible(DECIDES)
        if promised <= 1e-10 * (abs(value) + 1):
            return beta, value, information
    raise NotPossible(UNFINISHED)


def least_share(now: NDArray[np.float64], before: NDArray[np.float64]) -> float:
    """Say how much of the information is left in the direction where it shrank most.

    Returns:
        The smallest eigenvalue of `now` measured in units of `before`; 0 where `before` itself
        says nothing in some direction, or `now` is no number.

    Examples:
        >>> least_share(np.diag([1.0, 0.5]), np.eye(2))
        0.5
    """
    if not len(now):
        return 1.0
    if not np.isfinite(now).all():
        return 0.0
    try:
        root = np.linalg.inv(np.linalg.cholesky(before))
    except np.linalg.LinAlgError:
        return 0.0
    return float(np.linalg.eigvalsh(root @ now @ root.T)[0])


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
