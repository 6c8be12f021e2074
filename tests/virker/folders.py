"""Small data folders for tests: tables from rows, read as a user's folder is."""

from __future__ import annotations

import pyarrow as pa

from virker.tables import from_arrow


def folder(**tables):
    """Each table as a list of rows (dicts)."""
    return from_arrow({name: _texts(rows) for name, rows in tables.items()})


def _texts(rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table({name: pa.array([row.get(name) for row in rows]) for name in names})


def spell(person, stop, exit_, *, start=0, entry=None, number=1):
    return {
        "person": str(person),
        "spell": str(number),
        "entry": start if entry is None else entry,
        "start": start,
        "stop": start + stop,
        "exit": exit_,
    }
