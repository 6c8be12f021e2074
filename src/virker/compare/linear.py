"""Least squares, with standard errors that fit how the rows hang together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from virker.arrays import Floats, Numbers, column, columns, labels, sums_by
from virker.distributions import wald
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Sequence

Errors = Literal["classic", "hc0", "hc1", "hc2", "hc3"]
"""`classic`: the same spread everywhere; `hc0` to `hc3`: any spread (White; MacKinnon & White)."""


@dataclass(frozen=True, slots=True)
class Term:
    """One coefficient with its uncertainty (95 %, Student's t)."""

    name: str
    estimate: float
    se: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LinearFit:
    """A fitted linear model.

    Attributes:
        names: One per coefficient.
        coefficients: Shape (k,), outcome's unit per unit of the column.
        covariance: Shape (k, k).
        n: Rows.
        df: Degrees of freedom of the intervals: rows minus columns, or clusters minus one.
        residuals: Shape (n,).
    """

    names: tuple[str, ...]
    coefficients: Floats
    covariance: Floats
    n: int
    df: int
    residuals: Floats

    def term(self, name: str) -> Term:
        """One coefficient by name.

        Raises:
            VirkerError: The model has no such column.
        """
        if name not in self.names:
            raise VirkerError(f"Modellen har ikke {name}. Den har {', '.join(self.names)}.")
        place = self.names.index(name)
        estimate = float(self.coefficients[place])
        se = float(np.sqrt(self.covariance[place, place]))
        return Term(name, estimate, se, *wald(estimate, se, df=self.df))


def least_squares(
    outcome: Numbers,
    design: Numbers,
    *,
    names: Sequence[str] | None = None,
    intercept: bool = True,
    weights: Numbers | None = None,
    errors: Errors = "classic",
    cluster: Numbers | Sequence[str] | None = None,
) -> LinearFit:
    """Fit a linear model by (weighted) least squares.

    Args:
        outcome: Shape (n,).
        design: Columns without the constant. Shape (n, k).
        names: One per column; `x1`, `x2`, … when left out. The constant is `constant`.
        intercept: Whether to put the constant first.
        weights: Shape (n,), at least 0.
        errors: How the spread is estimated when rows are independent.
        cluster: Who the rows belong to, shape (n,); replaces `errors` (CR1, as Stata).

    Returns:
        Coefficients, covariance and residuals. Missing values are refused, not dropped.

    Raises:
        VirkerError: Shapes differ, columns say the same thing, or rows or clusters are too few.

    Source:
        White (1980), Econometrica 48; MacKinnon & White (1985); Liang & Zeger (1986).

    Examples:
        >>> fit = least_squares([1, 3, 2, 4], [0, 1, 0, 1], names=["offered"])
        >>> round(fit.term("offered").estimate, 6)
        2.0
    """
    y = column(outcome, "outcome")
    given = columns(design, "design", len(y))
    x = np.column_stack([np.ones(len(y)), given]) if intercept else given
    named = tuple(names or (f"x{i + 1}" for i in range(given.shape[1])))
    if len(named) != given.shape[1]:
        raise VirkerError(f"Der er {given.shape[1]} kolonner, men {len(named)} navne.")
    named = ("constant", *named) if intercept else named
    root = np.sqrt(column(weights, "weights", len(y)) if weights is not None else np.ones(len(y)))
    coefficients, bread = _solve(x * root[:, None], y * root)
    residuals = y - x @ coefficients
    scores = x * (root**2 * residuals)[:, None]
    if cluster is None:
        df = len(y) - x.shape[1]
        meat = _meat(x, root, residuals, bread, errors)
    else:
        codes, words = labels(cluster, "cluster", len(y))
        df = len(words) - 1
        meat = _cluster_meat(scores, codes, len(words))
    covariance = bread @ meat @ bread
    return LinearFit(named, coefficients, covariance, len(y), df, residuals)


def _solve(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Coefficients and the inverse of X'X, by QR with columns scaled to length one."""
    if len(y) <= x.shape[1]:
        raise VirkerError("Der er for få rækker til så mange kolonner. Brug færre kolonner.")
    size = np.sqrt((x**2).sum(axis=0))
    size[size == 0] = 1.0
    q, r = np.linalg.qr(x / size)
    if float(np.abs(np.diag(r)).min()) < 1e-9:
        raise VirkerError("Nogle kolonner siger det samme. Fjern en af dem.")
    inverse = np.linalg.inv(r) / size[:, None]
    return inverse @ (q.T @ y), inverse @ inverse.T


def _meat(x: Floats, root: Floats, residuals: Floats, bread: Floats, errors: Errors) -> Floats:
    scaled = x * root[:, None]
    weighted = residuals * root
    n, k = x.shape
    if errors == "classic":
        return (scaled.T @ scaled) * float(weighted @ weighted) / (n - k)
    leverage = np.einsum("ij,jk,ik->i", scaled, bread, scaled)
    power = {"hc0": 0.0, "hc1": 0.0, "hc2": 1.0, "hc3": 2.0}[errors]
    squares = weighted**2 / np.maximum(1 - leverage, 1e-12) ** power
    meat = (scaled * squares[:, None]).T @ scaled
    return meat * (n / (n - k) if errors == "hc1" else 1.0)


def _cluster_meat(
    scores: Floats, codes: np.ndarray[tuple[int], np.dtype[np.int64]], groups: int
) -> Floats:
    if groups < 2:
        raise VirkerError("Der skal være mindst to klynger.")
    total = sums_by(codes, scores, groups)
    n, k = scores.shape
    return total.T @ total * (groups / (groups - 1) * (n - 1) / (n - k))
