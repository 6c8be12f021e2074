"""Spells from weeks: when a stretch on a benefit began, and when it was really over.

The official rule (jobindsats.dk): a spell ends when a whole calendar month passes without payment.
Shorter holes lie inside the spell. Coming back later is a new spell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from virker.calendar import FIRST_MONDAY
from virker.names import NOT_WATCHED

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from virker.histories import Histories

OPEN = -1
"""The exit of a spell that was not over when we stopped watching."""


@dataclass(frozen=True, slots=True)
class Periods:
    """Joined periods, ordered by person and start.

    Attributes:
        person: Whose. Shape: (n,).
        start: First week. Shape: (n,).
        stop: First week after. Shape: (n,).
        number: The person's first, second … period, from 1. Shape: (n,).
    """

    person: NDArray[np.int64]
    start: NDArray[np.int64]
    stop: NDArray[np.int64]
    number: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spells(Periods):
    """Spells on a benefit.

    Attributes:
        exit: The byte of the state they left to; `OPEN` where the spell is not over. Shape: (n,).
        cut: True where the spell ran already in the first week we watched the person: how long
            it had lasted, we do not know. Shape: (n,).
    """

    exit: NDArray[np.int64]
    cut: NDArray[np.bool_]

    def table(self, histories: Histories) -> pa.Table:
        """Give them as a `spells` table (`virker.tables.SCHEMAS`); cut spells are among them."""
        exits = [None if byte == OPEN else histories.labels[int(byte)] for byte in self.exit]
        return pa.table(
            {
                "person": pa.array(histories.persons[self.person].tolist()).dictionary_encode(),
                "spell": pa.array([str(n) for n in self.number.tolist()]).dictionary_encode(),
                "entry": pa.array(self.start, pa.int32()),
                "start": pa.array(self.start, pa.int32()),
                "stop": pa.array(self.stop, pa.int32()),
                "exit": pa.array(exits, pa.string()).dictionary_encode(),
            }
        )


def holds_a_month(after: ArrayLike, until: ArrayLike) -> NDArray[np.bool_]:
    """Say whether a whole calendar month lies between two weeks.

    Args:
        after: First week without payment, as a week number (`virker.calendar`). Shape: (n,).
        until: First week with payment again, or the first week nobody has watched. Shape: (n,).

    Returns:
        True where the days from the Monday of `after` up to the Monday of `until` hold one
        calendar month from its first to its last day.

    Examples:
        >>> from virker.calendar import week_number
        >>> january = [week_number(week) for week in ("2026-W01", "2026-W06")]
        >>> bool(holds_a_month(january[0], january[1]))
        True
        >>> bool(holds_a_month(january[0] + 1, january[1] + 2))
        False
    """
    zero = np.datetime64(FIRST_MONDAY, "D")
    first = zero + np.asarray(after, np.int64) * 7
    month = first.astype("datetime64[M]")
    month = month + (month.astype("datetime64[D]") != first)
    last: NDArray[np.bool_] = (month + 1).astype("datetime64[D]") <= (
        zero + np.asarray(until, np.int64) * 7
    )
    return last


def join_periods(person: ArrayLike, start: ArrayLike, stop: ArrayLike) -> Periods:
    """Join payments into spells: overlaps, and holes that hold no whole calendar month, go together.

    Args:
        person: Whose payment it is, 0 … Shape: (n,), in any order.
        start: First week of the payment. Shape: (n,).
        stop: First week after it; later than `start`. Shape: (n,).

    Returns:
        Joined periods, numbered per person.

    Raises:
        ValueError: A payment stops before it starts.

    Source:
        jobindsats.dk, "Forløb": a spell ends when a whole calendar month passes without payment.

    Examples:
        >>> joined = join_periods([0, 0, 0], [0, 2, 20], [3, 4, 22])
        >>> joined.start.tolist(), joined.stop.tolist(), joined.number.tolist()
        ([0, 20], [4, 22], [1, 2])
    """
    who, begins, ends = (np.asarray(column, np.int64) for column in (person, start, stop))
    if (ends <= begins).any():
        raise ValueError("a payment must stop after it starts")
    order = np.lexsort((ends, begins, who))
    who, begins, ends = who[order], begins[order], ends[order]
    least = int(begins.min(initial=0))
    key = (who << 32) + (ends - least)
    reach = (np.maximum.accumulate(key) & 0xFFFFFFFF) + least if len(key) else ends
    new = np.ones(len(who), np.bool_)
    new[1:] = (np.diff(who) != 0) | (
        (begins[1:] > reach[:-1]) & holds_a_month(reach[:-1], begins[1:])
    )
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(who)) - 1 if len(first) else first
    persons = who[first]
    number = np.arange(len(first)) - np.searchsorted(persons, persons) + 1
    return Periods(persons, begins[first], reach[last], number.astype(np.int64))


def spells_of(histories: Histories, word: str = "benefit") -> Spells:
    """Cut histories into spells on a benefit.

    Args:
        histories: Packed weeks.
        word: What counts as being on it (`virker.names.matches`): `benefit`, `UI`, `internship` …

    Returns:
        One row per spell. A spell is over when a whole calendar month without it was watched;
        until then it is open, and its stop is the first week nobody watched. A hole nobody
        watched that holds a whole month leaves the spell open at the hole.

    Examples:
        >>> import pyarrow as pa
        >>> from virker.histories import histories
        >>> from virker.tables import from_arrow
        >>> weeks = pa.table({"person": ["a"] * 9, "week": [*range(9)],
        ...                   "state": ["job", "UI", "UI", *["job"] * 6]})
        >>> found = spells_of(histories(from_arrow({"weeks": weeks})))
        >>> found.start.tolist(), found.stop.tolist(), found.exit.tolist()
        ([1], [3], [0])
    """
    on = histories.lookup(word)[histories.states]
    length = np.diff(histories.offsets)
    owner = np.repeat(np.arange(len(length)), length)
    week = np.arange(len(owner)) - np.repeat(histories.offsets[:-1], length)
    week = week + np.repeat(histories.first.astype(np.int64), length)
    joined = join_periods(owner[on], week[on], week[on] + 1)
    first = histories.first.astype(np.int64)[joined.person]
    end = first + length[joined.person]
    place = histories.offsets[joined.person] + joined.stop - first
    stop, exits = _exits(histories.states, place, joined.stop, end)
    return Spells(joined.person, joined.start, stop, joined.number, exits, joined.start == first)


def _exits(
    states: NDArray[np.uint8],
    place: NDArray[np.int64],
    stop: NDArray[np.int64],
    end: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find where each spell went, and let spells stay open until a month without them was seen."""
    after = np.append(states, NOT_WATCHED).astype(np.int64)[np.minimum(place, len(states))]
    after = np.where(stop < end, after, NOT_WATCHED)
    over = (after != NOT_WATCHED) & holds_a_month(stop, end)
    seen = np.where(after == NOT_WATCHED, stop, _watched_until(states, place, stop, end))
    over &= holds_a_month(stop, seen)
    return np.where(over, stop, seen), np.where(over, after, OPEN)


def _watched_until(
    states: NDArray[np.uint8],
    place: NDArray[np.int64],
    stop: NDArray[np.int64],
    end: NDArray[np.int64],
) -> NDArray[np.int64]:
    """The first week nobody watched after each spell's last week."""
    holes = np.append(np.flatnonzero(states == NOT_WATCHED), len(states) + 1)
    next_hole = holes[np.searchsorted(holes, place)]
    return np.minimum(end, stop + next_hole - place)
