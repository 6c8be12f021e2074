"""The register as a data folder, as the contract wants it. What nobody records is left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from virker.calendar import week_number, week_text
from virker.names import MEETING, SERVICES, STATES
from virker.simulate import life
from virker.simulate.people import CASEWORKERS_PER_TEAM, NEVER

if TYPE_CHECKING:
    import os

    from numpy.typing import NDArray

    from virker.simulate.register import Register

FIRST_WEEK: Final = "2019-W01"
"""Week 0 of a simulated register."""


def write(
    register: Register, folder: str | os.PathLike[str], *, first_week: str = FIRST_WEEK
) -> Path:
    """Write `weeks`, `spells`, `events` and `persons` as Parquet.

    Args:
        register: A simulated register.
        folder: Made when it is not there.
        first_week: The ISO week of week 0.

    Returns:
        The folder.

    Examples:
        >>> import tempfile
        >>> from virker.simulate import World, simulate
        >>> from virker.tables import check
        >>> len(check(write(simulate(World(n=40, weeks=20)), tempfile.mkdtemp())).errors)
        0
    """
    if len(np.unique(register.persons)) != register.world.n:
        raise ValueError("a folder needs every person once")
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    zero = week_number(first_week) or 0
    ids = id_texts(register.world.n)
    pq.write_table(_weeks(register, ids, zero), path / "weeks.parquet", compression="zstd")
    for name, table in beside_weeks(register, ids, zero).items():
        pq.write_table(table, path / f"{name}.parquet")
    return path


def id_texts(n: int) -> pa.Array:
    """The ids of so many persons, in order."""
    return pa.array([f"p{person + 1:07d}" for person in range(n)])


def beside_weeks(register: Register, ids: pa.Array, zero: int) -> dict[str, pa.Table]:
    """All tables but the weeks: `spells`, `events` and `persons`."""
    return {
        "spells": _spells(register, ids, zero),
        "events": _events(register, ids, zero),
        "persons": _persons(register, ids, zero),
    }


def _coded(index: NDArray[np.integer], texts: pa.Array | list[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(
        pa.array(index.astype(np.int32, copy=False)),
        texts if isinstance(texts, pa.Array) else pa.array(texts),
    )


def _texts(weeks: NDArray[np.integer], zero: int) -> pa.DictionaryArray:
    """Write week numbers as ISO weeks; a missing one (below `LONG_AGO`) stays missing."""
    known = weeks > life.LONG_AGO
    least = int(weeks[known].min()) if known.any() else 0
    most = int(weeks[known].max()) if known.any() else 0
    texts = [week_text(zero + week) for week in range(least, most + 1)]
    index = np.where(known, weeks - least, 0).astype(np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(index, mask=~known), pa.array(texts))


def _weeks(register: Register, ids: pa.Array, zero: int) -> pa.Table:
    rows, weeks = register.states.shape
    texts = [week_text(zero + week) for week in range(weeks)]
    names = {byte: name for name, byte in STATES.items()}
    labels = [names.get(byte, "") for byte in range(max(names) + 1)]
    return pa.table(
        {
            "person": _coded(np.repeat(register.persons.astype(np.int32), weeks), ids),
            "week": _coded(np.tile(np.arange(int(weeks), dtype=np.int32), int(rows)), texts),
            "state": _coded(register.states.ravel(), labels),
        }
    )


def _spells(register: Register, ids: pa.Array, zero: int) -> pa.Table:
    """Cut weeks into benefit spells; one that ran when week 0 began has its true start."""
    on = register.states >= 10
    edge = np.zeros((on.shape[0], 1), np.bool_)
    change = np.diff(np.hstack([edge, on, edge]).astype(np.int8), axis=1)
    row, first = np.nonzero(change == 1)
    stop = np.nonzero(change == -1)[1]
    lived_in = (first == 0) & (register.before[row, life.STATE] == life.ON_BENEFIT)
    start = first - np.where(lived_in, register.before[row, life.SPELL], 0)
    open_ = stop == on.shape[1]
    after = register.states[row, np.minimum(stop, on.shape[1] - 1)]
    names = {byte: name for name, byte in STATES.items()}
    exits = [None if o else names[int(byte)] for o, byte in zip(open_, after, strict=True)]
    number = np.arange(len(row)) - np.searchsorted(row, row) + 1
    return pa.table(
        {
            "person": _coded(register.persons[row], ids),
            "spell": number,
            "entry": _texts(first, zero),
            "start": _texts(start, zero),
            "stop": _texts(stop, zero),
            "exit": exits,
        }
    )


def _events(register: Register, ids: pa.Array, zero: int) -> pa.Table:
    """List services (start, first week after) and meetings (with the readiness recorded there)."""
    row, week, number = _started(register)
    stop = _stops(register, row, week)
    met_row, met = np.nonzero(register.flags & life.MET)
    kind = np.concatenate([number - 1, np.full(len(met), len(SERVICES))])
    amount = np.concatenate([np.full(len(row), np.nan), register.recorded[met_row, met]])
    rows, start = np.concatenate([row, met_row]), np.concatenate([week, met])
    order = np.lexsort((kind, start, rows))
    stops = np.concatenate([stop, np.full(len(met), life.LONG_AGO)])
    return pa.table(
        {
            "person": _coded(register.persons[rows[order]], ids),
            "kind": _coded(kind[order], [*SERVICES, MEETING]),
            "start": _texts(start[order], zero),
            "stop": _texts(stops[order], zero),
            "amount": pa.array(np.round(amount[order], 3), from_pandas=True),
        }
    )


def _started(
    register: Register,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Find starts; a service that ran when week 0 began is seen from week 0."""
    started = (register.flags // life.STARTED) % 4
    running = register.before[:, life.SERVICE]
    started[:, 0] = np.where(running > 0, running, started[:, 0])
    row, week = np.nonzero(started)
    return row, week, started[row, week].astype(np.int64)


def _stops(
    register: Register, row: NDArray[np.int64], week: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Find the first week after each service; `LONG_AGO` when it still runs at the end."""
    weeks = register.states.shape[1]
    ends = np.flatnonzero((register.flags & life.FINISHED).ravel())
    place = np.searchsorted(ends, row * int(weeks) + week)
    end = np.append(ends, -1)[place]
    same = (end >= 0) & (end // weeks == row)
    return np.where(same, end % weeks + 1, life.LONG_AGO)


def _persons(register: Register, ids: pa.Array, zero: int) -> pa.Table:
    people, before, who = register.people, register.before, register.persons
    municipality, worker = people.municipality[who], people.caseworker[who]
    team = municipality.astype(np.int64) * 1000 + worker // CASEWORKERS_PER_TEAM
    weeks = people.reform_week[who]
    reform = np.where(weeks < NEVER, weeks, life.LONG_AGO)
    since = np.where(before[:, life.LAST] > 0, -before[:, life.ENDED], -1)
    return pa.table(
        {
            "person": ids.take(pa.array(who)),
            "age": people.age[who],
            "female": people.female[who].astype(np.int8),
            "nonwestern": people.nonwestern[who].astype(np.int8),
            "single_parent": people.single[who].astype(np.int8),
            "education": people.education[who],
            "poor_health": people.poor_health[who].astype(np.int8),
            "employed_before": np.round(people.employed_before[who], 3),
            "insured": people.insured[who].astype(np.int8),
            "readiness": np.round(register.recorded[:, 0], 3),
            "last_service": ["" if k == 0 else SERVICES[k - 1] for k in before[:, life.LAST]],
            "weeks_since_service": pa.array(since, mask=since < 0),
            "caseworker": [f"c{number + 1:05d}" for number in worker],
            "team": [f"t{number:06d}" for number in team],
            "municipality": [f"m{number + 1:03d}" for number in municipality],
            "reform_week": _texts(reform, zero),
        }
    )
