"""When something was changed, and where: what `before_after`, `reform` and `monitor` ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from virker.calendar import week_number
from virker.errors import VirkerError

if TYPE_CHECKING:
    from virker.panel import Floats, Panel
    from virker.protocol import Protocol

COLUMN = "reform_week"
"""The column of `persons` that says when a person's municipality changed; empty for never."""


def week_option(protocol: Protocol, name: str = "change") -> int | None:
    """A week the protocol's options name, or None.

    Raises:
        VirkerError: It is no week.
    """
    given = protocol.option(name)
    if given is None:
        return None
    week = week_number(str(given))
    if week is None:
        raise VirkerError(f"options.{name} skal være en uge som 2026-W07, ikke {given}.")
    return week


def change_weeks(protocol: Protocol, people: Panel) -> Floats:
    """The week of the change for every person; infinite where nothing was changed.

    `options.change` goes before the column `reform_week` of `persons`. With `options.place` only
    that place of `options.unit` (municipality) changed.

    Raises:
        VirkerError: Neither says when.
    """
    week = week_option(protocol)
    if week is not None:
        return np.where(_here(protocol, people), float(week), np.inf)
    if COLUMN in people.levels:
        codes, words = people.levels[COLUMN]
        weeks = [week_number(word) for word in words]
        if None in weeks:
            raise VirkerError(f"{COLUMN} skal være uger som 2026-W07.")
        return np.array([*(w for w in weeks if w is not None), np.inf])[codes]
    if COLUMN in people.numbers:
        return np.where(np.isnan(people.numbers[COLUMN]), np.inf, people.numbers[COLUMN])
    raise VirkerError(
        f"Vi ved ikke, hvornår noget blev ændret. Skriv change i options, eller {COLUMN} i persons."
    )


def unit_of(protocol: Protocol, people: Panel) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], tuple[str, ...]]:  # fmt: skip
    """Which place each person belongs to: codes (-1 where unknown) and the places' names.

    Raises:
        VirkerError: The column is not in `persons`.
    """
    name = str(protocol.option("unit", "municipality"))
    if name not in people.levels:
        raise VirkerError(f"Vi ved ikke, hvor borgerne hører til: persons mangler {name}.")
    codes, words = people.levels[name]
    return codes, words


def place_asked(protocol: Protocol) -> str | None:
    """The one place the question is about: `options.place`, or the population's unit."""
    unit = str(protocol.option("unit", "municipality"))
    asked = protocol.option("place", (protocol.population or {}).get(unit))
    return str(asked) if isinstance(asked, str | int) else None


def _here(protocol: Protocol, people: Panel) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    place = place_asked(protocol)
    if place is None:
        return np.ones(people.n, np.bool_)
    codes, words = unit_of(protocol, people)
    if place not in words:
        raise VirkerError(f"Vi har ingen tal for {place}.")
    return codes == words.index(place)
