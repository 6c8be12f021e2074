"""One partition of persons: everything about each of them, in one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from virker.errors import VirkerError
from virker.store.blobs import from_blobs, to_blobs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

OPEN: Final = 255
"""The exit of a spell that has not ended."""

BLOBS: Final[dict[str, str]] = {
    "_states": "uint8",
    "_event_kind": "uint8",
    "_event_start": "int32",
    "_event_stop": "int32",
    "_event_amount": "float64",
    "_spell_entry": "int32",
    "_spell_start": "int32",
    "_spell_stop": "int32",
    "_spell_exit": "uint8",
}
"""The packed columns, and what their bytes are."""
SPELL_NAMES: Final = "_spell"
OWN: Final = ("person", "_first", *BLOBS, SPELL_NAMES)
"""The store's own columns; all others are covariates."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Some persons, in the order of their ids, with all that is known about them.

    Unit: weeks as whole numbers since 1970-W01, or plain counts. A week nobody watched is 255 in
    `states`; a missing stop is the least int32; a missing amount is NaN; an open spell has exit
    255. Codes of kinds and exits are places in the store's lists (`Store.kinds`, `Store.exits`).

    Attributes:
        persons: Ids, ascending. Shape (n,), text.
        first: Week of each person's first byte in `states`. Shape (n,).
        weeks_from: Person i has `states[weeks_from[i]:weeks_from[i + 1]]`. Shape (n + 1,).
        states: One byte per person and week.
        events_from: As `weeks_from`, for the next four. Shape (n + 1,).
        kind: What happened. Events of a person stand by start, kind, stop and amount.
        start: First week.
        stop: First week after.
        amount: As recorded.
        spells_from: As `weeks_from`, for the next five. Shape (n + 1,).
        spell: Names of spells, text. Spells of a person stand by start and name.
        entry: First week watched.
        begin: First week.
        end: First week after, or first week no longer watched.
        exit: Where the spell led.
        covariates: The other columns of `persons`. n rows.
    """

    persons: pa.Array
    first: NDArray[np.int32]
    weeks_from: NDArray[np.int64]
    states: NDArray[np.uint8]
    events_from: NDArray[np.int64]
    kind: NDArray[np.uint8]
    start: NDArray[np.int32]
    stop: NDArray[np.int32]
    amount: NDArray[np.float64]
    spells_from: NDArray[np.int64]
    spell: pa.Array
    entry: NDArray[np.int32]
    begin: NDArray[np.int32]
    end: NDArray[np.int32]
    exit: NDArray[np.uint8]
    covariates: pa.Table

    @property
    def n(self) -> int:
        """Number of persons."""
        return len(self.persons)

    def batch(self, low: int = 0, high: int | None = None) -> pa.RecordBatch:
        """Lay the persons `low` up to `high` out as Arrow, one row each."""
        high = self.n if high is None else high
        weeks, events, spells = (
            edges[low : high + 1] for edges in (self.weeks_from, self.events_from, self.spells_from)
        )
        packed = {
            "_states": to_blobs(self.states, weeks),
            "_event_kind": to_blobs(self.kind, events),
            "_event_start": to_blobs(self.start, events),
            "_event_stop": to_blobs(self.stop, events),
            "_event_amount": to_blobs(self.amount, events),
            "_spell_entry": to_blobs(self.entry, spells),
            "_spell_start": to_blobs(self.begin, spells),
            "_spell_stop": to_blobs(self.end, spells),
            "_spell_exit": to_blobs(self.exit, spells),
            SPELL_NAMES: _lists(self.spell, spells),
        }
        more = self.covariates.slice(low, high - low)
        columns = {name: _one_chunk(more[name]) for name in more.column_names}
        first = {"person": self.persons[low:high], "_first": pa.array(self.first[low:high])}
        return pa.RecordBatch.from_pydict(first | packed | columns)


def _lists(names: pa.Array, edges: NDArray[np.int64]) -> pa.Array:
    part = names[int(edges[0]) : int(edges[-1])]
    offsets = pa.array((edges - edges[0]).astype(np.int32))
    return pa.ListArray.from_arrays(offsets, part)


def _one_chunk(column: pa.ChunkedArray) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def of_batches(batches: Sequence[pa.RecordBatch]) -> Partition:
    """Join Arrow batches, as a file or Spark gives them, into one partition.

    Columns that were not asked for (fewer are read faster) come back empty.

    Raises:
        VirkerError: there is no batch, or it is not from a store.
    """
    if not batches or "person" not in batches[0].schema.names:
        raise VirkerError("Det er ikke filer fra virkers lager.")
    table = pa.Table.from_batches(batches)
    n, have = table.num_rows, table.column_names
    cut = {name: _values(table, name, dtype) for name, dtype in BLOBS.items()}
    nobody = np.zeros(n + 1, np.int64)
    spells = cut["_spell_entry"][1] if SPELL_NAMES in have else nobody
    return Partition(
        persons=_one_chunk(table["person"]),
        first=np.asarray(table["_first"].to_numpy(), np.int32),
        weeks_from=cut["_states"][1],
        states=cut["_states"][0],
        events_from=cut["_event_kind"][1],
        kind=cut["_event_kind"][0],
        start=cut["_event_start"][0],
        stop=cut["_event_stop"][0],
        amount=cut["_event_amount"][0],
        spells_from=spells,
        spell=_flat(table, SPELL_NAMES),
        entry=cut["_spell_entry"][0],
        begin=cut["_spell_start"][0],
        end=cut["_spell_stop"][0],
        exit=cut["_spell_exit"][0],
        covariates=table.select([name for name in have if name not in OWN]),
    )


def _values(table: pa.Table, name: str, dtype: str) -> tuple[NDArray[Any], NDArray[np.int64]]:
    if name not in table.column_names:
        return np.zeros(0, dtype), np.zeros(table.num_rows + 1, np.int64)
    return from_blobs(table[name], dtype)


def _flat(table: pa.Table, name: str) -> pa.Array:
    if name not in table.column_names:
        return pa.array([], pa.string())
    return _one_chunk(table[name]).flatten()
