"""Columns read as numbers: persons by rank, weeks as whole numbers, states by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from virker.calendar import is_plain_count, week_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from virker.reading.notes import Notes

NO_WEEK: Final = np.iinfo(np.int32).min
"""Stands for a week that is not given."""

_EARLIEST, _LATEST = -3_653, 6_840
"""1900 and 2101 as week numbers; plain counts are not held to them."""


def index_of(column: pa.DictionaryArray) -> NDArray[np.int32]:
    """Give the place in the dictionary of each row; -1 where the value is missing.

    Shape: one per row.
    """
    indices = pc.fill_null(column.indices, -1)
    return np.asarray(indices.to_numpy(zero_copy_only=False), np.int32)


def values_of(column: pa.DictionaryArray) -> list[str]:
    """Give the texts of a dictionary column, each once."""
    return [value or "" for value in column.dictionary.to_pylist()]


def person_ranks(
    column: pa.DictionaryArray, notes: Notes
) -> tuple[NDArray[np.int32], NDArray[np.str_]]:
    """Number persons in the order of their ids.

    Returns:
        The rank of each row's person (-1 where the id is missing, which is noted), and the ids
        in order.
    """
    index = index_of(column)
    notes.rows("missing_person", index < 0, "person")
    ids = np.array(values_of(column), np.str_)
    order = np.argsort(ids, kind="stable")
    rank = np.empty(len(ids) + 1, np.int32)
    rank[order] = np.arange(len(ids), dtype=np.int32)
    rank[-1] = -1
    return rank[index], ids[order]


def week_numbers(
    column: pa.DictionaryArray, notes: Notes, name: str, *, needed: bool = True
) -> NDArray[np.int32]:
    """Read weeks; a missing or unreadable one is `NO_WEEK` and noted.

    Args:
        column: A dictionary column of texts such as `2026-W07` or plain counts.
        notes: Where findings go.
        name: The column's name.
        needed: Whether every row must have one.
    """
    index, texts = index_of(column), values_of(column)
    numbers = [week_number(text) for text in texts]
    table = np.array([NO_WEEK if week is None else week for week in numbers] + [NO_WEEK], np.int32)
    plain = np.array([is_plain_count(text) for text in texts] + [False])
    weeks, given = table[index], index >= 0
    notes.rows("bad_week", given & (weeks == NO_WEEK), name)
    if needed:
        notes.rows("missing_value", ~given, name)
    far = ~plain[index] & (weeks != NO_WEEK) & ((weeks < _EARLIEST) | (weeks > _LATEST))
    notes.rows("impossible_week", far, name)
    return weeks


def is_plain(column: pa.DictionaryArray) -> bool | None:
    """Say whether all times are plain counts; None when there are none, or when they are mixed."""
    kinds = {is_plain_count(text) for text in values_of(column) if week_number(text) is not None}
    return kinds.pop() if len(kinds) == 1 else None


def is_mixed(columns: list[pa.DictionaryArray]) -> bool:
    """Say whether ISO weeks and plain counts stand in the same table."""
    texts = {text for column in columns for text in values_of(column)}
    return len({is_plain_count(text) for text in texts if week_number(text) is not None}) > 1


def renamed(column: pa.DictionaryArray, names: list[str | None]) -> pa.Array:
    """Replace each text of a dictionary column by its one name (None: missing)."""
    kept = sorted({name for name in names if name is not None})
    place = {name: position for position, name in enumerate(kept)}
    table = np.array([-1 if name is None else place[name] for name in names] + [-1], np.int32)
    index = table[index_of(column)]
    return pa.DictionaryArray.from_arrays(
        pa.array(index, pa.int32(), mask=index < 0), pa.array(kept, pa.string())
    )


def week_column(weeks: NDArray[np.int32]) -> pa.Array:
    """Give weeks as an Arrow column, missing where not given."""
    return pa.array(weeks, pa.int32(), mask=weeks == NO_WEEK)
