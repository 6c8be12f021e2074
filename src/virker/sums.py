"""Sums over persons: kernels take a part of the persons and return sums, the driver adds and solves.

No expanded data set is ever made, and the sums do not depend on how persons are parted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from virker.errors import VirkerError

if TYPE_CHECKING:
    from virker.panel import Bools, Floats, Ints


Sums = dict[str, npt.NDArray[np.float64]]


LOOSE = 5.0
"""Spread, in log-odds, of the prior that is used only where the data leave log-odds without end."""


class NoSettling(VirkerError):
    """The start model does not settle."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some persons' decisions, ready to be summed; rows sorted by person and week.

    Attributes:
        x: Columns of the design. Shape (rows, columns).
        start: 1 for those who began, 0 for those who waited.
        person: Row in the panel, ascending.
        week: Week of the decision.
        cluster: What the variance is clustered by; the person unless told otherwise.
        y: Outcomes after the decision. Shape (rows, horizons).
        group: Benefit group, or whatever the effects are to be split by.
        extra: Further columns some estimators need, by name. Shape (rows, ...).
    """

    x: npt.NDArray[np.floating]
    start: Floats
    person: Ints
    week: Ints
    cluster: Ints
    y: npt.NDArray[np.generic]
    group: Ints
    extra: dict[str, Floats] = field(default_factory=dict[str, "Floats"])

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.person)

    def where(self, keep: Bools) -> Part:
        """Some of the rows only."""
        arrays = ("x", "start", "person", "week", "cluster", "y", "group")
        kept = {name: getattr(self, name)[keep] for name in arrays}
        return replace(self, **kept, extra={k: v[keep] for k, v in self.extra.items()})


Parts = Callable[[], Iterable[Part]]
"""Gives the parts anew each time it is called; each call is one pass over the data."""


def add_up(parts: Parts, kernel: Callable[[Part], Sums]) -> Sums:
    """Add a kernel's sums over all parts, in the order of the parts; `most` keeps the largest.

    Raises:
        VirkerError: There are no parts.
    """
    total: Sums = {}
    for part in parts():
        for name, value in kernel(part).items():
            total[name] = _join(name, total[name], value) if name in total else value
    if not total:
        raise VirkerError("Der er ingen at regne på.")
    return total


def _join(name: str, one: Floats, other: Floats) -> Floats:
    return np.maximum(one, other) if name == "most" else one + other


def by_person(values: Floats, person: Ints) -> Floats:
    """Add rows to persons. Shape (rows, k) in, (persons with rows, k) out."""
    if not len(person):
        return values[:0]
    first = np.flatnonzero(np.r_[True, person[1:] != person[:-1]])
    return np.add.reduceat(values, first, axis=0)


def expit(eta: Floats) -> Floats:
    """The logistic function, safe far out."""
    return 1 / (1 + np.exp(-np.clip(eta, -500, 500)))


def solve(matrix: Floats, right: Floats) -> Floats:
    """Solve normal equations; a column nobody has, or that repeats another, gets what is least.

    Columns are scaled first, and directions below 1e-10 of the largest are left out.
    """
    scale = np.sqrt(np.diag(matrix))
    scale = np.where(scale > 0, scale, 1.0)
    scaled = matrix / np.outer(scale, scale)
    divided = (right.T / scale).T
    values, vectors = np.linalg.eigh(scaled)
    keep = values > values.max() * 1e-10
    inverse = (vectors[:, keep] / values[keep]) @ vectors[:, keep].T
    return ((inverse @ divided).T / scale).T


def logistic(parts: Parts, columns: int, *, most: int = 40) -> Floats:
    """Fit a logistic model of `start` on `x` by Newton's method over sums.

    Args:
        parts: The data.
        columns: How many columns `x` has; the first is the constant.
        most: Passes before giving up.

    Returns:
        Log-odds per column, the maximum likelihood. Shape (columns,). Where none exists, because
        nobody (or everybody) with some mark began, a prior of spread `LOOSE` around nought holds
        the log-odds still: those with the mark then have next to no chance, or weight.

    Raises:
        NoSettling: Nobody began, everybody did, or the passes ran out.

    Source:
        McCullagh & Nelder (1989), Generalized Linear Models, section 4.4; for the prior Gelman et
        al. (2008), AoAS 2(4), 1360-1383.
    """
    begun = add_up(parts, lambda part: {"n": np.array([part.n, part.start.sum()], float)})["n"]
    if not 0 < begun[1] < begun[0]:
        raise NoSettling(
            "Enten begyndte ingen, eller også begyndte alle. Så kan vi ikke sammenligne."
        )
    first = np.zeros(columns)
    first[0] = np.log(begun[1] / (begun[0] - begun[1]))
    enough = 1e-12 * float(begun[1])
    try:
        return _climb(parts, first, np.zeros(columns), enough, most // 2)
    except NoSettling:
        held = np.full(columns, LOOSE**-2)
        held[0] = 0.0
        return _climb(parts, first, held, enough, most)


def _climb(parts: Parts, theta: Floats, held: Floats, enough: float, most: int) -> Floats:
    """Take Newton steps until the likelihood no longer gains; `held` is the prior's precision."""
    for _ in range(most):
        sums = add_up(parts, lambda part, at=theta: _newton(part, at))
        score = sums["score"] - held * theta
        step = solve(sums["hessian"] + np.diag(held), score)
        theta = theta + step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-300))
        if float(score @ step) < enough:
            return theta
    raise NoSettling("Modellen for, hvem der begynder, falder ikke til ro. Slå små grupper sammen.")


def _newton(part: Part, theta: Floats) -> Sums:
    x = part.x.astype(np.float64)
    p = expit(x @ theta)
    return {"score": x.T @ (part.start - p), "hessian": x.T @ (x * (p * (1 - p))[:, None])}


def outcome_model(parts: Parts, weight: Callable[[Part], Floats]) -> Floats:
    """Fit a linear model of every outcome on `x`, with weights, in one pass.

    Returns:
        One column of coefficients per outcome. Shape (columns, horizons).
    """

    def kernel(part: Part) -> Sums:
        x = part.x.astype(np.float64)
        weighted = x * weight(part)[:, None]
        return {"gram": weighted.T @ x, "moment": weighted.T @ part.y.astype(np.float64)}

    sums = add_up(parts, kernel)
    return solve(sums["gram"], sums["moment"])
