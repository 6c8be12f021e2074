"""Those who began a spell, and where each of them was so many weeks later.

Describing, before and after, what to expect and the monthly look all ask about people who began a
spell. Here they are lined up once, from the spells of a folder or from its weeks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from virker.complete import complete_until
from virker.errors import VirkerError
from virker.histories import histories
from virker.names import JOB, NOT_WATCHED, benefit_of, matches, named, state_named
from virker.panel import Panel, covariates, panel
from virker.population import in_population
from virker.reading.columns import person_ranks
from virker.reading.notes import Notes
from virker.spells import OPEN, spells_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from virker.panel import Bools, Floats, Ints
    from virker.protocol import Plain, Protocol
    from virker.tables import Data

SPELL_OF = "benefit"
"""What a spell is a spell of, unless `options.spell_of` says otherwise."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """Spells, one per row.

    Attributes:
        people: Everybody, with their weeks (none when the folder has only spells).
        person: Row in `people`. Shape (n,).
        start: Week the spell began. Shape (n,).
        entry: Weeks after the start at which we began to watch; 0 is from the start. Shape (n,).
        stop: Weeks from the start until the spell ended, or until we stopped watching. Shape (n,).
        how: 0 while open, else the number of the exit, from 1. Shape (n,).
        exits: Names of exits 1 … K.
        group: Benefit the spell began on, empty where unknown. Shape (n,).
        left_out: Why spells were left out, and how many.
        complete_until: First week whose registrations are not complete yet; None when all are.
    """

    people: Panel
    person: Ints
    start: Ints
    entry: Floats
    stop: Floats
    how: Ints
    exits: tuple[str, ...]
    group: npt.NDArray[np.str_]
    left_out: Mapping[str, int]
    complete_until: int | None = None

    @property
    def n(self) -> int:
        """Spells."""
        return len(self.person)

    def where(self, keep: Bools, why: str = "") -> Cohort:
        """Some of the spells only; the others are counted under `why`."""
        gone = int((~keep).sum())
        told = {**self.left_out, why: self.left_out.get(why, 0) + gone} if why and gone else None
        return replace(
            self,
            person=self.person[keep],
            start=self.start[keep],
            entry=self.entry[keep],
            stop=self.stop[keep],
            how=self.how[keep],
            group=self.group[keep],
            left_out=self.left_out if told is None else told,
        )

    def went_to(self, outcome: str) -> Bools:
        """Which exits are what the outcome asks for. Shape (K,).

        Raises:
            VirkerError: The outcome is no state we know, and nobody went there.
        """
        words = outcome.removeprefix("weeks_").split("_or_")
        for word in words:
            known = state_named(word) or named(word)
            if not known and not any(matches(name, word) for name in self.exits):
                raise VirkerError(
                    f"Ingen gik til {word}. Vælg et outcome blandt {', '.join(self.exits) or JOB}."
                )
        return np.array(
            [any(matches(name, word) for word in words) for name in self.exits], np.bool_
        )

    def status(self, outcome: str, weeks: int) -> Floats:
        """Where each of them was so many weeks after the start.

        Args:
            outcome: `job`, `education`, `job_or_education`, another state, or `weeks_` before one.
            weeks: Weeks after the start, 1 or more.

        Returns:
            1 or 0 (weeks from 0 to `weeks` for a `weeks_` outcome); NaN where we do not know.
            Where the folder has weeks, they decide; else somebody who left stays where they went.
            Shape (n,).
        """
        there = self.went_to(outcome)
        if not self.people.weeks:
            return self._by_exit(there, weeks, total=outcome.startswith("weeks_"))
        good = np.zeros(256, np.bool_)
        for word in outcome.removeprefix("weeks_").split("_or_"):
            good |= self.people.lookup(word)
        first = 1 if outcome.startswith("weeks_") else weeks
        later = self.start[:, None] - self.people.first_week + np.arange(first, weeks + 1)[None, :]
        inside = (later >= 0) & (later < self.people.weeks)
        state = self.people.state[self.person[:, None], np.clip(later, 0, self.people.weeks - 1)]
        known = (inside & (state != NOT_WATCHED)).all(axis=1) & (self.entry == 0)
        return np.where(known & self._told(weeks), good[state].sum(axis=1), np.nan)

    def _told(self, weeks: int) -> Bools:
        """Whether the week asked about is complete."""
        if self.complete_until is None:
            return np.ones(self.n, np.bool_)
        return self.start + weeks < self.complete_until

    def _by_exit(self, exits: Bools, weeks: int, *, total: bool) -> Floats:
        there = np.append(False, exits)[self.how]
        gone = self.stop <= weeks
        known = (self.entry == 0) & ((gone & (self.how > 0)) | (self.stop > weeks))
        after = np.maximum(weeks - self.stop + 1, 0.0) if total else 1.0
        return np.where(known & self._told(weeks), np.where(gone & there, after, 0.0), np.nan)


def cohort(protocol: Protocol, data: Data) -> Cohort:
    """Line up the spells a protocol is about.

    Args:
        protocol: Its `population` may name what is recorded about persons, and `group` (the
            benefit the spell began on); `options.spell_of` says what is a spell (any benefit).
        data: Its spells; where it has none, they are cut from its weeks (`virker.spells`), and
            those that already ran when we came are left out and counted.

    Raises:
        VirkerError: There are neither spells nor weeks, or a condition is not recorded.
    """
    people = panel(data) if data.weeks.num_rows else None
    found = _given(data, people) if data.spells.num_rows else _cut(protocol, data, people)
    limit = complete_until(data)
    if limit is not None:
        found = _up_to(found, limit)
    asked = dict(protocol.population or {})
    if "weeks" in asked:
        raise VirkerError("population kan ikke nævne weeks her: alle tælles fra forløbets start.")
    group = asked.pop("group", None)
    kept = in_population(found.people, asked)[found.person]
    if group is not None:
        kept &= np.isin(found.group, _groups(group))
    chosen = found.where(kept)
    if not chosen.n:
        raise VirkerError("Ingen forløb passer på det, protokollen skriver i population.")
    return chosen


def _groups(asked: Plain) -> list[str]:
    words = asked if isinstance(asked, tuple) else (asked,)
    return [named(str(word)) or str(word) for word in words]


def _given(data: Data, people: Panel | None) -> Cohort:
    """The spells as the folder tells them, ordered by person and start."""
    table = data.spells
    column = table["person"].combine_chunks()
    rank, ids = person_ranks(column, Notes("spells"))
    if people is None:
        nothing = np.zeros((len(ids), 0), np.uint8)
        people = Panel(ids, 0, nothing, {}, {}, *covariates(data, ids))
        place, known = rank.astype(np.int64), np.ones(len(rank), np.bool_)
    else:
        row = np.minimum(np.searchsorted(people.persons, ids), len(people.persons) - 1)
        place, known = row[rank].astype(np.int64), (people.persons[row] == ids)[rank]
    start, stop, entry = (
        np.asarray(table[name].to_numpy(), np.int64) for name in ("start", "stop", "entry")
    )
    names = [str(name) if name else None for name in table["exit"].to_pylist()]
    exits = tuple(sorted({name for name in names if name is not None}))
    number = {name: k for k, name in enumerate(exits, start=1)}
    how = np.array([number.get(name or "", 0) for name in names], np.int64)
    order = np.lexsort((stop, start, place))
    place, start, stop, entry, how = (c[order] for c in (place, start, stop, entry, how))
    found = Cohort(
        people, place, start, (entry - start).astype(float), (stop - start).astype(float), how,
        exits, _began_on(people, place, entry), {},
    )  # fmt: skip
    known = known[order]
    watched = (found.stop > found.entry) | ((found.entry == 0) & (found.how > 0))
    return found.where(known, "no_weeks").where(watched[known], "never_watched")


def _cut(protocol: Protocol, data: Data, people: Panel | None) -> Cohort:
    """The spells cut from weeks."""
    if people is None:
        raise VirkerError(
            "Der er hverken forløb eller uger i data. Læg spells eller weeks i mappen."
        )
    packed = histories(data)
    cut = spells_of(packed, str(protocol.option("spell_of", SPELL_OF)))
    used = sorted({int(byte) for byte in np.unique(cut.exit)} - {OPEN})
    how = np.searchsorted(np.array(used, np.int64), cut.exit) + 1
    found = Cohort(
        people,
        cut.person,
        cut.start,
        np.zeros(len(cut.start)),
        (cut.stop - cut.start).astype(float),
        np.where(cut.exit == OPEN, 0, how),
        tuple(packed.labels[byte] for byte in used),
        _began_on(people, cut.person, cut.start),
        {},
    )
    return found.where(~cut.cut, "began_before_we_watched")


def _began_on(people: Panel, person: Ints, week: Ints) -> npt.NDArray[np.str_]:
    """The benefit of each spell's first watched week; empty where there is none."""
    if not people.weeks:
        return np.full(len(person), "", np.str_)
    names = np.array(
        [benefit_of(people.labels.get(byte, "")) or "" for byte in range(256)], np.str_
    )
    place = week - people.first_week
    inside = (place >= 0) & (place < people.weeks)
    state = people.state[person, np.clip(place, 0, people.weeks - 1)]
    return np.where(inside, names[state], "")


def _up_to(found: Cohort, limit: int) -> Cohort:
    """Stop watching where registrations are no longer complete."""
    begun = found.where(found.start + found.entry < limit, "not_complete_yet")
    late = begun.start + begun.stop >= limit
    stop = np.where(late, limit - begun.start, begun.stop).astype(float)
    return replace(begun, stop=stop, how=np.where(late, 0, begun.how), complete_until=limit)
