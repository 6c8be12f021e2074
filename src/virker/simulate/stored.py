"""A simulated register straight into the store, some persons at a time: a million fit in memory."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from virker.calendar import week_number
from virker.names import EVENT_KINDS, STATES
from virker.simulate.folder import FIRST_WEEK, beside_weeks, id_texts
from virker.simulate.people import draw_people
from virker.simulate.register import Register, simulate
from virker.store.build import PERSONS_PER_PART, pack_people, write_store
from virker.tables import from_arrow

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from virker.simulate.world import World

KINDS = sorted(EVENT_KINDS)
EXITS = sorted(STATES)


def store(
    world: World,
    folder: str | os.PathLike[str],
    *,
    first_week: str = FIRST_WEEK,
    persons: int = PERSONS_PER_PART,
) -> Path:
    """Live everybody's weeks and write them as a store (`virker.store`), partition by partition.

    Gives the same store as `build(write(simulate(world), ...))`, without the long tables.

    Args:
        world: The switches.
        folder: Where the store goes.
        first_week: The ISO week of week 0.
        persons: At most so many in a partition.

    Examples:
        >>> import tempfile
        >>> from virker.simulate import World
        >>> from virker.store import Store
        >>> Store(store(World(n=40, weeks=20), tempfile.mkdtemp())).persons
        40
    """
    labels = {str(byte): state for state, byte in STATES.items()}
    words: dict[str, object] = {"kinds": KINDS, "exits": EXITS, "labels": labels}
    words |= {"codes": {}, "complete_until": None}
    return write_store(_batches(world, week_number(first_week) or 0, persons), folder, words)


def _batches(world: World, zero: int, persons: int) -> Iterator[pa.RecordBatch]:
    """One partition after another."""
    people, ids = draw_people(world), id_texts(world.n)
    parts = max(1, -(-world.n // persons))
    edges = [int(edge) for edge in np.linspace(0, world.n, parts + 1)]
    for low, high in pairwise(edges):
        register = simulate(world, people=people, persons=np.arange(low, high))
        yield _batch(register, ids, zero)


def _batch(register: Register, ids: pa.Array, zero: int) -> pa.RecordBatch:
    part, _ = pack_people(
        from_arrow(beside_weeks(register, ids, zero)), kinds=list(KINDS), exits=list(EXITS)
    )
    rows, weeks = register.states.shape
    packed = replace(
        part,
        first=np.full(rows, zero, np.int32),
        weeks_from=np.arange(rows + 1, dtype=np.int64) * weeks,
        states=register.states.ravel(),
    )
    return packed.batch()
