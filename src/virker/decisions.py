"""Decisions: every week in which a person could have begun something, and what was known then.

Time zero, eligibility and assignment are one moment, the start of the week. Whoever begins a
service and finds a job in that same week is counted: nobody has to survive a week to be in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from virker.names import MEETING, NOT_WATCHED
from virker.panel import is_benefit

if TYPE_CHECKING:
    from virker.panel import Bools, Events, Floats, Ints, Panel

NEVER = 9_999
"""Weeks since something that has not happened."""
MEMORY = 52
"""Weeks of working life before the spell that we look back on."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who can begin, and when.

    Attributes:
        services: What can be begun; a start of service k is written k + 1.
        first: First week (column) in which a trial may begin.
        last: Last week in which a trial may begin.
        while_active: Whether someone already in a service may begin (true for meetings).
        same_week: Whether a meeting in the week itself counts as known before the decision.
    """

    services: tuple[str, ...]
    first: int
    last: int
    while_active: bool = False
    same_week: bool = True


@dataclass(frozen=True, slots=True)
class Decisions:
    """One row per person and week at risk, sorted by person and week.

    Attributes:
        person: Row in the panel.
        week: Column of the panel whose start is time zero.
        start: 0 for not this week, k + 1 for service k.
        group: Benefit group at the start of the week.
        spell: Weeks on benefits so far.
        cut: Whether we did not see the spell begin.
        begun: Column where the spell began; 0 when we did not see it.
        since_meeting: Weeks since the last meeting, `NEVER` when there was none.
        meetings: Meetings in the last 13 weeks.
        recorded: Readiness recorded at the last meeting, NaN when none was.
        since_service: Weeks since each service last ended. Shape (rows, services).
        job_share: Share of the watched weeks of the year before the spell spent in job.
        watched: Share of that year we watched.
    """

    person: Ints
    week: Ints
    start: Ints
    group: Ints
    spell: Ints
    cut: Bools
    begun: Ints
    since_meeting: Ints
    meetings: Ints
    recorded: Floats
    since_service: Ints
    job_share: Floats
    watched: Floats

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.person)

    def where(self, keep: Bools) -> Decisions:
        """Some of the rows only."""
        return replace(self, **{name: getattr(self, name)[keep] for name in self.__slots__})


def decisions(panel: Panel, rule: Rule, low: int, high: int) -> Decisions:
    """Find the decisions of the persons `low` up to `high` of a panel.

    Missing: a week nobody watched is no week at risk, and neither is the week after it.
    """
    state = panel.state[low:high]
    on_benefit = is_benefit(panel)[state]
    group_of, _ = panel.groups()
    starts, running, ended = _services(panel, rule, state, low, high)
    spell, begun = _spells(on_benefit, panel.weeks_before[low:high], state != NOT_WATCHED)
    at_risk = np.zeros_like(on_benefit)
    at_risk[:, 1:] = on_benefit[:, :-1]
    if not rule.while_active:
        at_risk &= ~running
    at_risk[:, : max(rule.first, 1)] = False
    at_risk[:, rule.last + 1 :] = False
    row, week = np.nonzero(at_risk)
    since_meeting, meetings, recorded = _talks(panel.events.get(MEETING), rule, at_risk, low, high)
    job_share, watched = _working_life(panel, state, row, begun[row, week - 1])
    return Decisions(
        row + low,
        week,
        starts[row, week],
        group_of[state[row, week - 1]].astype(np.int64),
        spell[row, week - 1],
        begun[row, week - 1] <= 0,
        begun[row, week - 1],
        since_meeting,
        meetings,
        recorded,
        np.column_stack([np.minimum(week - last[row, week], NEVER) for last in ended]),
        job_share,
        watched,
    )


def _services(
    panel: Panel, rule: Rule, state: npt.NDArray[np.uint8], low: int, high: int
) -> tuple[Ints, Bools, list[Ints]]:
    """What starts each week, what runs as it begins, and when each service last ended."""
    starts = np.zeros(state.shape, np.int64)
    running = np.zeros(state.shape, np.bool_)
    ended: list[Ints] = []
    for number, service in enumerate(panel.services):
        begins, runs = _one_service(panel, service, state, low, high)
        running |= runs
        ended.append(_last_time(runs))
        if service in rule.services:
            starts[begins] = rule.services.index(service) + 1
        elif not rule.while_active:
            starts[begins & (starts == 0)] = len(rule.services) + 1 + number
    if MEETING in rule.services and MEETING in panel.events:
        talks = panel.events[MEETING].of(low, high)
        seen = talks.start >= 0
        starts[talks.person[seen], talks.start[seen]] = rule.services.index(MEETING) + 1
    if not ended:
        ended.append(np.full(state.shape, -NEVER, np.int64))
    return starts, running, ended


def _one_service(
    panel: Panel, service: str, state: npt.NDArray[np.uint8], low: int, high: int
) -> tuple[Bools, Bools]:
    """Where a service begins, and where it was running as the week began."""
    in_state = panel.lookup(service)[state]
    begins = np.zeros(state.shape, np.bool_)
    runs = np.zeros(state.shape, np.bool_)
    runs[:, 1:] = in_state[:, :-1]
    events = panel.events.get(service)
    if events is None:
        begins = in_state & ~runs
        begins[:, 0] = False
        return begins, runs
    mine = events.of(low, high)
    seen = mine.start >= 0
    begins[mine.person[seen], mine.start[seen]] = True
    if not in_state.any():
        runs |= _between(mine, state.shape)
    return begins, runs


def _between(events: Events, shape: tuple[int, ...]) -> Bools:
    """Weeks whose beginning lies after an event's first week and before the week after its last."""
    change = np.zeros((shape[0], shape[1] + 1), np.int64)
    np.add.at(change, (events.person, np.clip(events.start + 1, 0, shape[1])), 1)
    stop = np.maximum(events.stop, events.start + 1)
    np.add.at(change, (events.person, np.clip(stop, 0, shape[1])), -1)
    return np.cumsum(change, axis=1)[:, : shape[1]] > 0


def _last_time(seen: Bools) -> Ints:
    """For every week the last column at or before it where `seen`; far back if never."""
    columns: Ints = np.arange(seen.shape[1], dtype=np.int64)
    place = np.where(seen, columns, -NEVER)
    last: Ints = np.maximum.accumulate(place, axis=1)
    return last


def _spells(on_benefit: Bools, before: Ints, watched: Bools) -> tuple[Ints, Ints]:
    """Weeks on benefits up to and with each week, and the column where that spell began."""
    columns: Ints = np.arange(on_benefit.shape[1], dtype=np.int64)
    off = np.where(on_benefit, -1, columns)
    last_off: Ints = np.maximum.accumulate(off, axis=1)
    begun = last_off + 1
    first_seen = np.argmax(watched, axis=1)[:, None]
    began_unseen = begun == first_seen
    spell = columns - last_off + np.where(began_unseen, before[:, None], 0)
    return spell, np.where(began_unseen, 0, begun)


def _talks(
    events: Events | None, rule: Rule, at_risk: Bools, low: int, high: int
) -> tuple[Ints, Ints, Floats]:
    """Weeks since the last meeting, meetings in 13 weeks, and what the last one recorded."""
    row, week = np.nonzero(at_risk)
    if events is None:
        nothing = np.full(len(row), np.nan)
        return np.full(len(row), NEVER), np.zeros(len(row), np.int64), nothing
    mine = events.of(low, high)
    wide = (at_risk.shape[0], at_risk.shape[1] + 1)
    seen = mine.start >= 0
    count = np.zeros(wide, np.int64)
    known_from = mine.start[seen] + (0 if rule.same_week else 1)
    np.add.at(count, (mine.person[seen], known_from), 1)
    last = _last_time(count > 0)
    total = np.cumsum(count, axis=1)
    earlier = np.where(week >= 13, total[row, np.maximum(week - 13, 0)], 0)
    noted = np.full(wide, np.nan)
    noted[mine.person[seen], known_from] = mine.amount[seen]
    place = _last_time(~np.isnan(noted))[row, week]
    recorded = np.where(place >= 0, noted[row, np.maximum(place, 0)], np.nan)
    return np.minimum(week - last[row, week], NEVER), total[row, week] - earlier, recorded


def _working_life(
    panel: Panel, state: npt.NDArray[np.uint8], row: Ints, begun: Ints
) -> tuple[Floats, Floats]:
    """Share of the year before the spell in job, and share of it we watched."""
    jobs = _running_sum(panel.working()[state])
    seen = _running_sum(state != NOT_WATCHED)
    since = np.maximum(begun - MEMORY, 0)
    weeks = seen[row, begun] - seen[row, since]
    worked = jobs[row, begun] - jobs[row, since]
    return worked / np.maximum(weeks, 1), weeks / MEMORY


def _running_sum(flags: Bools) -> Ints:
    total = np.zeros((flags.shape[0], flags.shape[1] + 1), np.int64)
    np.cumsum(flags, axis=1, out=total[:, 1:])
    return total
