"""The same register for everybody: a store for virker, flat files for the peers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from benchmarks.side.task import FOLLOWED, watching
from virker.simulate import World, store
from virker.store import Store

FOLDER = Path(__file__).resolve().parents[2] / "var" / "bench"
MUNICIPALITIES = 9


def register(persons: int) -> Store:
    """The store of so many persons × 260 weeks; made the first time."""
    place = FOLDER / f"{persons}" / "store"
    if not (place / "store.json").exists():
        store(World(n=persons, weeks=260, munis=MUNICIPALITIES), place)
    return Store(place)


def trial_rows(persons: int, size: str) -> Path:
    """One row per trial with what is known when it begins: what peers expand from.

    Columns: ID, m (spell week), n (weeks followed), event, arm, sick, met1, met2, and one 0/1
    column per level.
    """
    file = FOLDER / f"{persons}" / f"trials_{size}.parquet"
    if not file.exists():
        opened = register(persons)
        watch = watching(opened, size)
        pieces, before = [], 0
        for part in opened.partitions(watch.columns):
            pieces.append(_rows(watch(part), before, watch.fixed))
            before += part.n
        pq.write_table(pa.concat_tables(pieces), file)
        pacsv.write_csv(pa.concat_tables(pieces), file.with_suffix(".csv"))
    return file


def _rows(trials, before: int, fixed: int) -> pa.Table:
    spell = np.repeat(np.arange(len(trials.person)), np.diff(trials.first))
    length = trials.closes - trials.opens
    row = np.repeat(np.arange(len(length)), length)
    m = trials.opens[row] + np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    left = trials.until[row] - m
    columns = {
        "ID": trials.person[spell][row] + before,
        "m": m.astype(np.int32),
        "n": np.minimum(left, FOLLOWED).astype(np.int32),
        "event": ((trials.ended[row] == 1) & (left <= FOLLOWED)).astype(np.int8),
        "arm": trials.arm[row].astype(np.int8),
    }
    for number, name in enumerate(("sick", "met1", "met2")):
        columns[name] = (trials.varying[row] == number).any(1).astype(np.int8)
    factors = trials.factors[spell][row]
    for level in range(fixed):
        columns[f"x{level}"] = (factors == level).any(1).astype(np.int8)
    return pa.table(columns)


def person_weeks(persons: int, size: str) -> Path:
    """Person-weeks with eligibility, for tools that expand trials themselves (pySEQTarget)."""
    file = FOLDER / f"{persons}" / f"weeks_{size}.parquet"
    if not file.exists():
        trials = pq.read_table(trial_rows(persons, size))
        pq.write_table(_weeks(trials), file)
    return file


def _weeks(trials: pa.Table) -> pa.Table:
    """Every week of each spell; weeks after the start are there, but begin no trial."""
    column = {name: np.asarray(trials[name]) for name in trials.column_names}
    person, where = np.unique(column["ID"], return_index=True)
    last = np.append(where[1:], len(column["ID"])) - 1
    length = (column["m"] + column["n"])[last]
    who = np.repeat(np.arange(len(person)), length)
    week = np.arange(len(who)) - np.repeat(np.cumsum(length) - length, length)
    row = np.minimum(where[who] + week, last[who])
    ended = column["event"][last] == 1
    inside = week <= column["m"][last][who]
    told = {name: column[name][row] for name in column if name not in {"ID", "m", "n", "event"}}
    told["arm"] = np.where(inside, told["arm"], 0)
    final = week == length[who] - 1
    return pa.table(
        {"ID": who, "time": week, "eligible": inside.astype(np.int8)}
        | told
        | {"outcome": (final & ended[who]).astype(np.int8)}
    )
