"""Weeks, months and quarters. A week belongs to the month of its Thursday (ISO 8601)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

WEEK = dt.timedelta(days=7)


def month_of(monday: dt.date) -> tuple[int, int]:
    """Tell which month a week belongs to: the month of its Thursday."""
    thursday = monday + dt.timedelta(days=3)
    return thursday.year, thursday.month


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days; both ends count."""

    first: dt.date
    last: dt.date
    name: str

    @classmethod
    def week(cls, day: dt.date) -> Period:
        """The ISO week that holds the day."""
        monday = day - dt.timedelta(days=day.weekday())
        year, week, _ = day.isocalendar()
        return cls(monday, monday + dt.timedelta(days=6), f"{year}-W{week:02}")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """The whole weeks whose Thursday lies in the month."""
        first_day = dt.date(year, month, 1)
        monday = first_day - dt.timedelta(days=first_day.weekday())
        if month_of(monday) != (year, month):
            monday += WEEK
        last = monday
        while month_of(last) == (year, month):
            last += WEEK
        return cls(monday, last - dt.timedelta(days=1), f"{year}-{month:02}")

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """The three months of a quarter."""
        start, end = cls.month(year, 3 * quarter - 2), cls.month(year, 3 * quarter)
        return cls(start.first, end.last, f"{year}-Q{quarter}")

    def weeks(self) -> list[Period]:
        """The weeks of the period, in order."""
        count = ((self.last - self.first).days + 1) // 7
        return [Period.week(self.first + n * WEEK) for n in range(count)]

    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """The first and the last moment of the period in Denmark."""
        zone = timezone.get_default_timezone()
        return (
            dt.datetime.combine(self.first, dt.time.min, zone),
            dt.datetime.combine(self.last, dt.time.max, zone),
        )

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last
