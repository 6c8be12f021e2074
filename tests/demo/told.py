"""A small demo for tests: twenty citizens, twelve weeks."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from medborger.demo import replay as story
from medborger.foundation import clock

NOW = dt.datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))


def begin(*, people=20, weeks=12, seed=1):
    with clock.set_to(NOW):
        return story.begin(people=people, weeks=weeks, seed=seed)


def tell(**numbers):
    """Tell the whole small story."""
    return story.tell(begin(**numbers), breath=0)


def tell_until_today(*, people=20, weeks=24):
    """Tell a story that ends last week, for those who come in by the front door today."""
    return story.tell(story.begin(people=people, weeks=weeks, seed=1), breath=0)
