"""Histories: every person's weeks one after another, one byte a week, persons in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.names import NOT_WATCHED, matches
from virker.reading.checks import whole
from virker.reading.columns import index_of, person_ranks, values_of
from virker.reading.notes import Notes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from virker.tables import Data


@dataclass(frozen=True, slots=True)
class Histories:
    """The weeks of all persons, packed: the form every fast count reads.

    Attributes:
        persons: Ids in order. Shape: (n,).
        offsets: Where each person's weeks begin in `states`; person i has
            `states[offsets[i]:offsets[i + 1]]`. Shape: (n + 1,).
        first: The week number of each person's first week. Shape: (n,).
        states: One byte per person and week, no week left out between first and last;
            `NOT_WATCHED` (255) where nobody watched. Shape: (offsets[n],).
        labels: From a byte to the name of its state.
    """

    persons: NDArray[np.str_]
    offsets: NDArray[np.int64]
    first: NDArray[np.int32]
    states: NDArray[np.uint8]
    labels: dict[int, str]

    def lookup(self, word: str) -> NDArray[np.bool_]:
        """Give a table over all bytes: True where the state is what the word asks for.

        Args:
            word: As in `virker.names.matches`: `job`, `UI`, `internship`, `benefit`, …

        Returns:
            Shape (256,); index it with `states`.
        """
        table = np.zeros(256, np.bool_)
        for byte, state in self.labels.items():
            table[byte] = matches(state, word)
        return table


def histories(data: Data) -> Histories:
    """Pack the person-weeks of a folder, in the order of the persons' ids.

    Examples:
        >>> import pyarrow as pa
        >>> from virker.tables import from_arrow
        >>> weeks = pa.table({"person": ["b", "a", "a"], "week": [4, 6, 3],
        ...                   "state": ["job", "UI", "job"]})
        >>> packed = histories(from_arrow({"weeks": weeks}))
        >>> packed.persons.tolist(), packed.first.tolist(), packed.states.tolist()
        (['a', 'b'], [3, 4], [0, 255, 255, 10, 0])
    """
    person, ids = person_ranks(whole(data.weeks, "person"), Notes("weeks"))
    week = np.asarray(data.weeks["week"].to_numpy(), np.int32)
    column = whole(data.weeks, "state")
    bytes_of = np.array([data.codes.byte(state) for state in values_of(column)], np.uint8)
    state = bytes_of[index_of(column)] if len(bytes_of) else np.empty(0, np.uint8)
    return pack(person, week, state, ids, data.codes.labels)


def pack(
    person: NDArray[np.int32],
    week: NDArray[np.int32],
    state: NDArray[np.uint8],
    ids: NDArray[np.str_],
    labels: dict[int, str],
) -> Histories:
    """Pack person-weeks in any order: ranks of persons, week numbers, bytes of states.

    Shape: one per person-week each; every id in `ids` has at least one.
    """
    first = np.full(len(ids), np.iinfo(np.int32).max, np.int32)
    last = np.full(len(ids), np.iinfo(np.int32).min, np.int32)
    np.minimum.at(first, person, week)
    np.maximum.at(last, person, week)
    length = last.astype(np.int64) - first + 1
    offsets = np.append(0, np.cumsum(length)).astype(np.int64)
    states = np.full(int(offsets[-1]), NOT_WATCHED, np.uint8)
    states[offsets[person] + (week - first[person])] = state
    return Histories(ids, offsets, first, states, labels)
