"""Persons in Parquet, one row each: the same files for threads here and for Spark elsewhere.

Columns: ``person`` int64; ``states`` one byte a week; ``kinds`` one byte an event; ``weeks`` two
bytes an event (little-endian); ``levels`` two bytes a factor. Everything is binary, so a column
is one block of memory and reading it copies nothing but bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from virker.engines.watched import Watched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SCHEMA = pa.schema(
    [
        ("person", pa.int64()),
        ("states", pa.binary()),
        ("kinds", pa.binary()),
        ("weeks", pa.binary()),
        ("levels", pa.binary()),
    ]
)


def write_shards(people: Watched, folder: Path, parts: int) -> list[Path]:
    """Write the persons to so many files, in their order.

    Args:
        people: who and what.
        folder: made if it is not there.
        parts: how many files; a person is never divided.

    Returns:
        The files, in order.
    """
    folder.mkdir(parents=True, exist_ok=True)
    edges = np.linspace(0, len(people.person), parts + 1).astype(int)
    files: list[Path] = []
    for part in range(parts):
        files.append(folder / f"part-{part:05d}.parquet")
        table = pa.Table.from_batches([as_batch(people, edges[part], edges[part + 1])])
        pq.write_table(table, files[-1], compression="zstd", use_dictionary=False)
    return files


def as_batch(people: Watched, low: int, high: int) -> pa.RecordBatch:
    """Lay persons ``low`` … ``high`` − 1 out as Arrow."""
    happened = people.happened[low : high + 1]
    events = slice(int(happened[0]), int(happened[-1]))
    each = np.ones(high - low, np.int64)
    return pa.RecordBatch.from_arrays(
        [
            pa.array(people.person[low:high]),
            _binary(people.states[low:high], each * people.states.shape[1]),
            _binary(people.kind[events], np.diff(happened)),
            _binary(people.week[events], 2 * np.diff(happened)),
            _binary(people.factors[low:high], 2 * each * people.factors.shape[1]),
        ],
        schema=SCHEMA,
    )


def _binary(values: npt.NDArray[np.generic], lengths: npt.NDArray[np.int64]) -> pa.Array:
    """Cut an array into binary values of so many bytes each."""
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    data = np.ascontiguousarray(values).tobytes()
    return pa.Array.from_buffers(
        pa.binary(), len(lengths), [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    )


def read_shard(file: Path) -> Watched:
    """Read one file."""
    table = pq.read_table(file, use_threads=False, columns=SCHEMA.names)
    return of_batches(table.combine_chunks().to_batches())


def of_batches(batches: Sequence[pa.RecordBatch]) -> Watched:
    """Join Arrow batches into one partition; no batch is a partition with nobody in it."""
    table = pa.Table.from_batches(batches, schema=SCHEMA).combine_chunks()
    columns = {name: table.column(name) for name in SCHEMA.names}
    persons = len(table)
    kinds, starts = _bytes_of(columns["kinds"])
    weeks, _ = _bytes_of(columns["weeks"])
    states, _ = _bytes_of(columns["states"])
    levels, _ = _bytes_of(columns["levels"])
    return Watched(
        person=columns["person"].to_numpy().astype(np.int64),
        states=states.reshape(persons, -1) if persons else np.zeros((0, 1), np.uint8),
        happened=starts,
        kind=kinds,
        week=weeks.view(np.int16),
        factors=levels.view(np.int16).reshape(persons, -1)
        if persons
        else np.zeros((0, 0), np.int16),
    )


def _bytes_of(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Give the bytes of all values one after another, and where each begins."""
    pieces: list[npt.NDArray[np.uint8]] = [np.zeros(0, np.uint8)]
    lengths: list[npt.NDArray[np.int64]] = [np.zeros(0, np.int64)]
    for chunk in column.chunks:
        _, offset_buffer, data = chunk.buffers()
        if not len(chunk):
            continue
        offsets = np.frombuffer(offset_buffer, np.int32)[
            chunk.offset : chunk.offset + len(chunk) + 1
        ]
        lengths.append(np.diff(offsets).astype(np.int64))
        if data is not None:
            pieces.append(np.frombuffer(data, np.uint8)[offsets[0] : offsets[-1]])
    starts = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)
    return np.concatenate(pieces) if len(pieces) != 2 else pieces[1], starts
