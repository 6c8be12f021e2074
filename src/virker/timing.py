"""Timing of events: a second opinion, with other assumptions.

When a service begins and when the spell ends are followed together, with something unrecorded
behind both. The effect is told from that something by the timing: people leave just after the
service begins, or they would have left anyway.

Assumptions, shown with every answer: nobody acts on the start before it comes (no anticipation);
hazards are proportional; what is unrecorded is fixed over the spell and takes two values for each
of the two events. It is fragile where these fail, so it is asked only whether the sign agrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, cast

import numpy as np

from virker.arrays import Floats, Ints, Numbers, column, columns, flags, inverse
from virker.distributions import wald
from virker.errors import VirkerError

ASSUMPTIONS = {
    "da": (
        "Ingen handler på tilbuddet, før det begynder.",
        "Det, vi ikke ser, er det samme gennem hele forløbet.",
        "Tilbuddet ændrer chancen med den samme faktor hele tiden.",
    ),
    "en": (
        "Nobody acts on the service before it begins.",
        "What we do not see stays the same through the whole spell.",
        "The service changes the chance by the same factor all the time.",
    ),
}
"""What must hold, in words; shown beside the answer."""
KINDS = 4


@dataclass(frozen=True, slots=True)
class Timing:
    """A timing-of-events estimate.

    Attributes:
        effect: Log hazard ratio of leaving after the service began.
        se: Robust standard error, a sum over persons.
        low: Lower end of the 95 % interval.
        high: Upper end.
        hidden: Whether something unrecorded behind both events was found to matter.
        log_likelihood: At the answer.
        log_likelihood_without: With nothing unrecorded.
        people: Spells.
        treated: Spells in which the service began.
    """

    effect: float
    se: float
    low: float
    high: float
    hidden: bool
    log_likelihood: float
    log_likelihood_without: float
    people: int
    treated: int

    @property
    def assumptions(self) -> dict[str, tuple[str, ...]]:
        """What must hold for it to be right."""
        return ASSUMPTIONS

    def agrees_with(self, estimate: float) -> bool:
        """Whether another estimate has the same sign, as far as this one can see."""
        return (self.low <= 0 <= self.high) or (self.effect > 0) == (estimate > 0)


@dataclass(frozen=True, slots=True)
class _Spells:
    """What the likelihood needs: time in each piece before and after the start, and the ends."""

    before: Floats
    after: Floats
    waiting: Floats
    left: Floats
    left_piece: Ints
    left_after: Floats
    began: Floats
    began_piece: Ints
    x: Floats


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where each kind of parameter lies in the long row of them."""

    pieces: int
    covariates: int

    def split(self, beta: Floats) -> tuple[Floats, Floats, Floats, Floats, float, Floats, Floats]:
        k, c = self.pieces, self.covariates
        ends = np.cumsum([k, k, c, c, 1, 2])
        exit_, start, on_exit, on_start, effect, lift, logits = np.split(beta, ends)
        return exit_, start, on_exit, on_start, float(effect[0]), lift, logits


def timing_of_events(
    weeks: Numbers,
    left: Numbers,
    started: Numbers,
    *,
    covariates: Numbers | None = None,
    pieces: tuple[float, ...] = (13.0, 26.0, 52.0),
    hidden: Literal["two_by_two", "none"] = "two_by_two",
) -> Timing:
    """Estimate what beginning a service does to the chance of leaving.

    Args:
        weeks: Length of each spell, above 0. Shape (n,).
        left: 1 when it ended as asked, 0 when we stopped watching. Shape (n,).
        started: Weeks into the spell when the service began; NaN or at least `weeks` for never.
            Shape (n,).
        covariates: Known at the start of the spell. Shape (n, k).
        pieces: Weeks at which the baseline chances may change.
        hidden: Whether to look for something unrecorded behind both.

    Returns:
        A log hazard ratio with the assumptions it rests on.

    Raises:
        VirkerError: Nobody left, nobody began, or lengths are not above nought.

    Source:
        Abbring & van den Berg (2003), Econometrica 71(5); Heckman & Singer (1984) for the
        two-point mass.

    Examples:
        >>> rng = np.random.default_rng(1)
        >>> start, wait = rng.exponential(20, 2000), rng.exponential(20, 2000)
        >>> end = np.where(wait < start, wait, start + (wait - start) / 2)
        >>> found = timing_of_events(end, np.ones(2000), start, hidden="none")
        >>> bool(found.low < np.log(2) < found.high)
        True
    """
    spells = _read(weeks, left, started, covariates, pieces)
    shape = _Shape(len(pieces) + 1, spells.x.shape[1])
    plain, plain_value = _maximise(_first_guess(spells, shape), spells, shape, frailty=False)
    best, value, found = plain, plain_value, False
    if hidden == "two_by_two":
        tries = [_maximise(_with_lift(plain, lift), spells, shape, frailty=True) for lift in LIFTS]
        other, other_value = max(tries, key=lambda pair: pair[1])
        found = 2 * (other_value - plain_value) > CHI2_5_95
        best, value = (other, other_value) if found else (plain, plain_value)
    place = 2 * shape.pieces + 2 * shape.covariates
    se = float(np.sqrt(_robust(best, spells, shape, frailty=found)[place, place]))
    effect = float(best[place])
    low, high = wald(effect, se)
    people, treated = len(spells.left), int(spells.began.sum())
    return Timing(effect, se, low, high, found, value, plain_value, people, treated)


LIFTS = ((1.0, 1.0), (1.0, -1.0), (-1.5, 0.5))
"""Where the search for something unrecorded begins."""
CHI2_5_95 = 11.0705
"""Five more parameters at 95 %; on the edge of what is possible this asks for a little more."""


def _read(
    weeks: Numbers,
    left: Numbers,
    started: Numbers,
    covariates: Numbers | None,
    pieces: tuple[float, ...],
) -> _Spells:
    length = column(weeks, "weeks")
    n = len(length)
    ended = flags(left, "left", n).astype(np.float64)
    given = np.asarray(started, np.float64)
    if given.shape != (n,) or bool((length <= 0).any()):
        raise VirkerError("Hvert forløb skal have en længde over 0 og en start eller ingen.")
    start = np.where(np.isfinite(given) & (given >= 0) & (given < length), given, np.inf)
    began = np.isfinite(start).astype(np.float64)
    if not ended.any() or not began.any():
        raise VirkerError("Nogen skal være kommet videre, og nogen skal være begyndt på tilbuddet.")
    edges = np.array([0.0, *pieces, np.inf])
    until = np.minimum(start, length)
    before = _time_in(edges, np.zeros(n), until)
    x = columns(covariates, "covariates", n)
    spread = np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0)
    return _Spells(
        before=before,
        after=_time_in(edges, until, length),
        waiting=before,
        left=ended,
        left_piece=(np.searchsorted(edges, length, side="left") - 1).astype(np.int64),
        left_after=began,
        began=began,
        began_piece=np.maximum(np.searchsorted(edges, until, side="left") - 1, 0).astype(np.int64),
        x=(x - x.mean(axis=0)) / spread,
    )


def _time_in(edges: Floats, start: Floats, stop: Floats) -> Floats:
    """Weeks each spell spends in each piece between two moments. Shape (n, pieces)."""
    low = np.maximum(edges[None, :-1], start[:, None])
    high = np.minimum(edges[None, 1:], stop[:, None])
    return np.maximum(high - low, 0.0)


def _first_guess(spells: _Spells, shape: _Shape) -> Floats:
    total = spells.before.sum(axis=0) + spells.after.sum(axis=0)
    exits = np.bincount(spells.left_piece, spells.left, minlength=shape.pieces)
    starts = np.bincount(spells.began_piece, spells.began, minlength=shape.pieces)
    guess = np.zeros(2 * shape.pieces + 2 * shape.covariates + 6)
    guess[: shape.pieces] = np.log((exits + 0.5) / (total + 1))
    guess[shape.pieces : 2 * shape.pieces] = np.log(
        (starts + 0.5) / (spells.waiting.sum(axis=0) + 1)
    )
    return guess


def _with_lift(plain: Floats, lift: tuple[float, float]) -> Floats:
    moved = plain.copy()
    moved[-5:-3] = lift
    return moved


def _scores(beta: Floats, spells: _Spells, shape: _Shape) -> tuple[Floats, Floats]:
    """Log-likelihood and its slope for each person. Shapes (n,) and (n, parameters)."""
    exit_, start, on_exit, on_start, effect, lift, logits = shape.split(beta)
    xe, xs = spells.x @ on_exit, spells.x @ on_start
    exit_time = spells.before + np.exp(effect) * spells.after
    exit_load = (exit_time * np.exp(exit_)) * np.exp(xe)[:, None]
    start_load = (spells.waiting * np.exp(start)) * np.exp(xs)[:, None]
    exit_log = spells.left * (exit_[spells.left_piece] + xe + effect * spells.left_after)
    start_log = spells.began * (start[spells.began_piece] + xs)
    levels = np.array([[0.0, 0.0], [lift[0], 0.0], [0.0, lift[1]], [lift[0], lift[1]]])
    chances = np.exp(np.append(0.0, logits) - np.logaddexp.reduce(np.append(0.0, logits)))
    grown = np.exp(levels)
    logs = (
        exit_log[:, None]
        + start_log[:, None]
        + spells.left[:, None] * levels[:, 0]
        + spells.began[:, None] * levels[:, 1]
        - exit_load.sum(axis=1)[:, None] * grown[:, 0]
        - start_load.sum(axis=1)[:, None] * grown[:, 1]
        + np.log(chances)
    )
    total = np.asarray(np.logaddexp.reduce(logs, axis=1), np.float64)
    belongs = np.exp(logs - total[:, None])
    exit_times, start_times = belongs @ grown[:, 0], belongs @ grown[:, 1]
    after = (spells.after * np.exp(exit_ + effect)).sum(axis=1) * np.exp(xe)
    pieces = np.arange(shape.pieces)
    exit_gap = spells.left[:, None] * (spells.left_piece[:, None] == pieces)
    exit_gap = exit_gap - exit_load * exit_times[:, None]
    start_gap = spells.began[:, None] * (spells.began_piece[:, None] == pieces)
    start_gap = start_gap - start_load * start_times[:, None]
    lifted = [
        belongs[:, [1, 3]].sum(axis=1) * (spells.left - exit_load.sum(axis=1) * grown[1, 0]),
        belongs[:, [2, 3]].sum(axis=1) * (spells.began - start_load.sum(axis=1) * grown[2, 1]),
    ]
    slope = np.column_stack(
        [
            exit_gap,
            start_gap,
            exit_gap.sum(axis=1)[:, None] * spells.x,
            start_gap.sum(axis=1)[:, None] * spells.x,
            spells.left * spells.left_after - after * exit_times,
            *lifted,
            belongs[:, 1:] - chances[1:],
        ]
    )
    return total, slope


def _maximise(
    guess: Floats, spells: _Spells, shape: _Shape, *, frailty: bool
) -> tuple[Floats, float]:
    """Climb to the top from a guess; without frailty the last five parameters stay where they are."""
    free = len(guess) - (0 if frailty else 5)
    optimize = cast("Any", import_module("scipy.optimize"))

    def loss(part: Floats) -> tuple[float, Floats]:
        values, slope = _scores(np.append(part, guess[free:]), spells, shape)
        return -float(values.mean()), -slope[:, :free].mean(axis=0)

    bounds = [(-25.0, 10.0)] * (free - 5) + [(-6.0, 6.0)] * 5 if frailty else None
    answer = optimize.minimize(
        loss, guess[:free], jac=True, method="L-BFGS-B", bounds=bounds,
        options={"maxiter": 1000, "ftol": 1e-13, "gtol": 1e-7},
    )  # fmt: skip
    return np.append(np.asarray(answer.x, np.float64), guess[free:]), -float(answer.fun) * len(
        spells.left
    )


def _robust(beta: Floats, spells: _Spells, shape: _Shape, *, frailty: bool) -> Floats:
    """Sandwich covariance; directions the data say nothing about are left out by a small ridge."""
    free = len(beta) - (0 if frailty else 5)
    _, slope = _scores(beta, spells, shape)
    step = 1e-5
    bend = np.empty((free, free))
    for i in range(free):
        up, down = beta.copy(), beta.copy()
        up[i] += step
        down[i] -= step
        rise = _scores(up, spells, shape)[1].sum(axis=0) - _scores(down, spells, shape)[1].sum(
            axis=0
        )
        bend[i] = -rise[:free] / (2 * step)
    bread = inverse((bend + bend.T) / 2 + 1e-8 * len(spells.left) * np.eye(free))
    return bread @ (slope[:, :free].T @ slope[:, :free]) @ bread
