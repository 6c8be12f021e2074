"""Pooled logistic hazards on plain arrays: trials, weights, and curves for both choices.

These functions take arrays as they come in published data sets; the sums behind them are the same
as for a whole register (`virker.engines.sequential`).

Source: Hernán & Robins, *What If* (2020), ch. 17 (survival) and 21 (sequential trials).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from virker.engines.driver import Fit, Floats, Local
from virker.engines.sequential import TrialDesign, Trials, fit_trials, powers
from virker.errors import VirkerError

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class PooledHazard:
    """Coefficients of a pooled logistic hazard, errors clustered by person.

    Shape: one value per name, in this order: constant, arm, covariates, powers of the trial's
    week, powers of follow-up time, and arm × powers of follow-up time if asked for. ``rows`` is
    how many person-trial-weeks there would have been.
    """

    names: tuple[str, ...]
    coefficients: Floats
    errors: Floats
    unclustered_errors: Floats
    rows: int


def pooled_hazard(
    person: Whole,
    trial: Whole,
    followup: Whole,
    outcome: Whole,
    arm: Whole,
    covariates: Floats | None = None,
    *,
    weight: Floats | None = None,
    degrees: tuple[int, int] = (1, 1),
    crossed: bool = False,
) -> PooledHazard:
    """Fit the hazard of an outcome over sequential trials, given as expanded rows.

    Args:
        person: shape (rows), whose row it is; rows may come in any order.
        trial: shape (rows), the week the trial began, 0 or more.
        followup: shape (rows), week of follow-up: 0, 1, 2 … without gaps.
        outcome: shape (rows), 1 where the outcome came that week; it ends the trial.
        arm: shape (rows), 1 if assigned to start; the same all through a trial.
        covariates: shape (rows, C), as they were when the trial began.
        weight: shape (rows), or nothing for 1.
        degrees: powers of the trial's week and of follow-up time.
        crossed: let follow-up time matter differently for those who started.

    Returns:
        Coefficients on the units given. Missing values are not allowed; a trial without an
        outcome is censored after its last row.

    Raises:
        VirkerError: weeks are missing, or something changes within a trial.

    Example:
        >>> draw = np.random.default_rng(1)
        >>> who, week = np.repeat(np.arange(400), 2), np.tile(np.arange(2), 400)
        >>> event = (draw.random(800) < 0.2 + 0.3 * (who % 2)).astype(int)
        >>> seen = ~((week == 1) & (np.roll(event, 1) == 1))
        >>> who, week, event = who[seen], week[seen], event[seen]
        >>> fit = pooled_hazard(who, 0 * who, week, event, who % 2, degrees=(0, 1))
        >>> fit.names
        ('constant', 'arm', 'followup')
        >>> bool(fit.coefficients[1] > 1)
        True
    """
    extra = np.zeros((len(person), 0)) if covariates is None else np.asarray(covariates, float)
    lived = np.ones(len(person)) if weight is None else np.asarray(weight, float)
    order = np.lexsort((followup, trial, person))
    person, trial, followup, outcome, arm = (
        np.asarray(column, np.int64)[order] for column in (person, trial, followup, outcome, arm)
    )
    trials = _collapsed(person, trial, followup, outcome, arm, extra[order], lived[order])
    design = TrialDesign(
        fixed=0,
        varying=0,
        calendar=powers(int(trial.max()) + 1, degrees[0]),
        followed=powers(int(followup.max()) + 1, degrees[1]),
        numbers=extra.shape[1],
        crossed=crossed,
    )
    fit = fit_trials(Local([trials]), design)
    return _named(fit, design)


def _collapsed(
    person: Whole,
    trial: Whole,
    followup: Whole,
    outcome: Whole,
    arm: Whole,
    extra: Floats,
    lived: Floats,
) -> Trials:
    """Fold sorted rows into one stretch per trial."""
    new = np.ones(len(person), bool)
    new[1:] = (np.diff(person) != 0) | (np.diff(trial) != 0)
    first = np.flatnonzero(new)
    length = np.diff(np.append(first, len(person)))
    _require_whole(first, length, followup, outcome, arm, extra)
    begins = np.flatnonzero(np.append(True, np.diff(person[first]) != 0))
    steady = (lived == np.repeat(lived[first], length)).all()
    return Trials(
        person=person[first][begins],
        factors=np.zeros((len(begins), 0), np.int16),
        first=np.append(begins, len(first)).astype(np.int64),
        opens=trial[first].astype(np.int32),
        closes=(trial[first] + 1).astype(np.int32),
        until=(trial[first] + length).astype(np.int32),
        ended=outcome[first + length - 1].astype(np.uint8),
        arm=arm[first].astype(np.uint8),
        varying=np.zeros((len(first), 0), np.int16),
        numbers=np.ascontiguousarray(extra[first]),
        weight=lived[first],
        lived=np.zeros((0, 0)) if steady else _by_week(first, length, followup, lived),
    )


def _by_week(first: Whole, length: Whole, followup: Whole, lived: Floats) -> Floats:
    """Lay weights out by trial and week of follow-up."""
    grid = np.zeros((len(first), int(followup.max()) + 1))
    grid[np.repeat(np.arange(len(first)), length), followup] = lived
    if not (grid[:, 0] > 0).all():
        raise VirkerError("Den første uges vægt skal være over 0.")
    return grid


def _require_whole(
    first: Whole, length: Whole, followup: Whole, outcome: Whole, arm: Whole, extra: Floats
) -> None:
    """Refuse trials with holes, life after the outcome, or covariates that move."""
    expected = np.arange(len(followup)) - np.repeat(first, length)
    if (followup != expected).any():
        raise VirkerError("Hvert forsøg skal have ugerne 0, 1, 2 … uden huller.")
    if outcome.sum() != outcome[first + length - 1].sum():
        raise VirkerError("Et forsøg slutter i den uge, udfaldet kommer.")
    if (arm != np.repeat(arm[first], length)).any():
        raise VirkerError("Et forsøgs arm må ikke skifte undervejs.")
    if (extra != np.repeat(extra[first], length, axis=0)).any():
        raise VirkerError("Oplysninger skal være dem, der gjaldt, da forsøget begyndte.")


def _named(fit: Fit, design: TrialDesign) -> PooledHazard:
    followed = _powers("followup", design.followed.shape[1])
    names = (
        "constant",
        "arm",
        *(f"covariate{c + 1}" for c in range(design.numbers)),
        *_powers("trial", design.calendar.shape[1]),
        *followed,
        *(f"arm:{name}" for name in followed if design.crossed),
    )
    return PooledHazard(names, fit.theta, fit.errors, np.sqrt(np.diag(fit.bread)), round(fit.n))


def _powers(name: str, degree: int) -> list[str]:
    return [name if power == 1 else f"{name}^{power}" for power in range(1, degree + 1)]


@dataclass(frozen=True)
class TwoCurves:
    """Share without the outcome after 1, 2 … steps, had everybody waited, or everybody started.

    Shape: ``waited`` and ``started`` (steps), share in [0, 1].
    """

    waited: Floats
    started: Floats


def weighted_survival(
    steps: Whole, ended: Whole, arm: Whole, weight: Floats | None = None, *, degree: int = 2
) -> TwoCurves:
    """Estimate both curves from a weighted pooled logistic hazard (marginal structural model).

    Args:
        steps: shape (persons), how many steps each was followed, 1 or more.
        ended: shape (persons), 1 if the outcome came in the last step, 0 if we stopped watching.
        arm: shape (persons), 1 started.
        weight: shape (persons), inverse probability weights; 1 for everybody unless given.
        degree: powers of time, each also times the arm.

    Source: *What If*, programs 17.2 and 17.3.

    Example:
        >>> curves = weighted_survival(np.array([1, 2, 2, 2] * 50), np.array([1, 0, 1, 0] * 50),
        ...     np.array([0, 1, 0, 1, 1, 0, 1, 0] * 25), degree=1)
        >>> curves.waited.shape
        (2,)
    """
    return standardised_survival(
        steps, ended, arm, np.zeros((len(steps), 0)), weight=weight, degree=degree
    )


def standardised_survival(
    steps: Whole,
    ended: Whole,
    arm: Whole,
    covariates: Floats,
    *,
    weight: Floats | None = None,
    degree: int = 2,
) -> TwoCurves:
    """Estimate both curves by the g-formula: predict for everybody under both choices, and average.

    Args:
        steps: shape (persons), how many steps each was followed, 1 or more.
        ended: shape (persons), 1 if the outcome came in the last step, 0 if we stopped watching.
        arm: shape (persons), 1 started.
        covariates: shape (persons, C), numbers; write categories out as 0/1 columns.
        weight: shape (persons); 1 for everybody unless given.
        degree: powers of time, each also times the arm.

    Source: *What If*, program 17.4.

    Example:
        >>> draw = np.random.default_rng(2)
        >>> curves = standardised_survival(draw.integers(1, 9, 500), draw.integers(0, 2, 500),
        ...     draw.integers(0, 2, 500), draw.normal(size=(500, 1)))
        >>> bool((np.diff(curves.started) < 0).all())
        True
    """
    people, longest = len(steps), int(np.max(steps))
    unit = float(longest)
    trials = Trials(
        person=np.arange(people, dtype=np.int64),
        factors=np.zeros((people, 0), np.int16),
        first=np.arange(people + 1, dtype=np.int64),
        opens=np.zeros(people, np.int32),
        closes=np.ones(people, np.int32),
        until=np.asarray(steps, np.int32),
        ended=np.asarray(ended, np.uint8),
        arm=np.asarray(arm, np.uint8),
        varying=np.zeros((people, 0), np.int16),
        numbers=np.ascontiguousarray(covariates, float),
        weight=np.ones(people) if weight is None else np.asarray(weight, float),
    )
    design = TrialDesign(
        0, 0, powers(1, 0), powers(longest, degree, unit), covariates.shape[1], crossed=True
    )
    theta = fit_trials(Local([trials]), design).theta
    level = theta[0] + trials.numbers @ theta[2 : 2 + covariates.shape[1]]
    shift = design.slopes(theta) @ design.followed.T
    return TwoCurves(_averaged(level, shift[0]), _averaged(level + theta[1], shift[1]))


def _averaged(level: Floats, shift: Floats) -> Floats:
    """Average everybody's curve when their linear predictor is ``level + shift``."""
    hazard: Floats = 1 / (1 + np.exp(-(level[:, None] + shift)))
    return np.mean(np.cumprod(1 - hazard, axis=1), axis=0)
