"""DREAM-shaped files: one row per person, one column per week (`y_YYWW`), made into weeks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from virker.reading.notes import Notes

_COLUMN = re.compile(r"y_(\d\d)(\d\d)", re.IGNORECASE)
FIRST_YEAR: Final = 91
"""DREAM begins in 1991: two digits from 91 on are the last century."""
BLANK: Final = "blank"
"""The code of an empty cell. It is `self_support` unless the folder's code table says otherwise."""
_TEXT: Final = pa.dictionary(pa.int32(), pa.string())


def week_columns(names: Iterable[str]) -> dict[str, str]:
    """Find the columns that are weeks, in the order of time, and the ISO week of each.

    Examples:
        >>> week_columns(["person", "y_0801", "Y_9132", "age"])
        {'Y_9132': '1991-W32', 'y_0801': '2008-W01'}
    """
    found: dict[str, str] = {}
    for name in names:
        if match := _COLUMN.fullmatch(name):
            year = int(match[1])
            found[name] = f"{1900 + year if year >= FIRST_YEAR else 2000 + year}-W{match[2]}"
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def is_wide(names: Iterable[str]) -> bool:
    """Say whether a file is DREAM-shaped: columns that are weeks, and none called `week`."""
    named = list(names)
    return "week" not in named and "person" in named and bool(week_columns(named))


def long(loaded: pa.Table, notes: Notes) -> pa.Table:
    """Make one row per person and week; lines still tell the row of the person in the file.

    Examples:
        >>> from virker.reading.notes import Notes
        >>> file = pa.table({"person": ["a", "b"], "y_2601": [111, None], "y_2602": [None, 651]})
        >>> long(file, Notes("weeks")).to_pylist()[:2]
        [{'person': 'a', 'week': '2026-W01', 'state': '111'}, {'person': 'a', 'week': '2026-W02', 'state': 'blank'}]
    """
    columns = week_columns(loaded.column_names)
    codes = pa.chunked_array([_codes(loaded[name]) for name in columns], _TEXT)
    codes = codes.unify_dictionaries()
    rows, weeks = loaded.num_rows, len(columns)
    index = np.array([_index(chunk) for chunk in codes.chunks], np.int32).reshape(weeks, rows)
    words = codes.chunk(0).dictionary
    person = loaded["person"].combine_chunks()
    notes.lines = np.repeat(np.arange(rows, dtype=np.int64) + notes.first_line, weeks)
    return pa.table(
        {
            "person": person.take(pa.array(np.repeat(np.arange(rows), weeks))),
            "week": pa.DictionaryArray.from_arrays(
                pa.array(np.tile(np.arange(weeks, dtype=np.int32), rows)),
                pa.array(list(columns.values())),
            ),
            "state": pa.DictionaryArray.from_arrays(pa.array(index.T.ravel()), words),
        }
    )


def _codes(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """A column of codes as texts; 111.0 is 111, and an empty cell is `blank`."""
    values = column.combine_chunks()
    if pa.types.is_floating(values.type):
        values = pc.cast(values, pa.int64(), safe=False)
    text = pc.cast(values, pa.string())
    empty = pc.or_(pc.is_null(text), pc.equal(pc.utf8_trim_whitespace(text), ""))
    return pc.if_else(pc.fill_null(empty, fill_value=True), BLANK, text).dictionary_encode()


def _index(chunk: pa.DictionaryArray) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.asarray(chunk.indices.to_numpy(zero_copy_only=False), np.int32)
