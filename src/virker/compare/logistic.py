"""Logistic regression as a sum over persons: partitions in, sums out, one small solve.

A partition is some persons with all their rows. What a partition gives back is a sum, so order
and number of partitions do not matter, and the same function serves a laptop and a cluster.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.arrays import Floats, Ints, Numbers, column, columns, inverse, labels, sums_by
from virker.distributions import wald
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


LOOSE = 5.0
"""Spread, in log odds, of the prior that is used only where the data leave log odds without end."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some persons' rows.

    Attributes:
        design: With the constant first. Shape (n, k).
        successes: How often it happened, 0 up to `trials`. Shape (n,).
        trials: How often it could have happened. Shape (n,).
        cluster: Who the row belongs to, numbered from 0. Shape (n,).
    """

    design: Floats
    successes: Floats
    trials: Floats
    cluster: Ints


@dataclass(frozen=True, slots=True)
class LogisticFit:
    """A fitted logistic regression.

    Attributes:
        names: One per coefficient, the constant first.
        coefficients: Log odds per unit. Shape (k,).
        covariance: Clustered when clusters were given, else model based. Shape (k, k).
        fitted: Probabilities by row where there was one partition; else empty.
        n: Rows.
        deviance: Twice the log-likelihood lost against a perfect fit of the same rows.
        null_deviance: The same with the constant only.
    """

    names: tuple[str, ...]
    coefficients: Floats
    covariance: Floats
    fitted: Floats
    n: int
    deviance: float
    null_deviance: float

    def odds_ratio(self, name: str) -> tuple[float, float, float]:
        """Odds ratio of one column with its 95 % interval.

        Raises:
            VirkerError: The model has no such column.
        """
        if name not in self.names:
            raise VirkerError(f"Modellen har ikke {name}. Den har {', '.join(self.names)}.")
        place = self.names.index(name)
        middle = float(self.coefficients[place])
        low, high = wald(middle, float(np.sqrt(self.covariance[place, place])))
        return float(np.exp(middle)), float(np.exp(low)), float(np.exp(high))


def logistic(
    outcome: Numbers,
    design: Numbers,
    *,
    trials: Numbers | None = None,
    names: Sequence[str] | None = None,
    cluster: Numbers | Sequence[str] | None = None,
    hold: float = 0.0,
) -> LogisticFit:
    """Fit a logistic regression to rows that lie in one place.

    Args:
        outcome: How often it happened: 0 or 1, or up to `trials`. Shape (n,).
        design: Columns without the constant. Shape (n, k).
        trials: How often it could have happened; 1 when left out. Shape (n,).
        names: One per column.
        cluster: Who the rows belong to; gives clustered standard errors. Shape (n,).
        hold: As `pooled_logistic`.

    Returns:
        The fit. Missing values are refused, not dropped.

    Raises:
        VirkerError: A column decides the outcome alone, or columns say the same thing.

    Source:
        McCullagh & Nelder (1989), ch. 4; Liang & Zeger (1986) for clusters.

    Examples:
        >>> fit = logistic([0, 1, 1, 0, 1, 1], [0, 0, 0, 1, 1, 1], names=["x"])
        >>> round(fit.odds_ratio("x")[0], 6)
        1.0
    """
    y = column(outcome, "outcome")
    x = columns(design, "design", len(y))
    m = column(trials, "trials", len(y)) if trials is not None else np.ones(len(y))
    if bool(((y < 0) | (y > m)).any()):
        raise VirkerError("outcome skal ligge mellem 0 og trials.")
    owner = labels(cluster, "cluster", len(y))[0] if cluster is not None else None
    rows = Rows(
        np.column_stack([np.ones(len(y)), x]), y, m, np.arange(len(y)) if owner is None else owner
    )
    named = tuple(names or (f"x{i + 1}" for i in range(x.shape[1])))
    fit = pooled_logistic(lambda: [rows], named, clustered=owner is not None, hold=hold)
    fitted = _share(rows.design @ fit.coefficients)
    return LogisticFit(
        fit.names, fit.coefficients, fit.covariance, fitted, fit.n, fit.deviance, fit.null_deviance
    )


def expectation(outcome: Numbers, design: Numbers) -> LogisticFit:
    """Fit what to expect of people like these, also where a rare mark settles the outcome alone.

    Args:
        outcome: 0 or 1. Shape (n,).
        design: Columns without the constant. Shape (n, k).

    Returns:
        The maximum likelihood. Where there is none, because everybody (or nobody) with some mark
        had the outcome, a prior of spread `LOOSE` in log odds holds the columns still.

    Raises:
        VirkerError: It happened for everybody or for nobody.

    Source:
        Gelman et al. (2008), AoAS 2(4), 1360-1383, for the prior.

    Examples:
        >>> expectation([0, 1, 0, 1, 1, 1], [0, 0, 0, 0, 1, 1]).fitted.round(1).tolist()
        [0.5, 0.5, 0.5, 0.5, 0.9, 0.9]
    """
    try:
        return logistic(outcome, design)
    except VirkerError:
        return logistic(outcome, design, hold=LOOSE**-2)


def pooled_logistic(
    partitions: Callable[[], Iterable[Rows]],
    names: Sequence[str],
    *,
    clustered: bool = True,
    hold: float = 0.0,
) -> LogisticFit:
    """Fit a logistic regression to rows that come in partitions of persons.

    Args:
        partitions: Called once per round; gives every partition. The rows of one cluster may lie
            in several partitions.
        names: One per column, without the constant.
        clustered: Whether standard errors let the rows of a cluster hang together (CR1).
        hold: Precision of a prior around nought on everything but the constant. A little of it
            (0.01 is a spread of 10 in log odds) holds columns still that nobody, or everybody,
            with the outcome has.

    Returns:
        The fit; `.fitted` is empty.

    Raises:
        VirkerError: As `logistic`.

    Examples:
        >>> part = Rows(np.ones((2, 1)), np.array([0.0, 1.0]), np.ones(2), np.arange(2))
        >>> pooled_logistic(lambda: [part, part], []).coefficients.tolist()
        [0.0]
    """
    beta = np.zeros(len(names) + 1)
    happened, could, n = _totals(partitions())
    if not 0 < happened < could:
        raise VirkerError("Det skete for alle eller for ingen, så der er intet at sammenligne.")
    beta[0] = np.log(happened / (could - happened))
    held = np.append(0.0, np.full(len(names), hold))
    null = float("nan")
    value = float("nan")
    for _ in range(60):
        score, information, value = _sums(partitions(), beta)
        null = value if np.isnan(null) else null
        information += np.diag(held)
        step = _step(information, score - held * beta)
        beta = beta + step
        if float(np.abs(step).max()) < 1e-10:
            break
    else:
        raise VirkerError("Modellen finder ikke på plads. En kolonne afgør svaret alene.")
    bread = inverse(information)
    covariance = bread @ _cluster_meat(partitions(), beta) @ bread if clustered else bread
    return LogisticFit(("constant", *names), beta, covariance, np.empty(0), n, value, null)


def _totals(partitions: Iterable[Rows]) -> tuple[float, float, int]:
    happened, could, n = 0.0, 0.0, 0
    for rows in partitions:
        happened += float(rows.successes.sum())
        could += float(rows.trials.sum())
        n += len(rows.trials)
    return happened, could, n


def _sums(partitions: Iterable[Rows], beta: Floats) -> tuple[Floats, Floats, float]:
    """Score, information and deviance: sums over partitions."""
    k = len(beta)
    score, information, loss = np.zeros(k), np.zeros((k, k)), 0.0
    for rows in partitions:
        eta = rows.design @ beta
        share = _share(eta)
        score += rows.design.T @ (rows.successes - rows.trials * share)
        weight = rows.trials * share * (1 - share)
        information += (rows.design * weight[:, None]).T @ rows.design
        loss += float((rows.trials * np.logaddexp(0, eta) - rows.successes * eta).sum())
    return score, information, 2 * loss


def _step(information: Floats, score: Floats) -> Floats:
    size = np.sqrt(np.diag(information))
    if not bool((size > 1e-9).all()):
        raise VirkerError("En kolonne er tom eller afgør svaret alene. Tag den ud.")
    scaled = information / np.outer(size, size)
    if float(np.linalg.eigvalsh(scaled)[0]) < 1e-12:
        raise VirkerError("Nogle kolonner siger det samme. Fjern en af dem.")
    return np.linalg.solve(scaled, score / size) / size


def _cluster_meat(partitions: Iterable[Rows], beta: Floats) -> Floats:
    total = np.zeros((0, len(beta)))
    for rows in partitions:
        left = rows.successes - rows.trials * _share(rows.design @ beta)
        most = max(len(total), int(rows.cluster.max()) + 1)
        grown = np.zeros((most, len(beta)))
        grown[: len(total)] = total
        total = grown + sums_by(rows.cluster, rows.design * left[:, None], most)
    groups = len(total)
    if groups < 2:
        raise VirkerError("Der skal være mindst to klynger.")
    return total.T @ total * (groups / (groups - 1))


def _share(eta: Floats) -> Floats:
    return np.exp(-np.logaddexp(0, -eta))
