"""People with spells and trials made up for tests of the kernels."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from virker.engines.sequential import TrialDesign, Trials, powers

WEEKS, LONGEST = 12, 30


def design(*, crossed: bool = False, degree: int = 2) -> TrialDesign:
    """Fixed levels, one factor that varies, one number, powers of trial week and follow-up."""
    return TrialDesign(
        fixed=4,
        varying=2,
        calendar=powers(LONGEST, 2, 10.0),
        followed=powers(WEEKS, degree, 10.0),
        numbers=1,
        crossed=crossed,
    )


def some_trials(persons: int, *, seed: int = 1, lived: bool = False) -> Trials:
    """Draw persons with one or two spells, cut into stretches; some of them start something."""
    draw = np.random.default_rng(seed)
    spells = [
        (person, _spell(draw, lived=lived))
        for person in range(persons)
        for _ in range(draw.integers(1, 3))
    ]
    rows = [row for _, spell in spells for row in spell]
    levels = draw.integers(0, 3, (len(spells), 2))
    opens, closes, until, ended, arm = (np.array(column) for column in zip(*rows, strict=True))
    return Trials(
        person=np.array([person for person, _ in spells], np.int64),
        factors=np.stack(
            [levels[:, 0] - 1, np.where(levels[:, 1] > 0, levels[:, 1] + 1, -1)], 1
        ).astype(np.int16),
        first=np.cumsum([0, *(len(spell) for _, spell in spells)]).astype(np.int64),
        opens=opens.astype(np.int32),
        closes=closes.astype(np.int32),
        until=until.astype(np.int32),
        ended=ended.astype(np.uint8),
        arm=arm.astype(np.uint8),
        varying=draw.integers(-1, 2, (len(rows), 1)).astype(np.int16),
        numbers=draw.normal(size=(len(rows), 1)),
        weight=draw.random(len(rows)) + 0.5,
        lived=np.cumprod(draw.random((len(rows), WEEKS)) * 0.4 + 0.8, 1)
        if lived
        else np.zeros((0, 0)),
    )


def _spell(draw: np.random.Generator, *, lived: bool) -> list[tuple[int, int, int, bool, bool]]:
    """Cut one spell into stretches, with a stretch of its own for the week somebody starts."""
    until, ended, start = (
        int(min(LONGEST, 1 + draw.geometric(0.08))),
        draw.random() < 0.7,
        draw.integers(0, 40),
    )
    inner = (
        range(until + 1)
        if lived
        else [0, *sorted(set(draw.integers(1, until + 1, 4).tolist())), until]
    )
    cuts = sorted({c for c in (*inner, start, start + 1) if c <= min(until, start + 1)})
    return [(a, b, until, ended, a == start) for a, b in pairwise(cuts)]


def cut(trials: Trials, parts: int, order: np.ndarray | None = None) -> list[Trials]:
    """Cut the people into partitions, in any order; some may be empty."""
    people = np.unique(trials.person) if order is None else order
    return [only(trials, chosen) for chosen in np.array_split(people, parts)]


def only(trials: Trials, people: np.ndarray) -> Trials:
    """Take some of the people, in that order."""
    spells = np.concatenate(
        [np.arange(0), *(np.flatnonzero(trials.person == p) for p in people)]
    ).astype(int)
    length = np.diff(trials.first)[spells]
    rows = np.concatenate(
        [np.arange(0), *(np.arange(trials.first[i], trials.first[i + 1]) for i in spells)]
    ).astype(int)
    by_row = ("opens", "closes", "until", "ended", "arm", "varying", "numbers", "weight", "lived")
    return Trials(
        person=trials.person[spells],
        factors=trials.factors[spells],
        first=np.cumsum([0, *length]).astype(np.int64),
        **{name: getattr(trials, name)[rows] for name in by_row},
    )
