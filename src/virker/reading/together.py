"""What must be true between tables: known persons, and events inside the follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from virker.reading.checks import whole
from virker.reading.columns import NO_WEEK, index_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from virker.reading.notes import Notes


def check_together(tables: dict[str, pa.Table], notes: dict[str, Notes]) -> None:
    """Note what only shows when tables are held against each other."""
    if "persons" in tables:
        for name in ("weeks", "spells", "events"):
            if name in tables:
                place = places(tables[name], tables["persons"])
                notes[name].rows("unknown_person", place < 0, "person")
        _note_no_history(tables, notes["persons"])
    if "weeks" in tables and "events" in tables and tables["weeks"].num_rows:
        _note_outside(tables["weeks"], tables["events"], notes["events"])


def places(table: pa.Table, among: pa.Table) -> NDArray[np.int64]:
    """Find the row in `among` (one per person) of each row's person; -1 where there is none."""
    column = whole(table, "person")
    ids = whole(among, "person")
    found = pc.index_in(column.dictionary, value_set=ids.dictionary)
    row_of = np.full(len(ids.dictionary) + 1, -1, np.int64)
    row_of[index_of(ids)] = np.arange(len(ids))
    row_of[-1] = -1
    place = np.append(np.asarray(pc.fill_null(found, -1)), -1)
    return row_of[place[index_of(column)]]


def _note_no_history(tables: dict[str, pa.Table], notes: Notes) -> None:
    """Note persons that no other table knows."""
    told = [name for name in ("weeks", "spells") if name in tables]
    seen = np.zeros(tables["persons"].num_rows, bool)
    for name in told:
        place = places(tables[name], tables["persons"])
        seen[place[place >= 0]] = True
    if told:
        notes.rows("no_history", ~seen, "person")


def _note_outside(weeks: pa.Table, events: pa.Table, notes: Notes) -> None:
    """Note events before the first or after the last week: of the register, or of the person."""
    who, week = whole(weeks, "person"), _weeks(weeks, "week")
    ids = who.dictionary
    first = np.full(len(ids) + 1, np.iinfo(np.int32).max, np.int64)
    last = np.full(len(ids) + 1, np.iinfo(np.int32).min, np.int64)
    np.minimum.at(first, index_of(who), week)
    np.maximum.at(last, index_of(who), week)
    start = _weeks(events, "start")
    stop = np.maximum(_weeks(events, "stop"), start + 1)
    known = start != NO_WEEK
    outside = known & ((start > week.max()) | (stop <= week.min()))
    notes.rows("outside_register", outside, "start")
    column = whole(events, "person")
    found = pc.index_in(column.dictionary, value_set=ids)
    place = np.append(np.asarray(pc.fill_null(found, -1)), -1)[index_of(column)]
    missed = (start > last[place]) | (stop <= first[place])
    notes.rows("outside_followup", known & missed & ~outside, "start")


def _weeks(table: pa.Table, name: str) -> NDArray[np.int64]:
    values = pc.fill_null(table[name], int(NO_WEEK)).to_numpy()
    return np.asarray(values, np.int64)
