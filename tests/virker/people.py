"""Small hand-made panels, and registers with known truth, for the tests of trials."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from virker.names import STATES
from virker.panel import Events, Panel
from virker.proof import as_panel
from virker.simulate import World, simulate

LETTERS = {
    "u": "UI",
    "k": "KHJ",
    "j": "job",
    "e": "education",
    "i": "UI+internship",
    "c": "UI+course",
}


def a_panel(*lives, meetings=(), starts=(), before=None, **numbers):
    """One string per person, one letter per week; a dot is a week nobody watched.

    Meetings are (person, week, readiness), starts (person, kind, week, stop).
    """
    state = np.array(
        [[255 if letter == "." else STATES[LETTERS[letter]] for letter in life] for life in lives],
        np.uint8,
    )
    events = {"meeting": some_events([(p, w, w + 1, a) for p, w, a in meetings])}
    for kind in sorted({kind for _, kind, _, _ in starts}):
        mine = [(p, w, stop, np.nan) for p, k, w, stop in starts if k == kind]
        events[kind] = some_events(mine)
    return Panel(
        np.array([f"p{i}" for i in range(len(lives))]),
        2600,
        state,
        {byte: name for name, byte in STATES.items()},
        events if meetings else {k: v for k, v in events.items() if k != "meeting"},
        {name: np.asarray(values, float) for name, values in numbers.items()},
        weeks_before=np.zeros(len(lives), np.int64) if before is None else np.array(before),
    )


def some_events(rows):
    rows = sorted(rows, key=lambda row: (row[0], row[1]))
    columns = [np.array([row[i] for row in rows]) for i in range(4)]
    person, start, stop = (column.astype(np.int64) for column in columns[:3])
    return Events(person, start, stop, columns[3].astype(float))


@lru_cache(maxsize=8)
def a_register(n=1_500, weeks=150, seed=1, **switches):
    """A register with known truth, drawn once per test run."""
    return simulate(World(n=n, weeks=weeks, seed=seed, **switches))


@lru_cache(maxsize=8)
def a_town(n=1_500, weeks=150, seed=1, **switches):
    """The same register, through the front door."""
    return as_panel(a_register(n, weeks, seed, **switches))
