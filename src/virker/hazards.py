"""What goes with leaving in a week: discrete-time hazards with a free level for every week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from numba import njit

from virker.fits import Fit, covariates, newton, sandwich

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray


@njit(cache=True, nogil=True)
def one_week(eta: float, cloglog: bool, event: bool) -> tuple[float, float, float]:
    """Give a week's log-likelihood, its slope and its information in the linear predictor."""
    if cloglog:
        h = np.exp(min(eta, 30.0))
        stay = np.exp(-h)
        leave = -np.expm1(-h)
        info = h * h * stay / leave if leave > 0 else 0.0
        if event:
            return np.log(leave), h * stay / leave, info
        return -h, -h, info
    leave = 1.0 / (1.0 + np.exp(-eta))
    worth = -np.log1p(np.exp(-eta)) if event else -np.log1p(np.exp(eta))
    return worth, (1.0 if event else 0.0) - leave, leave * (1.0 - leave)


@njit(cache=True, nogil=True)
def week_pass(
    x: NDArray[np.float64], first: NDArray[np.int64], last: NDArray[np.int64],
    event: NDArray[np.bool_], level: NDArray[np.float64], beta: NDArray[np.float64],
    cloglog: bool, grad: NDArray[np.float64], own: NDArray[np.float64],
    cross: NDArray[np.float64], score: NDArray[np.float64], information: NDArray[np.float64],
) -> float:  # fmt: skip
    """Go through every row's weeks first … last − 1; never writes out person-weeks.

    `grad`, `own` (weeks) and `cross` (weeks, p) are the parts of the weeks' levels.
    """
    value, p = 0.0, x.shape[1]
    for i in range(len(first)):
        linear = 0.0
        for a in range(p):
            linear += x[i, a] * beta[a]
        slope, weight = 0.0, 0.0
        for t in range(first[i], last[i]):
            worth, g, w = one_week(level[t] + linear, cloglog, event[i] and t == last[i] - 1)
            value += worth
            grad[t] += g
            own[t] += w
            slope += g
            weight += w
            for a in range(p):
                cross[t, a] += w * x[i, a]
        for a in range(p):
            score[a] += slope * x[i, a]
            for b in range(p):
                information[a, b] += weight * x[i, a] * x[i, b]
    return value


@njit(cache=True, nogil=True)
def row_scores(
    x: NDArray[np.float64], first: NDArray[np.int64], last: NDArray[np.int64],
    event: NDArray[np.bool_], level: NDArray[np.float64], beta: NDArray[np.float64],
    cloglog: bool, mean: NDArray[np.float64], scores: NDArray[np.float64],
) -> None:  # fmt: skip
    """Give each row's part of the score, the weeks' levels taken out (`mean`: weeks, p)."""
    p = x.shape[1]
    for i in range(len(first)):
        linear = 0.0
        for a in range(p):
            linear += x[i, a] * beta[a]
        for t in range(first[i], last[i]):
            _, g, _ = one_week(level[t] + linear, cloglog, event[i] and t == last[i] - 1)
            for a in range(p):
                scores[i, a] += g * (x[i, a] - mean[t, a])


def discrete_hazard(
    stop: ArrayLike,
    event: ArrayLike,
    x: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    names: Sequence[str] | None = None,
    link: Literal["cloglog", "logit"] = "cloglog",
) -> Fit:
    """Fit the probability of leaving in each week, given still being there when it began.

    Weeks in which nobody left, or everybody did, say nothing about the covariates: their level
    follows them perfectly. They are left out.

    Args:
        stop: Weeks until the row ends. Shape: (n,).
        event: True where it ended in the event. Shape: (n,).
        x: Covariates, none missing; one that changes is given as several rows. Shape: (n, p).
        entry: Weeks at which the row begins (left entry, or a change). Shape: (n,).
        cluster: Number of each row's person, 0 …; gives `clustered_se`. Shape: (n,).
        names: Names of the covariates.
        link: `cloglog` (a grouped Cox model) or `logit`.

    Returns:
        Coefficients on the scale of the link.

    Raises:
        NotPossible: No estimate exists: a covariate tells the outcome entirely, or repeats another.

    Source:
        Prentice & Gloeckler (1978), Biometrics 34:57–67; Jenkins (1995), Oxf Bull Econ Stat 57.

    Examples:
        >>> fit = discrete_hazard([1, 1, 1, 2, 2, 2], [1, 1, 0, 1, 0, 1], [0, 1, 1, 1, 0, 1])
        >>> fit.n, fit.events, round(float(fit.coef[0]), 3)
        (6, 4, 0.932)
    """
    table, names = covariates(x, names)
    stops, ends = np.asarray(stop, np.float64), np.asarray(event).astype(np.bool_)
    begins = np.full(len(stops), -1.0) if entry is None else np.asarray(entry, np.float64)
    begins = np.where(begins > 0, begins, -1.0)
    times = _telling_weeks(begins, stops, ends)
    told = ends & np.isin(stops, times)
    last = np.searchsorted(times, stops, side="right").astype(np.int64)
    first = np.searchsorted(times, begins, side="right").astype(np.int64)
    scale = np.where(table.std(0) > 0, table.std(0), 1.0)
    z = np.ascontiguousarray((table - table.mean(0)) / scale)
    weeks, p, cloglog = len(times), z.shape[1], link == "cloglog"
    kept: dict[str, NDArray[np.float64]] = {}

    def step(both: NDArray[np.float64]) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
        grad, own, cross = np.zeros(weeks), np.zeros(weeks), np.zeros((weeks, p))
        score, inner = np.zeros(p), np.zeros((p, p))
        level, beta = start + both[:weeks], both[weeks:]
        value = week_pass(
            z, first, last, told, level, beta, cloglog, grad, own, cross, score, inner
        )
        kept.update(level=level, own=own, cross=cross)
        whole = np.block([[np.diag(own), cross], [cross.T, inner]])
        return value, np.concatenate([grad, score]), whole

    start = _levels(first, last, told, weeks, cloglog=cloglog)
    both, value, whole = newton(step, weeks + p)
    mean = kept["cross"] / kept["own"][:, None]
    information = whole[weeks:, weeks:] - kept["cross"].T @ mean
    clustered = None
    if cluster is not None:
        scores = np.zeros((len(stops), p))
        row_scores(z, first, last, told, kept["level"], both[weeks:], cloglog, mean, scores)
        clustered = np.sqrt(np.diag(sandwich(information, scores, cluster))) / scale
    se = np.sqrt(np.diag(np.linalg.inv(information))) / scale
    return Fit(names, both[weeks:] / scale, se, clustered, value, len(stops), int(ends.sum()))


def _telling_weeks(
    begins: NDArray[np.float64], stops: NDArray[np.float64], ends: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Find the weeks in which somebody left and somebody stayed."""
    times, left = np.unique(stops[ends], return_counts=True)
    begun, gone = np.sort(begins), np.sort(stops)
    at_risk = np.searchsorted(begun, times) - np.searchsorted(gone, times)
    return times[left < at_risk]


def _levels(
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    event: NDArray[np.bool_],
    weeks: int,
    *,
    cloglog: bool,
) -> NDArray[np.float64]:
    """Begin at the plain share that left in each week."""
    moves = np.bincount(first, minlength=weeks + 1) - np.bincount(last, minlength=weeks + 1)
    at_risk = np.cumsum(moves)[:weeks]
    share = np.clip(np.bincount(last[event] - 1, minlength=weeks) / at_risk, 1e-6, 1 - 1e-6)
    return np.log(-np.log1p(-share)) if cloglog else np.log(share / (1 - share))
