"""One partition of persons as they were watched, and the trials their weeks hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from virker.engines.arrays import require, require_rising
from virker.engines.compiled import kernel
from virker.engines.sequential import Trials

Whole = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int16]
Bytes = npt.NDArray[np.uint8]
Weeks = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Watched:
    """Persons, their weeks and what happened to them: one partition, one row per person.

    Shape: ``person`` (persons) int64. ``states`` (persons, weeks) uint8, one byte a week.
    ``happened`` (persons + 1) int64: events ``happened[i]:happened[i+1]`` are person ``i``'s, in
    the order of their weeks. ``kind`` (events) uint8, ``week`` (events) int16, the column of
    ``states`` it began in. ``factors`` (persons, F) int16 columns of levels, −1 the reference.
    Unit: weeks. Missing: a week nobody watched is 255 and ends what runs.
    """

    person: Whole
    states: Bytes
    happened: Whole
    kind: Bytes
    week: Codes
    factors: Codes

    def __post_init__(self) -> None:
        """Refuse arrays the kernels would misread."""
        persons, events = len(self.person), len(self.kind)
        require(
            self,
            {
                "person": ("int64", persons),
                "states": ("uint8", persons),
                "happened": ("int64", persons + 1),
                "kind": ("uint8", events),
                "week": ("int16", events),
                "factors": ("int16", persons),
            },
        )
        require_rising(self.happened, events)


@dataclass(frozen=True)
class TrialPlan:
    """Which weeks are trials, and what is known in them.

    Args:
        at_risk: 256 flags: states in which a person can start and can have the outcome.
        outcome: 256 flags: states that are the outcome when the risk ends.
        level: 256 columns (−1 the reference): what the state of the week adds.
        levels: how many such columns; recent meetings, once and more than once, get the two after.
        service: kind of event that is a start.
        meeting: kind of event that counts as a recent meeting.
        recent: weeks a meeting counts, from the week after.
        weeks: trials begin in spell weeks 0 … weeks − 1.
    """

    at_risk: npt.NDArray[np.bool_]
    outcome: npt.NDArray[np.bool_]
    level: Codes
    levels: int
    service: int
    meeting: int
    recent: int = 8
    weeks: int = 104


class Plan(NamedTuple):
    """A plan as the kernel takes it."""

    at_risk: npt.NDArray[np.bool_]
    outcome: npt.NDArray[np.bool_]
    level: Codes
    levels: int
    service: int
    meeting: int
    recent: int
    weeks: int


@kernel
def new_spell(
    states: Bytes, kind: Bytes, week: Codes, low: int, high: int, plan: Plan
) -> tuple[int, int, bool, int]:
    """Find the first spell that begins while we watch: (week, length, outcome, week of start).

    The start is −1 where nothing was started, the spell −1 where there is none.
    """
    weeks, begins = len(states), -1
    for t in range(1, weeks):
        if plan.at_risk[states[t]] and not plan.at_risk[states[t - 1]] and states[t - 1] != 255:
            begins = t
            break
    if begins < 0:
        return -1, 0, False, -1
    end = begins
    while end < weeks and plan.at_risk[states[end]]:
        end += 1
    start = -1
    for e in range(low, high):
        if kind[e] == plan.service and begins <= week[e] < end:
            start = week[e] - begins
            break
    ended = end < weeks and bool(plan.outcome[states[end]])
    return begins, end - begins, ended, int(start)


@kernel
def count_meetings(
    kind: Bytes, week: Codes, low: int, high: int, begins: int, length: int, plan: Plan, seen: Weeks
) -> None:
    """Count the recent meetings in every week of the spell."""
    seen[: length + 1] = 0
    for e in range(low, high):
        if kind[e] != plan.meeting:
            continue
        first = max(0, week[e] + 1 - begins)
        for t in range(first, min(length, week[e] + 1 + plan.recent - begins)):
            seen[t] += 1


@kernel
def cut_spells(  # noqa: C901  # one loop nest
    states: Bytes,
    happened: Whole,
    kind: Bytes,
    week: Codes,
    plan: Plan,
    fill: bool,
    first: Whole,
    who: Whole,
    opens: Weeks,
    closes: Weeks,
    until: Weeks,
    ended: Bytes,
    arm: Bytes,
    varying: Codes,
) -> tuple[int, int]:
    """Cut every new spell where something changes; count only, or fill. Returns spells, stretches."""
    spells, rows = 0, 0
    seen = np.zeros(states.shape[1] + 2, np.int32)
    for i in range(len(states)):
        low, high = happened[i], happened[i + 1]
        begins, length, outcome, start = new_spell(states[i], kind, week, low, high, plan)
        if begins < 0:
            continue
        count_meetings(kind, week, low, high, begins, length, plan, seen)
        end = min(length, plan.weeks)
        if start >= 0:
            end = min(end, start + 1)
        if fill:
            who[spells] = i
        spells += 1
        opened = 0
        level, met = plan.level[states[i, begins]], min(2, seen[0])
        for t in range(1, end + 1):
            if t < end:
                now, recent = plan.level[states[i, begins + t]], min(2, seen[t])
                if now == level and recent == met and t != start:
                    continue
            else:
                now, recent = level, met
            if fill:
                opens[rows], closes[rows], until[rows] = opened, t, length
                ended[rows], arm[rows] = outcome, opened == start
                varying[rows, 0] = level
                varying[rows, 1] = plan.levels + met - 1 if met > 0 else -1
            rows += 1
            opened, level, met = t, now, recent
        if fill:
            first[spells] = rows
    return spells, rows


def trials_from_weeks(people: Watched, plan: TrialPlan) -> Trials:
    """Find each person's first new spell and cut it into stretches of like trials.

    Trials run while the person is at risk and has not started; the week of the start is a trial
    of its own. Risk sets are taken at the start of the week, so whoever starts and leaves in the
    same week is kept.
    """
    told = Plan(**{name: getattr(plan, name) for name in Plan._fields})
    arrays = (people.states, people.happened, people.kind, people.week, told)
    spells, rows = cut_spells(*arrays, False, *_room(0, 0))
    room = _room(spells, rows)
    cut_spells(*arrays, True, *room)
    first, who, opens, closes, until, ended, arm, varying = room
    return Trials(
        person=people.person[who],
        factors=people.factors[who],
        first=first,
        opens=opens,
        closes=closes,
        until=until,
        ended=ended,
        arm=arm,
        varying=varying,
    )


def _room(spells: int, rows: int) -> tuple[Whole, Whole, Weeks, Weeks, Weeks, Bytes, Bytes, Codes]:
    """Make room for so many spells and stretches."""
    return (
        np.zeros(spells + 1, np.int64),
        np.zeros(spells, np.int64),
        np.zeros(rows, np.int32),
        np.zeros(rows, np.int32),
        np.zeros(rows, np.int32),
        np.zeros(rows, np.uint8),
        np.zeros(rows, np.uint8),
        np.zeros((rows, 2), np.int16),
    )
