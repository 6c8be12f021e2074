"""From checked data to the store: sort by person, pack, cut, write."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from virker.errors import VirkerError
from virker.histories import histories
from virker.reading.checks import whole
from virker.reading.columns import NO_WEEK, index_of, values_of
from virker.store.completeness import completeness_of
from virker.store.layout import OPEN, OWN, Partition
from virker.tables import TABLES, Data, read

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

MANIFEST: Final = "store.json"
VERSION: Final = 1
PERSONS_PER_PART: Final = 16_384


def build(
    source: Data | str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    parts: int | None = None,
) -> Path:
    """Write a store from a data folder (csv or Parquet) or from checked data (also Arrow).

    The same data give the same persons in the same order, whatever the order of the rows.

    Args:
        source: A folder of the contract's fixed names, or what `virker.tables` read.
        folder: Where the store goes; made when it is not there. What lies there is replaced.
        parts: How many partitions; one per 16,384 persons when not told. A person is never cut.

    Returns:
        The folder.

    Raises:
        BadData: The folder has errors.
        VirkerError: A covariate has a name the store keeps for itself.

    Examples:
        >>> import tempfile
        >>> from virker.store import Store
        >>> from virker.tables import from_arrow
        >>> weeks = pa.table({"person": ["b", "a"], "week": [4, 3], "state": ["job", "UI"]})
        >>> store = Store(build(from_arrow({"weeks": weeks}), tempfile.mkdtemp(), parts=2))
        >>> store.persons, [part.persons.to_pylist() for part in store.partitions()]
        (2, [['a'], ['b']])
    """
    data = source if isinstance(source, Data) else read(source)
    people, words = pack_people(data)
    if reserved := set(people.covariates.column_names) & set(OWN):
        raise VirkerError(f"Kolonnerne {', '.join(sorted(reserved))} bruges af lageret selv.")
    parts = parts or max(1, -(-people.n // PERSONS_PER_PART))
    edges = np.linspace(0, people.n, parts + 1).astype(int)
    batches = (people.batch(a, b) for a, b in pairwise(edges.tolist()))
    complete = completeness_of(data)
    more: dict[str, object] = {"kinds": words["kinds"], "exits": words["exits"]}
    more["labels"] = {str(byte): state for byte, state in data.codes.labels.items()}
    more["codes"] = dict(data.codes.meaning)
    more["complete_until"] = complete.complete_until if complete else None
    return write_store(batches, folder, more)


def write_store(
    batches: Iterable[pa.RecordBatch],
    folder: str | os.PathLike[str],
    words: Mapping[str, object],
) -> Path:
    """Write partitions one after another, and what their codes mean.

    Args:
        batches: One per partition, persons ascending over all of them.
        folder: Where the store goes.
        words: `kinds`, `exits`, `labels`, `codes`, `complete_until`.
    """
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    for old in path.glob("part-*.parquet"):
        old.unlink()
    files: list[dict[str, object]] = []
    for number, batch in enumerate(batches):
        file = path / f"part-{number:05d}.parquet"
        pq.write_table(pa.Table.from_batches([batch]), file, compression="zstd")
        told = {"file": file.name, "persons": batch.num_rows, "bytes": file.stat().st_size}
        files.append({**told, "weeks": _ends(batch)})
    manifest = {"version": VERSION, **words, "files": files}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (path / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return path


def _ends(batch: pa.RecordBatch) -> list[int] | None:
    """The first week and the week after the last in a partition; None without weeks."""
    length = np.asarray(pc.binary_length(batch.column("_states")).to_numpy(), np.int64)
    first = np.asarray(batch.column("_first").to_numpy(), np.int64)[length > 0]
    if not len(first):
        return None
    return [int(first.min()), int((first + length[length > 0]).max())]


def pack_people(
    data: Data, *, kinds: list[str] | None = None, exits: list[str] | None = None
) -> tuple[Partition, dict[str, list[str]]]:
    """Lay everybody in any of the tables out in the order of their ids.

    Args:
        data: Checked data.
        kinds: The words kinds of events are codes of; those seen, in order, when not given.
        exits: The same for exits.

    Returns:
        One partition of all, and the words behind its codes (`kinds`, `exits`).
    """
    data = replace(data, **{name: _compact(getattr(data, name)) for name in TABLES})
    tables = [table for table in (data.weeks, data.events, data.spells, data.persons) if len(table)]
    seen = [pc.cast(whole(table, "person").dictionary, pa.string()) for table in tables]
    ids = np.unique(np.concatenate([np.zeros(0, np.str_), *map(np.array, seen)]))
    weeks = _weeks(data, ids)
    events, kinds = _events(data.events, ids, kinds)
    spells, exits = _spells(data.spells, ids, exits)
    people = Partition(
        persons=pa.array(ids.tolist(), pa.string()),
        **weeks,
        **events,
        **spells,
        covariates=_covariates(data.persons, ids),
    )
    return people, {"kinds": kinds, "exits": exits}


def _compact(table: pa.Table) -> pa.Table:
    """Forget ids that no row has any more (a filtered table keeps them in its dictionary)."""
    column = whole(table, "person")
    if len(pc.unique(column.indices.drop_null())) == len(column.dictionary):
        return table
    fresh = pc.cast(column, pa.string()).dictionary_encode()
    return table.set_column(table.column_names.index("person"), "person", fresh)


def _weeks(data: Data, ids: NDArray[np.str_]) -> dict[str, Any]:
    n = len(ids)
    first, length = np.zeros(n, np.int32), np.zeros(n, np.int64)
    packed = histories(data)
    place = np.searchsorted(ids, packed.persons)
    first[place], length[place] = packed.first, np.diff(packed.offsets)
    edges = np.append(0, np.cumsum(length))
    return {"first": first, "weeks_from": edges, "states": packed.states}


def _rank(table: pa.Table, ids: NDArray[np.str_]) -> NDArray[np.int64]:
    column = whole(table, "person")
    names = np.array(values_of(column), np.str_)
    return np.searchsorted(ids, names)[index_of(column)] if len(names) else np.zeros(0, np.int64)


def _week(table: pa.Table, name: str) -> NDArray[np.int32]:
    return np.asarray(pc.fill_null(table[name], int(NO_WEEK)).to_numpy(), np.int32)


def _coded(
    table: pa.Table, name: str, words: list[str] | None
) -> tuple[NDArray[np.uint8], list[str]]:
    """Give a text column as places in the sorted list of its words; 255 where missing."""
    column = whole(table, name)
    used = sorted(set(values_of(column))) if words is None else words
    if len(used) >= OPEN:
        raise VirkerError(f"Der er for mange forskellige ord i {name}; højst 254 kan gemmes.")
    place = np.array([used.index(word) for word in values_of(column)] + [OPEN], np.uint8)
    return place[index_of(column)], used


def _edges(rank: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    return np.append(0, np.cumsum(np.bincount(rank, minlength=n))).astype(np.int64)


def _events(
    table: pa.Table, ids: NDArray[np.str_], kinds: list[str] | None
) -> tuple[dict[str, Any], list[str]]:
    rank, (kind, words) = _rank(table, ids), _coded(table, "kind", kinds)
    start, stop = _week(table, "start"), _week(table, "stop")
    amount = np.asarray(table["amount"].to_numpy(), np.float64)
    order = np.lexsort((amount, stop, kind, start, rank))
    columns = {"kind": kind, "start": start, "stop": stop, "amount": amount}
    sorted_ = {name: values[order] for name, values in columns.items()}
    return {"events_from": _edges(rank, len(ids)), **sorted_}, words


def _spells(
    table: pa.Table, ids: NDArray[np.str_], exits: list[str] | None
) -> tuple[dict[str, Any], list[str]]:
    rank, (exit_, words) = _rank(table, ids), _coded(table, "exit", exits)
    name, begin = pc.cast(whole(table, "spell"), pa.string()), _week(table, "start")
    order = np.lexsort((np.array(name.to_pylist(), np.str_), begin, rank))
    return {
        "spells_from": _edges(rank, len(ids)),
        "spell": name.take(pa.array(order)),
        "entry": _week(table, "entry")[order],
        "begin": begin[order],
        "end": _week(table, "stop")[order],
        "exit": exit_[order],
    }, words


def _covariates(table: pa.Table, ids: NDArray[np.str_]) -> pa.Table:
    """The other columns of persons, one row per id; missing for those who are not there."""
    row = pc.index_in(pa.array(ids.tolist(), pa.string()), pc.cast(table["person"], pa.string()))
    names = [name for name in table.column_names if name != "person"]
    return table.select(names).take(row) if names else _nothing(len(ids))


def _nothing(n: int) -> pa.Table:
    """A table with so many rows and no column."""
    return pa.table({"none": pa.nulls(n)}).select([])
