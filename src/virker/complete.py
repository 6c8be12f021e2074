"""The last weeks are seldom complete: registrations come late. Say from when on they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from virker.calendar import week_text
from virker.reading.columns import NO_WEEK, week_numbers
from virker.reading.notes import Notes
from virker.store.completeness import completeness

if TYPE_CHECKING:
    from virker.tables import Data


def complete_until(data: Data) -> int | None:
    """Give the first week whose registrations are not complete yet.

    Args:
        data: A folder; its `weeks` (or `spells`) may say when each row was `registered`.

    Returns:
        A week number, or None where nothing says when rows were registered: then the folder is
        taken as complete.

    Source:
        `virker.store.completeness`: reporting delays seen backwards.

    Examples:
        >>> import pyarrow as pa
        >>> from virker.tables import from_arrow
        >>> weeks = pa.table({"person": ["a"] * 3, "week": [1, 2, 5], "state": ["job"] * 3,
        ...                   "registered": [1, 4, 5]})
        >>> complete_until(from_arrow({"weeks": weeks}))
        4
    """
    for table, about in ((data.weeks, "week"), (data.spells, "stop")):
        if "registered" not in table.column_names or not table.num_rows:
            continue
        column = table["registered"].combine_chunks()
        told = week_numbers(column, Notes("weeks"), "registered", needed=False)
        week = np.asarray(table[about].to_numpy(), np.int64)
        known = (told != NO_WEEK) & (told >= week)
        if known.any():
            found = completeness(week[known], told[known].astype(np.int64))
            return found.complete_until if found.complete_until <= told[known].max() else None
    return None


def not_complete_yet(week: int, language: str = "da") -> str:
    """Say it in words.

    Examples:
        >>> not_complete_yet(2928)
        'Tallene fra og med 2026-W07 er ikke færdige endnu og er ikke talt med.'
    """
    when = week_text(week)
    if language == "da":
        return f"Tallene fra og med {when} er ikke færdige endnu og er ikke talt med."
    return f"The numbers from {when} on are not complete yet and are not counted."
