"""The demo's two years: whole weeks that end with the week before the one we are in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Copenhagen")
WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the story begins and how many weeks it lasts.

    Attributes:
        starts_on: A Monday.
        weeks: How many weeks are told.
    """

    starts_on: dt.date
    weeks: int

    @classmethod
    def until(cls, day: dt.date, *, weeks: int) -> Calendar:
        """So many weeks, the last of which ends before the week that holds the day."""
        monday = day - dt.timedelta(days=day.weekday())
        return cls(monday - weeks * WEEK, weeks)

    @property
    def calm_weeks(self) -> int:
        """The first three quarters: at most one act per citizen and fortnight."""
        return self.weeks * 3 // 4 // 2 * 2

    @property
    def trial_week(self) -> int:
        """The week the trial action begins: month fifteen of twenty-four."""
        return self.weeks * 15 // 24

    def monday(self, week: int) -> dt.date:
        """The first day of a week; the first week is 0."""
        return self.starts_on + week * WEEK

    def week_of(self, moment: dt.datetime) -> int:
        """The week a moment belongs to."""
        return (moment.astimezone(HERE).date() - self.starts_on).days // 7

    def moment(self, day: dt.date, hour: int, minute: int = 0, second: int = 0) -> dt.datetime:
        """A time of day in Denmark."""
        return dt.datetime.combine(day, dt.time(hour, minute, second), HERE)

    @property
    def ends_on(self) -> dt.date:
        """The first day after the story."""
        return self.monday(self.weeks)
