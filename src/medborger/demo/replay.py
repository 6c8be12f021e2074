"""Tell the demo's two years: one simulated week in one transaction, and on from where it stopped."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.db import transaction

from medborger.demo.calendar import Calendar
from medborger.demo.models import Replay
from medborger.demo.player import Players
from medborger.demo.script import script
from medborger.demo.settling import settle
from medborger.demo.theory import Chapters
from medborger.demo.town import lillevig, solbaek
from medborger.foundation import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from medborger.demo.acts import Act
    from medborger.demo.town import Town

Stage = tuple[Players, dict[int, list["Act"]]]
"""The players of one municipality, and what they are going to do by week."""
BREATH = 0.15
"""Seconds between two weeks in which visitors' posts get in: who waits for SQLite asks again every
0.1, so everybody who waits has asked once before the next week begins."""


@transaction.atomic
def begin(*, people: int, weeks: int, seed: int) -> Replay:
    """Begin the telling, or find the one that has begun; its own numbers then stand."""
    known = Replay.objects.select_for_update().first()
    if known is not None:
        return known
    calendar = Calendar.until(clock.today(), weeks=weeks)
    replay = Replay.objects.create(
        seed=seed, people=people, weeks=weeks, starts_on=calendar.starts_on
    )
    for town in towns(replay):
        settle(town, calendar)
    return replay


def towns(replay: Replay) -> tuple[Town, ...]:
    """The demo municipality and its small neighbour."""
    return tuple(
        make(replay.seed, people=replay.people, weeks=replay.weeks) for make in (solbaek, lillevig)
    )


def tell(
    replay: Replay,
    *,
    each_week: Callable[[Replay], None] = lambda _replay: None,
    breath: float = BREATH,
) -> Replay:
    """Tell what is left of the story, and let others in between two weeks."""
    calendar = Calendar(replay.starts_on, replay.weeks)
    stages = [(Players(t), script(t, calendar, seed=replay.seed)) for t in towns(replay)]
    chapters = Chapters(calendar)
    while not replay.is_told:
        replay = _tell_week(replay.weeks_told, stages, chapters)
        each_week(replay)
        time.sleep(breath)
    return replay


@transaction.atomic
def _tell_week(week: int, stages: list[Stage], chapters: Chapters) -> Replay:
    """Tell one week, unless somebody else has told it meanwhile."""
    replay = Replay.objects.select_for_update().get()
    if replay.weeks_told != week:
        return replay
    before = sum(players.left_out for players, _acts in stages)
    chapters.tell(week)
    for players, acts in stages:
        players.play(acts.get(week, []))
    replay.left_out += sum(players.left_out for players, _acts in stages) - before
    replay.weeks_told += 1
    if replay.is_told:
        chapters.count(replay.weeks)
        replay.told_at = clock.now()
    replay.save(update_fields=["weeks_told", "left_out", "told_at"])
    return replay
