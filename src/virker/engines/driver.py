"""Add sums over partitions of persons, and solve.

Every estimator on person data is a sum over persons. A kernel turns one partition into named
sums, an engine adds them in a fixed order, and the driver solves with what comes back. Nothing
about one person leaves a partition.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Floats = npt.NDArray[np.float64]
Sums = dict[str, Floats]
Part = TypeVar("Part")
Part_co = TypeVar("Part_co", covariant=True)


HOLD = 1.0
"""How strongly a warm-up holds each coefficient near its start: one person's worth, about."""

NEAR = 1.0
"""A warm-up ends at this decrement: the sample itself is farther from everybody than that."""


class NoSolution(VirkerError):
    """The data cannot carry the model that was asked for."""


class Engine(Protocol[Part_co]):
    """Whatever can add a kernel's sums over all partitions: threads here, Spark elsewhere."""

    def total(self, sums: Callable[[Part_co], Sums]) -> Sums:
        """Add the sums of every partition; names starting with ``largest`` keep the largest."""
        ...


def add(left: Sums, right: Sums) -> Sums:
    """Add two sets of sums name by name; names starting with ``largest`` keep the largest.

    Example:
        >>> add({"n": np.array([1.0])}, {"n": np.array([2.0])})["n"].item()
        3.0
    """
    return {
        name: np.maximum(value, right[name]) if name.startswith("largest") else value + right[name]
        for name, value in left.items()
    }


class Local(Generic[Part]):
    """Partitions in this process, one thread per core; the kernels let go of Python's lock.

    Args:
        parts: the partitions.
        threads: how many at a time; one per core unless told.
    """

    def __init__(self, parts: Sequence[Part], *, threads: int | None = None) -> None:
        if not parts:
            raise NoSolution("Der er ingen personer at regne på.")
        self.parts = parts
        self.threads = threads or os.cpu_count() or 1

    def total(self, sums: Callable[[Part], Sums]) -> Sums:
        """Add the sums of every partition, always in the order of the partitions."""
        if self.threads == 1 or len(self.parts) == 1:
            return reduce(add, map(sums, self.parts))
        with ThreadPoolExecutor(self.threads) as pool:
            return reduce(add, pool.map(sums, self.parts))


@dataclass(frozen=True)
class Fit:
    """A solved model.

    Shape: ``theta`` (p), ``bread`` (p, p) the inverse Hessian, ``covariance`` (p, p) clustered by
    person (the bread alone where no clustering was asked for). ``passes`` counts full passes.
    """

    theta: Floats
    bread: Floats
    covariance: Floats
    passes: int
    n: float

    @property
    def errors(self) -> Floats:
        """Standard errors, clustered by person."""
        return np.sqrt(np.diag(self.covariance))


def solve(hessian: Floats, score: Floats) -> Floats:
    """Solve for a step; columns nobody has are left at zero, collinear ones are refused.

    Raises:
        NoSolution: two columns say the same thing, or a number is not finite.
    """
    used = np.flatnonzero(np.diag(hessian) > 0)
    step = np.zeros_like(score)
    inner = hessian[np.ix_(used, used)]
    scale = 1 / np.sqrt(np.diag(inner))
    try:
        factor = np.linalg.cholesky(inner * scale[:, None] * scale[None, :])
    except np.linalg.LinAlgError as error:
        raise NoSolution("To oplysninger i modellen siger det samme; fjern den ene.") from error
    half = np.linalg.solve(factor, scale * score[used])
    step[used] = scale * np.linalg.solve(factor.T, half)
    return step


def inverse(hessian: Floats) -> Floats:
    """Invert a Hessian; columns nobody has get zero rows."""
    return np.column_stack([solve(hessian, unit) for unit in np.eye(len(hessian))])


def mirrored(lower: Floats) -> Floats:
    """Fill the upper triangle from the lower; kernels only add the lower one."""
    return np.tril(lower) + np.tril(lower, -1).swapaxes(-1, -2)


class Pass(Protocol):
    """One pass over the persons at ``theta``; ``stride`` takes every so manyth person only."""

    def __call__(self, theta: Floats, *, stride: int, meat: bool) -> Sums:
        """Return ``hessian`` (p, p) lower, ``score`` (p), ``n`` (1) and, if asked, ``meat``."""
        ...


def newton(
    sweep: Pass,
    start: Floats,
    *,
    warm: int = 16,
    limit: float = 1e-16,
    most: int = 40,
) -> Fit:
    """Solve score(theta) = 0 by Newton, warmed up on every ``warm``-th person, then on four times as many.

    The last pass also adds the clustered middle of the sandwich, so no pass is made twice; a
    sweep that never returns ``meat`` leaves the bread as covariance.

    Raises:
        NoSolution: it does not settle (usually everybody, or nobody, in a group has the outcome).
    """
    if warm > 1:
        try:
            near = start
            for part in (warm, warm // 4):
                near = _warmed(sweep, near, max(part, 1))
            return _climb(sweep, near, limit, most=12)
        except NoSolution:
            pass  # the sample misled us; start again from where we were told
    return _climb(sweep, start, limit, most)


def _climb(sweep: Pass, theta: Floats, limit: float, most: int) -> Fit:
    """Take full Newton steps until one no longer moves anything."""
    meat = False
    for passes in range(1, most + 1):
        sums = sweep(theta, stride=1, meat=meat)
        hessian = mirrored(sums["hessian"])
        step = solve(hessian, sums["score"])
        decrement = float(sums["score"] @ step)
        if decrement < limit and meat:
            bread = inverse(hessian)
            covariance = bread @ mirrored(sums["meat"]) @ bread if "meat" in sums else bread
            return Fit(theta + step, bread, covariance, passes, float(sums["n"][0]))
        theta = theta + step * _shortened(step)
        meat = decrement < 1e-5
    raise NoSolution(
        "Modellen falder ikke til ro. Ofte har alle eller ingen i en gruppe udfaldet; slå grupper sammen."
    )


def _shortened(step: Floats) -> float:
    """Keep a first wild step from leaving the region where Newton can be trusted."""
    return min(1.0, 4.0 / max(float(np.abs(step).max()), 1e-300))


def _warmed(sweep: Pass, theta: Floats, warm: int) -> Floats:
    """Take a few steps on a sample of persons, held near the start where the sample is thin.

    Without the hold, a level where nobody in the sample has the outcome would run away, and the
    full passes would have to fetch it back.
    """
    start = theta
    for _ in range(12):
        sums = sweep(theta, stride=warm, meat=False)
        hessian = mirrored(sums["hessian"])
        pull = np.where(np.diag(hessian) > 0, HOLD, 0.0)
        score = sums["score"] - pull * (theta - start)
        step = solve(hessian + np.diag(pull), score)
        theta = theta + step * _shortened(step)
        if float(score @ step) < NEAR:
            break
    return theta
