"""The register: everybody's weeks in a world, as it is or under an intervention."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from virker.simulate import life
from virker.simulate.people import People, draw_people
from virker.simulate.world import BURN_IN, World, numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

THREADS: Final = 2
ROWS: Final = 4096
"""Persons a thread takes at a time."""


@dataclass(frozen=True, slots=True)
class Register:
    """Weeks of persons in a world. Row r, week t: what was when week t was over.

    Attributes:
        world: The world.
        people: Everybody in it.
        persons: Which person each row is. Shape: (rows,).
        states: Bytes as in `virker.names.STATES`. Shape: (rows, weeks).
        flags: `life.MET`, `life.STARTED` × service, `life.FINISHED`. Shape: (rows, weeks).
        recorded: Readiness as recorded at the latest meeting. Shape: (rows, weeks).
        before: Whereabouts when week 0 began. Shape: (rows, life.NOW).
    """

    world: World
    people: People
    persons: NDArray[np.int64]
    states: NDArray[np.uint8]
    flags: NDArray[np.uint8]
    recorded: NDArray[np.float32]
    before: NDArray[np.int64]


def no_orders(rows: int) -> NDArray[np.int64]:
    """Give orders that change nothing, one row per person. Shape: (rows, life.ORDERS)."""
    orders = np.full((rows, life.ORDERS), life.LONG_AGO, np.int64)
    orders[:, [life.BLOCK, life.FORCE, life.EVERY]] = -1
    return orders


def simulate(
    world: World,
    *,
    people: People | None = None,
    persons: NDArray[np.int64] | None = None,
    orders: NDArray[np.int64] | None = None,
) -> Register:
    """Live everybody's weeks.

    Args:
        world: The switches.
        people: Everybody; drawn from the world when not given.
        persons: Rows wanted (a person may stand several times); everybody when not given.
        orders: Interventions, one row per row of `persons`; none when not given.

    Returns:
        The register. The same world and person give the same weeks, whatever the others do.

    Examples:
        >>> simulate(World(n=50, weeks=10)).states.shape
        (50, 10)
    """
    people = people or draw_people(world)
    persons = np.arange(world.n) if persons is None else persons
    orders = no_orders(len(persons)) if orders is None else orders
    rows, traits, w = len(persons), _traits(people), numbers(world)
    states, flags = np.empty((2, rows, world.weeks), np.uint8)
    recorded = np.empty((rows, world.weeks), np.float32)
    before = np.empty((rows, life.NOW), np.int64)

    def work(first: int) -> None:
        part = slice(first, first + ROWS)
        life.live_all(
            persons[part], traits, w, orders[part], BURN_IN, states[part], flags[part],
            recorded[part], before[part],
        )  # fmt: skip

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(0, rows, ROWS)))
    return Register(world, people, persons, states, flags, recorded, before)


def _traits(people: People) -> NDArray[np.float64]:
    """Lay people out as the kernel reads them. Shape: (n, life.TRAITS)."""
    worker = people.caseworker
    return np.column_stack(
        [
            people.chance, people.age, people.education, people.poor_health,
            people.employed_before, people.nonwestern, people.insured, people.hidden,
            people.reform_week, people.quality[worker], people.practice[worker],
        ]
    ).astype(np.float64)  # fmt: skip
