"""The panel: persons down, weeks across, with what is recorded about each person beside it.

A panel is the weeks, events, spells and persons of `virker.tables.Data` lined up on one calendar,
so that every week knows what had happened before it. Parts of it (some persons, all weeks) are
what the trial estimators work on; sums over parts are what they return.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from virker.errors import VirkerError
from virker.histories import histories
from virker.names import BENEFIT, MEETING, NOT_WATCHED, benefit_of, matches, service_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from virker.tables import Data

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
CLUSTERS = ("caseworker", "team", "municipality")
"""Columns that say who served the person; never adjusted for unless the protocol names them."""


@dataclass(frozen=True, slots=True)
class Events:
    """Everything of one kind that happened, sorted by person and start.

    Attributes:
        person: Row in the panel.
        start: First week, as a column of the panel; may lie before the first or after the last.
        stop: First week after; a week past the last column when it still runs.
        amount: What was recorded (hours, kroner, readiness); NaN where nothing was.
    """

    person: Ints
    start: Ints
    stop: Ints
    amount: Floats

    def of(self, low: int, high: int) -> Events:
        """The events of the persons `low` up to `high`, with persons counted from `low`."""
        a, b = np.searchsorted(self.person, [low, high])
        return Events(self.person[a:b] - low, self.start[a:b], self.stop[a:b], self.amount[a:b])


@dataclass(frozen=True, slots=True)
class Panel:
    """Persons × weeks.

    Attributes:
        persons: Ids, ascending. Shape (n,).
        first_week: Week number of the first column.
        state: One byte per person and week, 255 where nobody watched. Shape (n, weeks).
        labels: From byte to the name of the state.
        events: By kind.
        numbers: Covariates that are numbers, NaN where missing. Shape (n,) each.
        levels: Covariates that are words: codes into the words, -1 where missing.
        served_by: Codes of caseworker, team, municipality where known, -1 where missing.
        weeks_before: Weeks in the current spell before the first week watched. Shape (n,).
    """

    persons: npt.NDArray[np.str_]
    first_week: int
    state: npt.NDArray[np.uint8]
    labels: Mapping[int, str]
    events: Mapping[str, Events] = field(default_factory=dict[str, Events])
    numbers: Mapping[str, Floats] = field(default_factory=dict[str, Floats])
    levels: Mapping[str, tuple[Ints, tuple[str, ...]]] = field(
        default_factory=dict[str, tuple[Ints, tuple[str, ...]]]
    )
    served_by: Mapping[str, Ints] = field(default_factory=dict[str, Ints])
    weeks_before: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    @property
    def n(self) -> int:
        """Number of persons."""
        return self.state.shape[0]

    @property
    def weeks(self) -> int:
        """Number of weeks."""
        return self.state.shape[1]

    def lookup(self, word: str) -> Bools:
        """A table over all bytes: True where the state is what the word asks for."""
        table = np.zeros(256, np.bool_)
        for byte, state in self.labels.items():
            table[byte] = matches(state, word)
        return table

    def working(self) -> Bools:
        """A table over all bytes: True in a job, or supporting oneself where jobs are not recorded."""
        return self.lookup("job") | self.lookup("self_support")

    def groups(self) -> tuple[npt.NDArray[np.uint8], tuple[str, ...]]:
        """A table from byte to benefit group (255 for none), and the names of the groups."""
        names = sorted({g for s in self.labels.values() if (g := benefit_of(s)) is not None})
        table = np.full(256, 255, np.uint8)
        for byte, state in self.labels.items():
            if (group := benefit_of(state)) is not None:
                table[byte] = names.index(group)
        return table, tuple(names)

    @property
    def services(self) -> tuple[str, ...]:
        """The services on offer: every kind of event but meetings, and services seen in states."""
        seen = {service_of(state) for state in self.labels.values()} - {None}
        present = {
            cast("str", service)
            for service in seen
            if bool(self.lookup(cast("str", service))[self.state].any())
        }
        return tuple(sorted((set(self.events) | present) - {MEETING}))

    def where(self, keep: Bools) -> Panel:
        """The panel of some of the persons only."""
        new = np.cumsum(keep) - 1
        return Panel(
            self.persons[keep],
            self.first_week,
            self.state[keep],
            self.labels,
            {kind: _kept(events, keep, new) for kind, events in self.events.items()},
            {name: values[keep] for name, values in self.numbers.items()},
            {name: (codes[keep], words) for name, (codes, words) in self.levels.items()},
            {name: codes[keep] for name, codes in self.served_by.items()},
            self.weeks_before[keep],
        )


def _kept(events: Events, keep: Bools, new: Ints) -> Events:
    mine = keep[events.person]
    return Events(
        new[events.person[mine]], events.start[mine], events.stop[mine], events.amount[mine]
    )


def panel(data: Data) -> Panel:
    """Line up a data folder on one calendar.

    Args:
        data: What `virker.tables.read` gave; `weeks` must have rows.

    Returns:
        Persons in the order of their ids: the order of the rows in the files does not matter.

    Raises:
        VirkerError: There are no weeks to line up.
    """
    if data.weeks.num_rows == 0:
        raise VirkerError("Der er ingen uger i data. Læg filen weeks i mappen og prøv igen.")
    packed = histories(data)
    persons, first = packed.persons, int(packed.first.min())
    length = np.diff(packed.offsets)
    begins = packed.first.astype(np.int64) - first
    state = np.full((len(persons), int((begins + length).max())), NOT_WATCHED, np.uint8)
    columns = np.arange(state.shape[1])
    here = (columns >= begins[:, None]) & (columns < (begins + length)[:, None])
    state[here] = packed.states
    numbers, levels, served_by = covariates(data, persons)
    used = {int(byte) for byte in np.flatnonzero(np.bincount(packed.states, minlength=256))}
    return Panel(
        persons,
        first,
        state,
        {byte: label for byte, label in packed.labels.items() if byte in used},
        _events(data, persons, first, state.shape[1]),
        numbers,
        levels,
        served_by,
        _weeks_before(data, persons, state, first),
    )


def is_benefit(panel: Panel) -> Bools:
    """A table over all bytes: True where the week was on a benefit."""
    return panel.lookup(BENEFIT)


def _coded(table: Any, column: str) -> tuple[Ints, npt.NDArray[np.str_]]:
    """A column of texts as codes into its different values."""
    chunk = table[column].combine_chunks()
    chunk = chunk.cast("string").dictionary_encode()
    codes = np.asarray(chunk.indices.to_numpy(zero_copy_only=False), np.int64)
    return codes, np.asarray(chunk.dictionary.to_pylist(), dtype=np.str_)


def _whole(table: Any, column: str, missing: int = 0) -> Ints:
    filled = table[column].fill_null(missing)
    return np.asarray(filled.to_numpy(zero_copy_only=False), np.int64)


def _real(table: Any, column: str) -> Floats:
    return np.asarray(table[column].to_numpy(zero_copy_only=False), np.float64)


def _rank(persons: npt.NDArray[np.str_], table: Any) -> tuple[Ints, Bools]:
    """The panel row of each table row's person, and whether the person has any weeks."""
    codes, ids = _coded(table, "person")
    place = np.minimum(np.searchsorted(persons, ids), len(persons) - 1).astype(np.int64)
    return place[codes], (persons[place] == ids)[codes]


def _events(data: Data, persons: npt.NDArray[np.str_], first: int, weeks: int) -> dict[str, Events]:
    if data.events.num_rows == 0:
        return {}
    row, known = _rank(persons, data.events)
    start = _whole(data.events, "start") - first
    stop = np.asarray(data.events["stop"].is_null().to_numpy(zero_copy_only=False), np.bool_)
    ends = np.where(stop, start + 1, _whole(data.events, "stop") - first)
    amount = _real(data.events, "amount")
    kind, names = _coded(data.events, "kind")
    found: dict[str, Events] = {}
    for code, name in enumerate(names):
        mine = np.flatnonzero((kind == code) & known & (start < weeks))
        mine = mine[np.lexsort((amount[mine], ends[mine], start[mine], row[mine]))]
        found[str(name)] = Events(row[mine], start[mine], ends[mine], amount[mine])
    return found


def covariates(
    data: Data, persons: npt.NDArray[np.str_]
) -> tuple[dict[str, Floats], dict[str, tuple[Ints, tuple[str, ...]]], dict[str, Ints]]:
    """What is recorded about each person: numbers, words, and who served them.

    Shape: one per id in `persons`; NaN or -1 where nothing is recorded.
    """
    numbers: dict[str, Floats] = {}
    levels: dict[str, tuple[Ints, tuple[str, ...]]] = {}
    served_by: dict[str, Ints] = {}
    if data.persons.num_rows == 0:
        return numbers, levels, served_by
    row, known = _rank(persons, data.persons)
    for name in data.persons.column_names:
        if name == "person":
            continue
        values = _plain(data.persons[name])
        if name not in CLUSTERS and (real := _as_numbers(values)) is not None:
            numbers[name] = np.full(len(persons), np.nan)
            numbers[name][row[known]] = real[known]
            continue
        words = sorted({str(v) for v in values if v is not None and v != ""})
        place = {word: i for i, word in enumerate(words)}
        codes = np.full(len(persons), -1, np.int64)
        codes[row[known]] = np.array([place.get(str(v), -1) for v in values], np.int64)[known]
        levels[name] = (codes, tuple(words))
        if name in CLUSTERS:
            served_by[name] = codes
    return numbers, levels, served_by


def _plain(column: Any) -> list[Any]:
    """The values of a covariate; a day is the number of days since 1970."""
    if pa.types.is_temporal(column.type):
        if not pa.types.is_date(column.type):
            column = column.cast(pa.timestamp("s"), safe=False)
        column = column.cast(pa.date32(), safe=False).cast(pa.int32())
    return cast("list[Any]", column.to_pylist())


def _as_numbers(values: list[Any]) -> Floats | None:
    """The values as numbers, or None when any of them is a word."""
    words = {"true": 1.0, "false": 0.0}
    try:
        plain: list[Any] = [
            np.nan if v is None or v == "" else words.get(str(v).lower(), v) for v in values
        ]
        return np.array([float(v) for v in plain])
    except (ValueError, TypeError):
        return None


def _weeks_before(
    data: Data, persons: npt.NDArray[np.str_], state: npt.NDArray[np.uint8], first: int
) -> Ints:
    """Weeks already spent in the spell that runs in a person's first watched week."""
    before = np.zeros(len(persons), np.int64)
    if data.spells.num_rows == 0:
        return before
    row, known = _rank(persons, data.spells)
    seen = first + np.argmax(state != NOT_WATCHED, axis=1)
    start = _whole(data.spells, "start")
    stop = _whole(data.spells, "stop", missing=10**6)
    covers = known & (start < seen[row]) & (stop > seen[row])
    np.maximum.at(before, row[covers], (seen[row] - start)[covers])
    return before
