"""The last weeks are seldom complete: registrations come late. Say from when on they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from virker.calendar import week_text
from virker.reading.columns import NO_WEEK, week_numbers
from virker.reading.notes import Notes

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from virker.tables import Data

SHARE = 0.99
"""A week is complete when this share of its rows can be expected to have come in."""
FEWEST = 20
"""With fewer registrations than this the delay cannot be told, and the longest one seen counts."""


def usual_delay(week: ArrayLike, registered: ArrayLike, share: float = SHARE) -> int:
    """Say how many weeks it takes until almost everything about a week has been registered.

    Only weeks old enough to have shown a long delay are asked: otherwise the newest weeks, of
    which only the quick registrations have come, would make us look quicker than we are.

    Args:
        week: Week each row is about. Shape: (n,), n at least 1.
        registered: Week it was registered, as a week number. Shape: (n,).
        share: How much is almost everything, in (0, 1].

    Returns:
        Whole weeks, 0 or more.

    Source:
        Lawless (1994), Canadian J. Statistics 22(1), on reporting delays: right truncation is
        avoided here by leaving the newest weeks out.

    Examples:
        >>> usual_delay([0, 0, 1, 1, 9], [0, 2, 1, 3, 9])
        2
    """
    about, told = np.asarray(week, np.int64), np.asarray(registered, np.int64)
    delay = np.maximum(told - about, 0)
    longest = int(delay.max())
    old = about + longest <= int(told.max())
    if int(old.sum()) < FEWEST:
        return longest
    return int(np.quantile(delay[old], share, method="higher"))


def complete_until(data: Data) -> int | None:
    """Give the first week whose registrations are not complete yet.

    Args:
        data: A folder; its `weeks` (or `spells`) may say when each row was `registered`.

    Returns:
        A week number, or None where nothing says when rows were registered: then the folder is
        taken as complete.

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
        known = told != NO_WEEK
        if known.any():
            week = np.asarray(table[about].to_numpy(), np.int64)[known]
            last = int(told[known].max())
            return last - usual_delay(week, told[known]) + 1
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
