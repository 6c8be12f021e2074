"""Where people were 30, 92, 182 and 365 days after a spell was over, one status each.

jobindsats.dk gives one status per spell by a fixed hierarchy of 19 steps. Only its first step
(A-dagpenge) and its last (selvforsørgelse) are known to us; the order between is our own and says
so. The official one is loaded as data.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from virker.errors import VirkerError
from virker.names import NOT_WATCHED, matches
from virker.spells import OPEN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from virker.histories import Histories
    from virker.spells import Spells

DAYS: Final = (30, 92, 182, 365)
"""The official days: one, three, six and twelve months."""
OWN_ORDER: Final = Path(__file__).parent / "data" / "status.csv"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the hierarchy.

    Attributes:
        name: What it is called, in Danish.
        states: Words of states that are this step (`virker.names.matches`); empty where weeks
            cannot tell it.
        official: Whether its place is the official one.
    """

    name: str
    states: tuple[str, ...]
    official: bool


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """The steps, the one that goes before all others first."""

    steps: tuple[Step, ...]

    def place(self, state: str) -> int:
        """The step of a state, from 0; the last one (self-support) when no step names it."""
        for place, step in enumerate(self.steps):
            if any(matches(state, word) for word in step.states):
                return place
        return len(self.steps) - 1

    def status(self, states: Collection[str]) -> str:
        """The one status of somebody who was in several states at once.

        Examples:
            >>> hierarchy().status(["job", "UI", "SDP"])
            'A-dagpenge'
            >>> hierarchy().status([])
            'Selvforsørgelse'
        """
        last = len(self.steps) - 1
        return self.steps[min((self.place(state) for state in states), default=last)].name


def hierarchy(path: Path | str = OWN_ORDER) -> Hierarchy:
    """Load a hierarchy.

    Args:
        path: A CSV with the columns `name`, `states` (words, separated by spaces) and `order`
            (`officiel` or `ikke officiel`), the first step first. Left out: our own order.

    Raises:
        VirkerError: The file cannot be read or has no steps.

    Examples:
        >>> steps = hierarchy().steps
        >>> len(steps), steps[0].name, steps[-1].name, steps[1].official
        (19, 'A-dagpenge', 'Selvforsørgelse', False)
    """
    try:
        with Path(path).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        steps = tuple(
            Step(row["name"], tuple(row["states"].split()), row["order"].strip() == "officiel")
            for row in rows
        )
    except (OSError, UnicodeDecodeError, KeyError, AttributeError) as error:
        raise VirkerError(f"Statushierarkiet {path} kan ikke læses: {error}") from error
    if not steps:
        raise VirkerError(f"Statushierarkiet {path} har ingen trin.")
    return Hierarchy(steps)


@dataclass(frozen=True, slots=True)
class After:
    """Statuses so many days after spells were over.

    Attributes:
        days: Days after the last day of the spell.
        known: Finished spells whose status that day we know.
        unknown: Finished spells we did not watch so long.
        shares: Share of the known ones by status, in the order of the hierarchy; statuses nobody
            had are left out.
    """

    days: int
    known: int
    unknown: int
    shares: dict[str, float]


def status_after(
    histories: Histories,
    spells: Spells,
    *,
    days: Sequence[int] = DAYS,
    order: Hierarchy | None = None,
    complete_until: int | None = None,
) -> tuple[After, ...]:
    """Give the status after finished spells.

    Args:
        histories: Packed weeks.
        spells: Spells cut from them (`virker.spells.spells_of`); open ones are left out.
        days: Days after the last day (Sunday) of the spell's last week.
        order: The hierarchy; our own order when left out.
        complete_until: First week whose registrations are not complete yet; not looked at.

    Source:
        jobindsats.dk: status 1, 3, 6 and 12 months after a finished spell.

    Examples:
        >>> import pyarrow as pa
        >>> from virker.histories import histories
        >>> from virker.spells import spells_of
        >>> from virker.tables import from_arrow
        >>> weeks = pa.table({"person": ["a"] * 20, "week": [*range(20)],
        ...                   "state": ["UI"] * 3 + ["job"] * 17})
        >>> packed = histories(from_arrow({"weeks": weeks}))
        >>> after, *_ = status_after(packed, spells_of(packed))
        >>> after.known, after.shares
        (1, {'Job': 1.0})
    """
    order = hierarchy() if order is None else order
    step = np.full(256, len(order.steps), np.int64)
    for byte, state in histories.labels.items():
        step[byte] = order.place(state)
    return tuple(_after(histories, spells, int(day), order, step, complete_until) for day in days)


def _after(
    histories: Histories,
    spells: Spells,
    days: int,
    order: Hierarchy,
    step: NDArray[np.int64],
    complete_until: int | None,
) -> After:
    over = spells.exit != OPEN
    person = spells.person[over]
    week = spells.stop[over] + (days - 1) // 7
    first = histories.first.astype(np.int64)[person]
    place = histories.offsets[person] + week - first
    inside = week - first < np.diff(histories.offsets)[person]
    if complete_until is not None:
        inside &= week < complete_until
    states = histories.states[np.where(inside, place, 0)] if len(histories.states) else place
    known = inside & (states != NOT_WATCHED)
    count = np.bincount(step[states[known]], minlength=len(order.steps))
    shares = {
        one.name: float(n) / int(known.sum())
        for one, n in zip(order.steps, count.tolist(), strict=False)
        if n
    }
    return After(days, int(known.sum()), int((~known).sum()), shares)
