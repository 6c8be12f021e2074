"""Places × periods: one small table of sums over persons, for questions about whole places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.changes import change_weeks, place_asked, unit_of
from virker.errors import VirkerError
from virker.names import NOT_WATCHED
from virker.population import in_population, outcome_states

if TYPE_CHECKING:
    from virker.panel import Floats, Ints, Panel
    from virker.protocol import Protocol

PERIOD = 13
"""Weeks in a period, unless `options.period` says otherwise."""


@dataclass(frozen=True, slots=True)
class Table:
    """Places × periods.

    Attributes:
        share: Share of the watched weeks with the outcome. Shape (places, periods).
        people: Persons watched in each place. Shape (places,).
        first: Period of the change, counted from 0; infinite for never. Shape (places,).
        names: One per place.
        weeks: Weeks in a period.
        offset: First column of the panel that counts.
    """

    share: Floats
    people: Ints
    first: Floats
    names: tuple[str, ...]
    weeks: int
    offset: int


def tabulate(protocol: Protocol, people: Panel) -> Table:
    """Sum persons up to places and periods; periods that are not whole are left out.

    Args:
        protocol: Whose population, outcome, unit, period and change to use.
        people: Everybody, on benefits or not.

    Raises:
        VirkerError: Something is not recorded, people of one place have different weeks of
            change, a place has periods nobody watched, or the outcome is counted in weeks.
    """
    if protocol.outcome.startswith("weeks_"):
        raise VirkerError("Her svarer vi i andele. Skriv outcome uden weeks_ foran.")
    asked = dict(protocol.population or {})
    if place_asked(protocol) is not None:
        asked.pop(str(protocol.option("unit", "municipality")), None)
    keep = in_population(people, asked)
    chosen = people.where(keep)
    place, names = unit_of(protocol, chosen)
    change = change_weeks(protocol, chosen) - chosen.first_week
    weeks = int(str(protocol.option("period", PERIOD)))
    soonest = change[np.isfinite(change)].min(initial=np.inf)
    offset = int(soonest % weeks) if np.isfinite(soonest) else 0
    periods = (chosen.weeks - offset) // weeks
    good = outcome_states(chosen, protocol.outcome)
    known = place >= 0
    happened, watched = np.zeros((2, len(names), periods))
    for period in range(periods):
        part = chosen.state[:, offset + period * weeks : offset + (period + 1) * weeks]
        for total, counted in ((happened, good[part]), (watched, part != NOT_WATCHED)):
            np.add.at(total[:, period], place[known], counted.sum(axis=1)[known])
    people_in = np.bincount(place[known], minlength=len(names))
    if not (watched > 0).all():
        raise VirkerError("Nogle steder har perioder, hvor vi ikke så nogen. Tag de steder ud.")
    first = np.floor((_by_place(change, place, len(names)) - offset) / weeks)
    return Table(happened / watched, people_in, first, names, weeks, offset)


def _by_place(change: Floats, place: Ints, places: int) -> Floats:
    """The week of the change of each place.

    Raises:
        VirkerError: People of one place have different weeks.
    """
    first, last = np.full(places, np.inf), np.full(places, -np.inf)
    np.minimum.at(first, place[place >= 0], change[place >= 0])
    np.maximum.at(last, place[place >= 0], change[place >= 0])
    if not np.array_equal(first, last):
        raise VirkerError("Alle på samme sted skal have samme uge for ændringen.")
    return first
