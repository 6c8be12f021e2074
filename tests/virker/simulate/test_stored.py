"""A register written straight into the store holds the same people as one written row by row."""

from __future__ import annotations

from virker.simulate import World, simulate, store, write
from virker.store import Store, build


def test_the_short_way_to_the_store_and_the_long_one_end_at_the_same_people(tmp_path):
    world = World(n=300, weeks=60, munis=3)

    short = Store(store(world, tmp_path / "short", persons=70))
    long = Store(build(write(simulate(world), tmp_path / "folder"), tmp_path / "long"))

    for name in ("weeks", "spells", "events", "persons"):
        mine, theirs = getattr(short.read(), name), getattr(long.read(), name)
        assert mine.to_pylist() == theirs.to_pylist()
