"""What must be true of each table before anybody counts with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from virker.names import EVENT_KINDS, named
from virker.reading.columns import (
    NO_WEEK,
    index_of,
    is_mixed,
    person_ranks,
    renamed,
    values_of,
    week_column,
    week_numbers,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from virker.codes import CodeTable
    from virker.reading.notes import Notes


def check_weeks(table: pa.Table, notes: Notes, codes: CodeTable) -> pa.Table:
    """Check person-weeks, and give them with week numbers and state names.

    Noted: missing ids, weeks and states, unreadable weeks, unknown states, a week that stands
    twice, corrections made later (the latest registration counts), holes and disorder.
    """
    column = {name: whole(table, name) for name in table.column_names}
    person, _ = person_ranks(column["person"], notes)
    week = week_numbers(column["week"], notes, "week")
    if is_mixed([column["week"]]):
        notes.add("mixed_time", column="week")
    names = [codes.state(code) for code in values_of(column["state"])]
    state = index_of(column["state"])
    notes.rows("missing_value", state < 0, "state")
    unknown = np.array([name is None for name in names] + [False])
    notes.rows("unknown_state", unknown[state], "state")
    keep = _one_row_per_week(table, person, week, notes)
    table = table.set_column(table.column_names.index("week"), "week", week_column(week))
    place = table.column_names.index("state")
    table = table.set_column(place, "state", renamed(column["state"], names))
    return table if keep is None else table.take(keep)


def whole(table: pa.Table, name: str) -> pa.DictionaryArray:
    """Give a column as one chunk."""
    column = table[name]
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _one_row_per_week(
    table: pa.Table, person: NDArray[np.int32], week: NDArray[np.int32], notes: Notes
) -> NDArray[np.int64] | None:
    """Note weeks that stand twice; give the rows to keep where corrections were made later."""
    key = person.astype(np.int64) * (1 << 32) + week
    step = np.diff(key)
    if (step > 0).all():
        _note_holes(person, week, np.arange(len(key)), notes)
        return None
    order = np.argsort(key, kind="stable")
    if (step < 0).any():
        notes.rows("unsorted", np.flatnonzero(step < 0) + 1)
    same = np.diff(key[order]) == 0
    if "registered" in table.column_names:
        return _latest(table, key, notes)
    known = (person[order[1:]] >= 0) & (week[order[1:]] != NO_WEEK)
    notes.rows("duplicate_week", order[1:][same & known], "week")
    _note_holes(person, week, order, notes)
    return None


def _latest(table: pa.Table, key: NDArray[np.int64], notes: Notes) -> NDArray[np.int64]:
    """Keep the latest registration of each person's week; the same one twice is an error."""
    registered = week_numbers(whole(table, "registered"), notes, "registered", needed=False)
    order = np.lexsort((registered, key))
    same = np.diff(key[order]) == 0
    again = same & (np.diff(registered[order]) == 0)
    notes.rows("duplicate_week", order[1:][again], "week")
    notes.rows("backdated", order[:-1][same & ~again], "week")
    return np.sort(order[np.append(~same, True)])


def _note_holes(
    person: NDArray[np.int32], week: NDArray[np.int32], order: NDArray[np.int64], notes: Notes
) -> None:
    """Note where a person's weeks jump over one or more weeks."""
    after, before = order[1:], order[:-1]
    jump = (person[after] == person[before]) & (week[before] != NO_WEEK)
    notes.rows("gap", after[jump & (week[after].astype(np.int64) - week[before] > 1)], "week")


def check_spells(table: pa.Table, notes: Notes, codes: CodeTable) -> pa.Table:
    """Check spells, and give them with week numbers: one row per spell.

    Noted: missing ids, spells that stand twice or overlap, a stop before the start, an entry
    outside the spell, an open spell without the last week we saw.
    """
    if "entry" not in table.column_names:
        table = table.append_column("entry", table["start"])
    column = {name: whole(table, name) for name in table.column_names}
    person, _ = person_ranks(column["person"], notes)
    start = week_numbers(column["start"], notes, "start")
    stop = week_numbers(column["stop"], notes, "stop", needed=False)
    entry = week_numbers(column["entry"], notes, "entry", needed=False)
    entry = np.where(entry == NO_WEEK, start, entry)
    if is_mixed([column["start"], column["stop"], column["entry"]]):
        notes.add("mixed_time", column="start")
    notes.rows("open_without_stop", index_of(column["stop"]) < 0, "stop")
    notes.rows("missing_value", index_of(column["spell"]) < 0, "spell")
    known = (start != NO_WEEK) & (stop != NO_WEEK)
    notes.rows("stop_before_start", known & (stop < start), "stop")
    notes.rows("entry_outside_spell", known & ((entry < start) | (entry > stop)), "entry")
    _note_overlaps(person, index_of(column["spell"]), start, stop, notes)
    exits = [codes.state(code) or code for code in values_of(column["exit"])]
    return _replaced(
        table,
        start=week_column(start),
        stop=week_column(stop),
        entry=week_column(entry),
        exit=renamed(column["exit"], [name or None for name in exits]),
    )


def _note_overlaps(
    person: NDArray[np.int32],
    spell: NDArray[np.int32],
    start: NDArray[np.int32],
    stop: NDArray[np.int32],
    notes: Notes,
) -> None:
    """Note a spell that stands twice, and one that begins before an earlier one ended."""
    twice = np.lexsort((spell, person))
    same = (np.diff(person[twice]) == 0) & (np.diff(spell[twice]) == 0) & (spell[twice[1:]] >= 0)
    notes.rows("duplicate_spell", twice[1:][same & (person[twice[1:]] >= 0)], "spell")
    order = np.lexsort((stop, start, person))
    who, until = person[order].astype(np.int64), stop[order].astype(np.int64)
    reach = np.maximum.accumulate(who * (1 << 33) + until)
    begins = who * (1 << 33) + start[order]
    known = (start[order] != NO_WEEK) & (who >= 0)
    late = np.append(False, (begins[1:] < reach[:-1]) & known[1:] & (np.diff(who) == 0))
    notes.rows("overlapping_spells", order[late], "start")


def _replaced(table: pa.Table, **columns: pa.Array) -> pa.Table:
    """Put new columns in the place of the old ones."""
    for name, values in columns.items():
        table = table.set_column(table.column_names.index(name), name, values)
    return table


def check_events(table: pa.Table, notes: Notes) -> pa.Table:
    """Check events, and give them with week numbers, kinds by their one name and amounts.

    Noted: missing ids and kinds, unknown kinds, a stop before the start, unreadable amounts.
    """
    for name in ("stop", "amount"):
        if name not in table.column_names:
            table = table.append_column(name, pa.nulls(table.num_rows, pa.string()))
    table = _replaced(table, stop=_text_column(table, "stop"))
    column = {name: whole(table, name) for name in ("person", "kind", "start", "stop")}
    person_ranks(column["person"], notes)
    start = week_numbers(column["start"], notes, "start")
    stop = week_numbers(column["stop"], notes, "stop", needed=False)
    if is_mixed([column["start"], column["stop"]]):
        notes.add("mixed_time", column="start")
    both = (start != NO_WEEK) & (stop != NO_WEEK)
    notes.rows("stop_before_start", both & (stop < start), "stop")
    kind = index_of(column["kind"])
    notes.rows("missing_value", kind < 0, "kind")
    kinds = [named(text) or text for text in values_of(column["kind"])]
    strange = np.array([name not in EVENT_KINDS for name in kinds] + [False])
    notes.rows("unknown_kind", strange[kind], "kind")
    return _replaced(
        table,
        kind=renamed(column["kind"], [name or None for name in kinds]),
        start=week_column(start),
        stop=week_column(stop),
        amount=_amounts(table, notes),
    )


def _text_column(table: pa.Table, name: str) -> pa.DictionaryArray:
    """Give a column as texts, also when it was all empty."""
    from virker.reading.files import as_text

    return as_text(table[name])


def _amounts(table: pa.Table, notes: Notes) -> pa.Array:
    """Read amounts as numbers; what is no number is noted."""
    raw = table["amount"].combine_chunks()
    try:
        return pc.cast(raw, pa.float64())
    except pa.ArrowInvalid:
        texts: list[str | None] = pc.cast(raw, pa.string()).to_pylist()
    bad = np.array([text is not None and not _is_number(text) for text in texts])
    notes.rows("bad_number", bad, "amount")
    return pa.array([None] * len(texts), pa.float64())


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def check_persons(table: pa.Table, notes: Notes) -> pa.Table:
    """Check persons: every id there, and only once."""
    person, _ = person_ranks(whole(table, "person"), notes)
    order = np.argsort(person, kind="stable")
    same = (np.diff(person[order]) == 0) & (person[order[1:]] >= 0)
    notes.rows("duplicate_person", order[1:][same], "person")
    return table
