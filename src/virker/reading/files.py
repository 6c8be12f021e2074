"""From a csv or parquet file to an Arrow table, without dropping anything in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from virker.reading.wide import is_wide, long, week_columns

if TYPE_CHECKING:
    from pathlib import Path

    from pyarrow.csv import InvalidRow

    from virker.reading.notes import Notes

TEXT: Final = pa.dictionary(pa.int32(), pa.string())
"""How texts that repeat (ids, weeks, states) are held: one number per row."""

WANTED: Final[dict[str, tuple[str, ...]]] = {
    "weeks": ("person", "week", "state"),
    "spells": ("person", "spell", "start", "stop", "exit"),
    "events": ("person", "kind", "start"),
    "persons": ("person",),
}
"""The columns a table cannot do without."""

TEXTS: Final[dict[str, tuple[str, ...]]] = {
    "weeks": ("person", "week", "state", "registered"),
    "spells": ("person", "spell", "entry", "start", "stop", "exit", "registered"),
    "events": ("person", "kind", "start", "stop", "registered"),
    "persons": ("person", "caseworker", "team", "municipality"),
    "codes": ("code", "state"),
}
"""The columns read as text, whatever they look like."""


def find_file(folder: Path, table: str, notes: Notes) -> Path | None:
    """Find `weeks.parquet` or `weeks.csv`; two of them are one too many."""
    found = [path for kind in ("parquet", "csv") if (path := folder / f"{table}.{kind}").exists()]
    if len(found) > 1:
        notes.add("two_files")
        return None
    return found[0] if found else None


def load(path: Path, table: str, notes: Notes) -> pa.Table | None:
    """Load one file; texts become dictionaries, one chunk per column.

    Returns:
        The table as it stands in the file, or None when it cannot be read (noted).
    """
    notes.first_line = 2 if path.suffix == ".csv" else 1
    loaded = _csv(path, table, notes) if path.suffix == ".csv" else _parquet(path, notes)
    if loaded is None:
        return None
    loaded = lengthened(loaded, table, notes)
    if not has_columns(loaded, table, notes):
        return None
    if not loaded.num_rows:
        notes.add("empty_table")
    return texts(loaded, table)


def lengthened(loaded: pa.Table, table: str, notes: Notes) -> pa.Table:
    """Make weeks across (a DREAM-shaped file) into weeks down; leave other tables as they are."""
    wide = table == "weeks" and is_wide(loaded.column_names)
    return long(loaded, notes) if wide else loaded


def _parquet(path: Path, notes: Notes) -> pa.Table | None:
    try:
        return pq.ParquetFile(path).read()
    except (pa.ArrowInvalid, OSError):
        notes.add("unreadable")
        return None


def _csv(path: Path, table: str, notes: Notes) -> pa.Table | None:
    convert = pacsv.ConvertOptions(
        column_types=dict.fromkeys([*TEXTS[table], *_weeks_across(path, table)], TEXT),
        strings_can_be_null=True,
        quoted_strings_can_be_null=True,
        null_values=["", "NA", "null"],
    )
    ragged: list[int | None] = []

    def remember(row: InvalidRow) -> str:
        ragged.append(row.number)
        return "skip"

    def parsed(*, threads: bool, broken: bool = False) -> pa.Table:
        return pacsv.read_csv(
            path,
            read_options=pacsv.ReadOptions(use_threads=threads, block_size=8 << 20),
            parse_options=pacsv.ParseOptions(
                invalid_row_handler=remember, newlines_in_values=broken
            ),
            convert_options=convert,
        )

    loaded: pa.Table | None = None
    try:
        loaded = parsed(threads=True)
    except pa.ArrowInvalid as problem:
        if not _has_broken_lines(path):
            notes.add(_why(problem))
            return None
    if ragged or loaded is None:
        ragged.clear()
        loaded = parsed(threads=False, broken=_has_broken_lines(path))
    if ragged:
        _note_ragged(ragged, notes)
    return loaded


def _has_broken_lines(path: Path) -> bool:
    """Say whether a quoted text of the file goes on over more than one line."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return any(line.count('"') % 2 for line in file)


def _weeks_across(path: Path, table: str) -> list[str]:
    """The week columns of a DREAM-shaped file, whose codes must stay texts."""
    if table != "weeks":
        return []
    with path.open(encoding="utf-8", errors="replace") as file:
        names = [name.strip().strip('"') for name in file.readline().split(",")]
    return list(week_columns(names))


def _note_ragged(ragged: list[int | None], notes: Notes) -> None:
    """Arrow counts lines from 1 with the header, and only when it reads alone."""
    lines = np.array([number or 0 for number in ragged], np.int64)
    notes.rows("ragged_row", lines - notes.first_line)


def _why(problem: Exception) -> str:
    """Tell a wrong character set from a file that is no table."""
    return "not_utf8" if "UTF8" in str(problem) or "utf8" in str(problem) else "unreadable"


def has_columns(loaded: pa.Table, table: str, notes: Notes) -> bool:
    """Note columns that are missing or stand twice."""
    columns = loaded.column_names
    if len(set(columns)) < len(columns):
        notes.add("repeated_column")
        return False
    missing = [column for column in WANTED.get(table, TEXTS[table]) if column not in columns]
    for column in missing:
        notes.add("missing_column", column=column)
    return not missing


def texts(loaded: pa.Table, table: str) -> pa.Table:
    """Hold every text column of the contract as one dictionary chunk."""
    for position, column in enumerate(loaded.column_names):
        if column in TEXTS[table]:
            loaded = loaded.set_column(position, column, as_text(loaded[column]))
    return loaded


def as_text(values: pa.ChunkedArray) -> pa.DictionaryArray:
    """Turn any column into one dictionary-encoded chunk of text; an empty text is a missing one."""
    if not pa.types.is_dictionary(values.type):
        values = pc.cast(values, pa.string()).dictionary_encode()
    elif values.type != TEXT:
        values = pc.cast(pc.cast(values, values.type.value_type), pa.string()).dictionary_encode()
    whole = values.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0) if whole.num_chunks else pa.array([], TEXT)
    blank = pc.equal(whole.dictionary, "")
    if pc.any(blank).as_py():
        text = pc.cast(whole, pa.string())
        whole = pc.if_else(pc.equal(text, ""), None, text).dictionary_encode()
    return cast("pa.DictionaryArray", whole)
