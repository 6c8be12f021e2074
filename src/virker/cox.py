"""What goes with leaving sooner: Cox regression, with ties and covariates that change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from numba import njit

from virker.fits import Fit, covariates, newton, sandwich

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray


@njit(cache=True, nogil=True)
def change(
    s0: float, s1: NDArray[np.float64], s2: NDArray[np.float64], x: NDArray[np.float64], w: float
) -> float:
    """Let one row in (w > 0) or out (w < 0) of the sums over everybody at risk."""
    for a in range(len(x)):
        wa = w * x[a]
        s1[a] += wa
        for b in range(a + 1):
            s2[a, b] += wa * x[b]
    return s0 + w


@njit(cache=True, nogil=True)
def tie_sums(s0: float, d0: float, d: int, efron: float) -> NDArray[np.float64]:
    """Sum over the d who leave together: log s, 1/s, f/s, 1/s², f/s², f²/s²."""
    sums = np.zeros(6)
    for place in range(d):
        f = efron * place / d
        s = s0 - f * d0
        sums[0] += np.log(s)
        sums[1] += 1 / s
        sums[2] += f / s
        sums[3] += 1 / s**2
        sums[4] += f / s**2
        sums[5] += f**2 / s**2
    return sums


@njit(cache=True, nogil=True)
def risk_pass(
    x: NDArray[np.float64], w: NDArray[np.float64], stop: NDArray[np.float64],
    entry: NDArray[np.float64], event: NDArray[np.bool_], by_entry: NDArray[np.int64],
    times: NDArray[np.float64], efron: float, tells: NDArray[np.float64],
    score: NDArray[np.float64], information: NDArray[np.float64],
) -> float:  # fmt: skip
    """Go backwards through time, rows in order of falling stop.

    `tells` gets for each event time: Σ1/s, Σf/s, then Σs1/s², Σf·s1/s², Σs1/s (p each), for the
    clustered variance. Shape: (times, 2 + 3p).

    Returns:
        The part of the log-likelihood that is not Σ η of those who left.
    """
    p, n = x.shape[1], len(stop)
    s0, s1, s2 = 0.0, np.zeros(p), np.zeros((p, p))
    i, j, value = 0, 0, 0.0
    for q in range(len(times)):
        t = times[q]
        d0, d, d1, d2 = 0.0, 0, np.zeros(p), np.zeros((p, p))
        while i < n and stop[i] >= t:
            s0 = change(s0, s1, s2, x[i], w[i])
            if event[i] and stop[i] == t:
                d0 = change(d0, d1, d2, x[i], w[i])
                d += 1
                score += x[i]
            i += 1
        while j < n and entry[by_entry[j]] >= t:
            s0 = change(s0, s1, s2, x[by_entry[j]], -w[by_entry[j]])
            j += 1
        k = tie_sums(s0, d0, d, efron)
        value -= k[0]
        tells[q, 0], tells[q, 1] = k[1], k[2]
        for a in range(p):
            score[a] -= s1[a] * k[1] - d1[a] * k[2]
            tells[q, 2 + a] = s1[a] * k[3] - d1[a] * k[4]
            tells[q, 2 + p + a] = s1[a] * k[4] - d1[a] * k[5]
            tells[q, 2 + 2 * p + a] = s1[a] * k[1] - d1[a] * k[2]
            for b in range(a + 1):
                means = s1[a] * s1[b] * k[3] + d1[a] * d1[b] * k[5]
                means -= (s1[a] * d1[b] + d1[a] * s1[b]) * k[4]
                information[a, b] += s2[a, b] * k[1] - d2[a, b] * k[2] - means
    return value


def cox(
    stop: ArrayLike,
    event: ArrayLike,
    x: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    names: Sequence[str] | None = None,
    ties: Literal["efron", "breslow"] = "efron",
) -> Fit:
    """Fit a Cox regression; covariates that change are given as several rows (start–stop).

    Args:
        stop: Weeks until the row ends. Shape: (n,).
        event: True where it ended in the event; False where it goes on or we stopped watching.
            Shape: (n,).
        x: Covariates, none missing. Shape: (n,) or (n, p).
        entry: Weeks at which the row begins; the row counts at t when entry < t ≤ stop. Shape: (n,).
        cluster: Number of each row's person, 0 …; gives `clustered_se`. Shape: (n,).
        names: Names of the covariates.
        ties: How those who leave in the same week are counted.

    Returns:
        Log hazard ratios.

    Raises:
        NotPossible: No estimate exists, e.g. a covariate tells who leaves.

    Source:
        Cox (1972), JRSS B 34:187–220; Efron (1977), JASA 72:557–565; Lin & Wei (1989).

    Examples:
        >>> fit = cox([4, 3, 1, 1, 2, 2, 3], [1, 1, 1, 0, 1, 1, 0], [0, 2, 1, 1, 1, 0, 0])
        >>> round(float(fit.coef[0]), 4)
        0.4608
    """
    table, names = covariates(x, names)
    stops, ends = np.asarray(stop, np.float64), np.asarray(event).astype(np.bool_)
    begins = np.full(len(stops), -np.inf) if entry is None else np.asarray(entry, np.float64)
    begins = np.where(begins > 0, begins, -np.inf) if entry is not None else begins
    scale = np.where(table.std(0) > 0, table.std(0), 1.0)
    order = np.argsort(-stops, kind="stable")
    z = np.ascontiguousarray(((table - table.mean(0)) / scale)[order])
    stops, ends, begins = stops[order], ends[order], begins[order]
    by_entry = np.argsort(-begins, kind="stable")
    times = np.unique(stops[ends])[::-1].copy()
    p, efron = z.shape[1], 1.0 if ties == "efron" else 0.0
    tells = np.zeros((len(times), 2 + 3 * p))

    def step(beta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
        eta = z @ beta
        score, lower = np.zeros(p), np.zeros((p, p))
        value = risk_pass(
            z, np.exp(eta), stops, begins, ends, by_entry, times, efron, tells, score, lower
        )
        information = lower + np.tril(lower, -1).T
        return value + float(eta[ends].sum()), score, information

    beta, value, information = newton(step, p)
    clustered = None
    if cluster is not None:
        scores = _scores(z, np.exp(z @ beta), stops, begins, ends, times, tells)
        covariance = sandwich(information, scores, np.asarray(cluster)[order])
        clustered = np.sqrt(np.diag(covariance)) / scale
    se = np.sqrt(np.diag(np.linalg.inv(information))) / scale
    return Fit(names, beta / scale, se, clustered, value, len(stops), int(ends.sum()))


def _scores(
    z: NDArray[np.float64],
    w: NDArray[np.float64],
    stop: NDArray[np.float64],
    entry: NDArray[np.float64],
    event: NDArray[np.bool_],
    times: NDArray[np.float64],
    tells: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Give each row's part of the score. Shape: (n, p)."""
    p = z.shape[1]
    rising, told = times[::-1], tells[::-1]
    sums = np.vstack([np.zeros(told.shape[1]), np.cumsum(told, 0)])
    over = sums[np.searchsorted(rising, stop, side="right")]
    over = over - sums[np.searchsorted(rising, entry, side="right")]
    scores = -w[:, None] * (z * over[:, :1] - over[:, 2 : 2 + p])
    here = told[np.searchsorted(rising, stop[event])]
    left = np.bincount(np.searchsorted(rising, stop[event]), minlength=len(rising))
    mean = here[:, 2 + 2 * p :] / left[np.searchsorted(rising, stop[event])][:, None]
    back = w[event][:, None] * (z[event] * here[:, 1:2] - here[:, 2 + p : 2 + 2 * p])
    scores[event] += z[event] - mean + back
    return scores
