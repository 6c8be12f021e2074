"""People with decisions made up for tests of the kernels."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from virker.engines.aipw import Decisions, Design

DESIGN = Design(fixed=5, varying=2, person_numbers=1, numbers=1)


def some_decisions(persons: int, *, seed: int = 1, weeks: int = 60) -> Decisions:
    """Draw persons who start service 1 or 2 depending on who they are and how the week is."""
    draw = np.random.default_rng(seed)
    first = np.concatenate([[0], np.cumsum(draw.integers(0, 20, persons))])
    who = np.repeat(np.arange(persons), np.diff(first))
    week = np.arange(len(who)) - first[who] + draw.integers(0, 30, persons)[who]
    level = draw.integers(0, 3, persons), draw.integers(0, 4, persons)
    factors = np.stack([level[0] - 1, np.where(level[1] > 0, level[1] + 1, -1)], 1)
    varying = draw.integers(-1, 2, (len(who), 1))
    number, age = draw.normal(size=(len(who), 1)), draw.normal(size=(persons, 1))
    chance = 1 / (1 + np.exp(2.5 - 0.5 * number[:, 0] - 0.4 * (level[0] == 2)[who]))
    start = np.where(draw.random(len(who)) < chance, 1, 2 * (draw.random(len(who)) < 0.05))
    states = draw.integers(0, 3, (persons, weeks))
    return Decisions(
        first=first.astype(np.int64),
        week=week.astype(np.int16),
        start=start.astype(np.uint8),
        factors=factors.astype(np.int16),
        varying=varying.astype(np.int16),
        states=states.astype(np.uint8),
        person_numbers=age,
        numbers=number,
        group=(np.arange(persons) % 2).astype(np.int16),
    )


def cut(people: Decisions, parts: int) -> list[Decisions]:
    """Cut the people into partitions, some of which may be empty."""
    persons = len(people.first) - 1
    return [
        only(people, np.arange(a, b))
        for a, b in pairwise(np.linspace(0, persons, parts + 1).astype(int))
    ]


def only(people: Decisions, who: np.ndarray) -> Decisions:
    """Take some of the people, in that order."""
    length = np.diff(people.first)[who]
    rows = np.concatenate(
        [np.arange(0), *(np.arange(people.first[i], people.first[i + 1]) for i in who)]
    ).astype(int)
    return Decisions(
        first=np.concatenate([[0], np.cumsum(length)]).astype(np.int64),
        week=people.week[rows],
        start=people.start[rows],
        factors=people.factors[who],
        varying=people.varying[rows],
        states=people.states[who],
        person_numbers=people.person_numbers[who],
        numbers=people.numbers[rows],
        outcomes=people.outcomes[rows],
        weight=people.weight[who],
        group=people.group[who],
    )


def dummies(people: Decisions, design: Design) -> np.ndarray:
    """Write the design out in full: the very thing the kernels never do."""
    who = np.repeat(np.arange(len(people.first) - 1), np.diff(people.first))
    x = np.zeros((len(who), design.columns))
    for row, person in enumerate(who):
        x[row, [c for c in people.factors[person] if c >= 0]] = 1
        x[row, [design.constant + 1 + c for c in people.varying[row] if c >= 0]] = 1
    x[:, design.fixed : design.constant] = people.person_numbers[who]
    x[:, design.constant] = 1
    x[:, design.constant + 1 + design.varying :] = people.numbers
    return x
