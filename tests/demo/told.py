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
    return story.tell(begin(**numbers))
