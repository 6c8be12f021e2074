"""ISO weeks as whole numbers, so that weeks can be subtracted."""

from __future__ import annotations

import re
from datetime import date, timedelta

FIRST_MONDAY = date(1969, 12, 29)
"""The Monday of `1970-W01`, week number 0."""

_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{2})")
_COUNT = re.compile(r"[+-]?\d{1,6}")


def week_number(text: str) -> int | None:
    """Read `2026-W07` as the number of weeks since `1970-W01`; a plain count stays as it is.

    Args:
        text: One ISO week, or a plain whole number of weeks (`0`, `28`, `-3`).

    Returns:
        Whole weeks, or None when the text is neither (also week 53 of a year with 52 weeks).

    Source:
        ISO 8601: weeks start on Monday, week 1 holds the first Thursday of the year.

    Examples:
        >>> week_number("1970-W01"), week_number("2026-W07"), week_number("28")
        (0, 2928, 28)
        >>> week_number("2025-W53") is None
        True
    """
    text = text.strip()
    if _COUNT.fullmatch(text):
        return int(text)
    if (found := _ISO_WEEK.fullmatch(text)) is None:
        return None
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None
    return week_of(monday)


def is_plain_count(text: str) -> bool:
    """Say whether a time is a plain count of weeks rather than an ISO week."""
    return _COUNT.fullmatch(text.strip()) is not None


def week_of(day: date) -> int:
    """Give the number of the week a day lies in.

    Examples:
        >>> week_of(date(1970, 1, 4)), week_of(date(1970, 1, 5))
        (0, 1)
    """
    return (day - FIRST_MONDAY).days // 7


def monday(week: int) -> date:
    """Give the Monday of a week.

    Examples:
        >>> monday(2928)
        datetime.date(2026, 2, 9)
    """
    return FIRST_MONDAY + timedelta(weeks=week)


def week_text(week: int) -> str:
    """Write a week number as `2026-W07`.

    Examples:
        >>> week_text(2928)
        '2026-W07'
    """
    year, number, _ = monday(week).isocalendar()
    return f"{year:04d}-W{number:02d}"
