"""Dates as people in Denmark write them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DANISH = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def parse(text: str) -> dt.date:
    """Read 31-12-2026, 31.12.2026, 31/12/2026, 31.12.26 or 2026-12-31.

    Two digits mean this century.

    Raises:
        ValueError: It is none of these, or there is no such day.
    """
    compact = re.sub(r"\s+", "", text).rstrip(".")
    if found := ISO.fullmatch(compact):
        year, month, day = map(int, found.groups())
    elif found := DANISH.fullmatch(compact):
        day, month, year = map(int, found.groups())
        year += 2000 if year < 100 else 0
    else:
        raise ValueError(text)
    return dt.date(year, month, day)


class DanishDateField(forms.DateField):
    """One text field that takes a date in any of the five ways people write it."""

    default_error_messages = {
        "invalid": _("Skriv datoen som dag, måned og år, for eksempel 31-12-2026.")
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "widget", forms.DateInput(attrs={"inputmode": "numeric"}, format="%d-%m-%Y")
        )
        super().__init__(**options)

    def to_python(self, value: Any) -> dt.date | None:
        """Read what was typed."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value
        try:
            return parse(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
