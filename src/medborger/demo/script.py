"""The whole script: every act of everybody in a municipality, week by week, from the seed alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from random import Random
from typing import TYPE_CHECKING

from medborger.demo.acts import Act, Verb
from medborger.demo.life import Life, in_order

if TYPE_CHECKING:
    from medborger.demo.calendar import Calendar
    from medborger.demo.town import Town

LIST_EVERY = 4
"""Weeks between the days a professional goes through the list of citizens."""


def script(town: Town, calendar: Calendar, *, seed: int) -> dict[int, list[Act]]:
    """Acts by week, in the order they happen."""
    weeks: dict[int, list[Act]] = defaultdict(list)
    for resident in town.residents:
        life = Life(resident, town, calendar, Random(f"{seed}/{resident.login}"))
        for act in life.tell():
            weeks[calendar.week_of(act.at)].append(act)
    for week in range(calendar.weeks):
        weeks[week] = in_order([*weeks[week], *_lists(town, calendar, week, seed)])
    return dict(weeks)


def _lists(town: Town, calendar: Calendar, week: int, seed: int) -> list[Act]:
    """Professionals go through their lists on a Tuesday, each in a week of their own."""
    rng = Random(f"{seed}/{town.slug}/{week}")
    meeting = [w for w in town.workers if w.meets_citizens]
    tuesday = calendar.monday(week) + dt.timedelta(days=1)
    return [
        Act(calendar.moment(tuesday, 8, rng.randrange(60)), Verb.LIST, worker.login, worker.login)
        for number, worker in enumerate(meeting)
        if number % LIST_EVERY == week % LIST_EVERY
    ]
