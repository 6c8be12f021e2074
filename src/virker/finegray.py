"""What goes with the share that reaches one exit: Fine–Gray regression."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from virker.fits import Fit, covariates, newton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray


def fine_gray(
    stop: ArrayLike,
    how: ArrayLike,
    x: ArrayLike,
    *,
    exit_number: int = 1,
    names: Sequence[str] | None = None,
) -> Fit:
    """Fit the subdistribution hazard of one exit when there are others.

    Left entry is not taken: the method's weights need everybody from the start. The table it
    works on is spells × weeks, on one machine (not a sum over persons).

    Args:
        stop: Weeks until the end, or until we stopped watching. Shape: (n,).
        how: 0 where we stopped watching, else 1 … K. Shape: (n,).
        x: Covariates, none missing. Shape: (n,) or (n, p).
        exit_number: The exit asked about.
        names: Names of the covariates.

    Returns:
        Log subdistribution hazard ratios; `se` is the robust one of the paper, where the
        weights' own uncertainty is counted.

    Source:
        Fine & Gray (1999), JASA 94:496–509; ties as Breslow (as in R's cmprsk).

    Examples:
        >>> fit = fine_gray([1, 2, 3, 4, 5, 6], [1, 2, 1, 0, 2, 1], [1, 0, 0, 1, 1, 0])
        >>> fit.events
        3
    """
    z, names = covariates(x, names)
    z = z - z.mean(0)
    stops, left_to = np.asarray(stop, np.float64), np.asarray(how, np.int64)
    event = left_to == exit_number
    times = np.unique(stops[event])
    weight = _weights(stops, left_to, times, exit_number)
    deaths = np.array([(event & (stops == t)).sum() for t in times], np.float64)

    def step(beta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
        s0, s1, s2 = _moments(z, weight * np.exp(z @ beta)[:, None])
        mean = s1 / s0[:, None]
        spread = s2 / s0[:, None, None] - mean[:, :, None] * mean[:, None, :]
        value = float((z[event] @ beta).sum() - (deaths * np.log(s0)).sum())
        score = z[event].sum(0) - (deaths[:, None] * mean).sum(0)
        return value, score, (deaths[:, None, None] * spread).sum(0)

    beta, value, information = newton(step, z.shape[1])
    risk = weight * np.exp(z @ beta)[:, None]
    s0, s1, _ = _moments(z, risk)
    mean, jump = s1 / s0[:, None], deaths / s0
    scores = -(z * (risk @ jump)[:, None] - risk @ (jump[:, None] * mean))
    scores[event] += z[event] - mean[np.searchsorted(times, stops[event])]
    scores += _censoring_scores(z, risk, mean, jump, stops, left_to, times, exit_number)
    bread = np.linalg.inv(information)
    se = np.sqrt(np.diag(bread @ (scores.T @ scores) @ bread))
    return Fit(names, beta, se, None, value, len(stops), int(event.sum()))


def _moments(
    z: NDArray[np.float64], risk: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Sum the weights, and their first and second moments, at each time."""
    s2 = np.einsum("it,ia,ib->tab", risk, z, z, optimize=True)
    return risk.sum(0), risk.T @ z, s2


def _weights(
    stop: NDArray[np.float64],
    how: NDArray[np.int64],
    times: NDArray[np.float64],
    exit_number: int,
) -> NDArray[np.float64]:
    """Weigh everybody at each time: 1 while at risk, falling after another exit. (n, times)."""
    kept_at, kept = _kept_watching(stop, how)

    def before(t: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.append(1.0, kept)[np.searchsorted(kept_at, t, side="left")]

    other = (how > 0) & (how != exit_number)
    at_risk = stop[:, None] >= times
    faded = before(times)[None, :] / before(stop)[:, None]
    return np.where(at_risk, 1.0, np.where(other[:, None], faded, 0.0))


def _kept_watching(
    stop: NDArray[np.float64], how: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Estimate the share we had not stopped watching (Kaplan–Meier of stopping to watch)."""
    at = np.unique(stop[how == 0])
    rising = np.sort(stop)
    n = len(stop) - np.searchsorted(rising, at)
    d = np.array([((how == 0) & (stop == t)).sum() for t in at])
    return at, np.cumprod(1 - d / n, dtype=np.float64)


def _censoring_scores(
    z: NDArray[np.float64],
    risk: NDArray[np.float64],
    mean: NDArray[np.float64],
    jump: NDArray[np.float64],
    stop: NDArray[np.float64],
    how: NDArray[np.int64],
    times: NDArray[np.float64],
    exit_number: int,
) -> NDArray[np.float64]:
    """Give what each person adds through the weights' own uncertainty (ψ of the paper)."""
    at = np.unique(stop[how == 0])
    if not len(at):
        return np.zeros_like(z)
    other = (how > 0) & (how != exit_number)
    pull = np.zeros((len(at), z.shape[1]))
    for place, u in enumerate(at):
        gone, later = other & (stop < u), times >= u
        part = risk[np.ix_(gone, later)] * jump[later]
        pull[place] = (part.sum(1)[:, None] * z[gone]).sum(0) - (part @ mean[later]).sum(0)
    n = (stop[None, :] >= at[:, None]).sum(1)
    d = ((how == 0)[None, :] & (stop[None, :] == at[:, None])).sum(1)
    share = pull / n[:, None]
    stopped = np.zeros_like(z)
    own = np.searchsorted(at, stop)
    mine = how == 0
    stopped[mine] = share[own[mine]]
    running = np.vstack([np.zeros(z.shape[1]), np.cumsum(share * (d / n)[:, None], 0)])
    return stopped - running[np.searchsorted(at, stop, side="right")]
