"""Sequential target trials: pooled logistic hazards, clustered by person, never expanded.

Every week a person could start is a trial of its own, followed until the outcome, the end of what
is known, or the last week of follow-up. The hazard in each follow-up week is logistic in what the
person is, what the week is, when the trial began, how long it has run, and whether they started.

Source: Hernán & Robins, *What If* (2020), ch. 17 and 21; Danaei et al. (2013) for sequential
trials; Liang & Zeger (1986) for the clustered variance.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from virker.engines.arrays import default, require, require_rising
from virker.engines.driver import Engine, Fit, Floats, Sums, newton
from virker.engines.moments import follow
from virker.engines.sequential_kernels import Shape, Stretches, trial_sums
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Trials:
    """Stretches of trials that share everything but their week: one partition of persons.

    A spell is one row of ``factors`` and ``person``; rows of a person stand together. A stretch
    holds the trials that begin in spell weeks ``opens`` … ``closes`` − 1 with the same covariates
    and the same arm; whoever starts gets a stretch of one week.

    Shape:
        ``person`` (spells) int64: whose spell it is; scores are summed by person.
        ``factors`` (spells, F) int16: column of each fixed factor's level, −1 for the reference.
        ``first`` (spells + 1) int64: stretches ``first[i]:first[i+1]`` belong to spell ``i``.
        ``opens``, ``closes``, ``until`` (stretches) int32: ``until`` is one past the last week
        followed. ``ended`` (stretches) uint8: 1 if the outcome came in week ``until`` − 1, 0 if
        we stopped watching. ``arm`` (stretches) uint8: 1 started, 0 did not.
        ``varying`` (stretches, V) int16 levels; ``numbers`` (stretches, B) float64.
        ``weight`` (stretches) float64. ``lived`` (stretches, weeks) float64: cumulated weights by
        follow-up week (stretches of one trial only), empty where weeks weigh the same.
    Unit: weeks since the spell began. Missing: not allowed; make it a level. Censoring: 0 in
    ``ended``; a trial longer than the follow-up is censored at its end.
    """

    person: npt.NDArray[np.int64]
    factors: npt.NDArray[np.int16]
    first: npt.NDArray[np.int64]
    opens: npt.NDArray[np.int32]
    closes: npt.NDArray[np.int32]
    until: npt.NDArray[np.int32]
    ended: npt.NDArray[np.uint8]
    arm: npt.NDArray[np.uint8]
    varying: npt.NDArray[np.int16]
    numbers: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    weight: Floats = field(default_factory=lambda: np.zeros(0))
    lived: Floats = field(default_factory=lambda: np.zeros((0, 0)))

    def __post_init__(self) -> None:
        """Fill what was left out, and refuse arrays the kernel would misread."""
        stretches = len(self.opens)
        default(self, "weight", np.ones(stretches))
        default(self, "numbers", np.zeros((stretches, 0)))
        default(self, "lived", np.zeros((stretches, 0)))
        require(self, _shape_of(len(self.person), stretches))
        require_rising(self.first, stretches)
        if not ((self.opens < self.closes) & (self.closes <= self.until)).all():
            raise VirkerError("Et stræk skal have mindst en uge og slutte før sidste uge.")
        if self.lived.shape[1] and not (self.closes - self.opens == 1).all():
            raise VirkerError("Uger kan kun vægtes i stræk med ét forsøg.")


def _shape_of(spells: int, stretches: int) -> dict[str, tuple[str, int]]:
    return {
        "person": ("int64", spells),
        "factors": ("int16", spells),
        "first": ("int64", spells + 1),
        "opens": ("int32", stretches),
        "closes": ("int32", stretches),
        "until": ("int32", stretches),
        "ended": ("uint8", stretches),
        "arm": ("uint8", stretches),
        "varying": ("int16", stretches),
        "numbers": ("float64", stretches),
        "weight": ("float64", stretches),
        "lived": ("float64", stretches),
    }


@dataclass(frozen=True)
class TrialDesign:
    """How the hazard depends on everything, the same in every partition.

    Columns: ``fixed`` levels; the constant; the arm; ``varying`` levels; ``numbers``; the
    functions of the trial's week; the functions of follow-up time; and, if ``crossed``, the
    latter once more for those who started.

    Shape: ``calendar`` (weeks, Q): functions of the spell week a trial begins in. ``followed``
    (weeks, B): functions of follow-up time; its length is the length of follow-up.
    """

    fixed: int
    varying: int
    calendar: Floats
    followed: Floats
    numbers: int = 0
    crossed: bool = False

    @property
    def constant(self) -> int:
        """Column of the constant; the arm's is the next."""
        return self.fixed

    @property
    def columns(self) -> int:
        """Number of columns."""
        copies = 2 if self.crossed else 1
        inner = 2 + self.varying + self.numbers + self.calendar.shape[1]
        return self.fixed + inner + copies * self.followed.shape[1]

    def slopes(self, theta: Floats) -> Floats:
        """Coefficients of follow-up time for each arm that has its own: (arms, B)."""
        width = self.followed.shape[1]
        if not self.crossed:
            return theta[len(theta) - width :][None, :]
        waited, more = theta[-2 * width : len(theta) - width], theta[len(theta) - width :]
        return np.stack([waited, waited + more])


def powers(weeks: int, degree: int, unit: float = 1.0) -> Floats:
    """Powers 1 … ``degree`` of week / ``unit`` for weeks 0 … ``weeks`` − 1.

    Example:
        >>> powers(3, 2).tolist()
        [[0.0, 0.0], [1.0, 1.0], [2.0, 4.0]]
    """
    return (np.arange(weeks)[:, None] / unit) ** np.arange(1, degree + 1)


@dataclass(frozen=True)
class TrialPass:
    """One pass over one partition at ``theta`` (picklable, so that it can travel)."""

    theta: Floats
    design: TrialDesign
    stride: int = 1
    meat: bool = False

    def __call__(self, part: Trials) -> Sums:
        """Return ``hessian`` and ``meat`` (p, p) lower, ``score`` (p), ``n`` (1) expanded rows."""
        design = self.design
        self._check(part)
        hessian, score, meat, n = trial_sums(
            self.theta,
            Stretches(**{name: getattr(part, name) for name in Stretches._fields}),
            np.concatenate([np.ones((len(design.calendar), 1)), design.calendar], 1),
            follow(design.followed, design.slopes(self.theta)),
            Shape(design.fixed, design.varying, design.crossed, arm_crosses=False),
            self.stride,
            self.meat,
        )
        return {"hessian": hessian, "score": score, "meat": meat, "n": n}

    def _check(self, part: Trials) -> None:
        """Refuse what lies outside the design; the kernel trusts every number it is given."""
        weeks = part.lived.shape[1]
        inside = (
            part.factors.max(initial=-1) < self.design.fixed
            and part.varying.max(initial=-1) < self.design.varying
            and part.numbers.shape[1] == self.design.numbers
            and part.opens.min(initial=0) >= 0
            and part.closes.max(initial=0) <= len(self.design.calendar)
            and weeks in {0, len(self.design.followed)}
        )
        if not inside:
            raise VirkerError(
                "Et niveau, en uge eller et antal oplysninger passer ikke til modellen."
            )


def fit_trials(engine: Engine[Trials], design: TrialDesign, *, start: float = -4.0) -> Fit:
    """Fit the pooled logistic hazard of all trials at once.

    Args:
        engine: where the partitions are; a person may not be divided between two of them.
        design: the columns.
        start: where the constant begins; any value gives the same answer.

    Returns:
        Coefficients with errors clustered by person; ``n`` counts the expanded rows that never
        existed.

    Raises:
        NoSolution: everybody, or nobody, on some level has the outcome.
    """
    theta = np.zeros(design.columns)
    theta[design.constant] = start

    def sweep(theta: Floats, *, stride: int, meat: bool) -> Sums:
        return engine.total(TrialPass(theta, design, stride, meat))

    return newton(sweep, theta)


def survival(design: TrialDesign, theta: Floats, level: Sequence[float], weeks: int) -> Floats:
    """Share without the outcome after 1 … ``weeks`` weeks for given linear predictors.

    Args:
        design: the columns (its functions of follow-up time are used).
        theta: coefficients.
        level: linear predictor at follow-up week 0, without follow-up functions; row 0 for those
            who waited, row 1 for those who started.
        weeks: how far.

    Returns:
        Shape (rows of ``level``, weeks), share in [0, 1].
    """
    slopes = design.slopes(theta)
    arms = [min(arm, len(slopes) - 1) for arm in range(len(level))]
    eta = np.asarray(level)[:, None] + slopes[arms] @ design.followed[:weeks].T
    return np.cumprod(1 - 1 / (1 + np.exp(-eta)), axis=1).astype(np.float64)
