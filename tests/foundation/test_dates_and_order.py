"""Dates as people write them, and names in Danish order."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from medborger.foundation import clock
from medborger.foundation.dates import DanishDateField, parse
from medborger.foundation.sorting import danish

NEW_YEARS_EVE = dt.date(2026, 12, 31)
AS_PEOPLE_WRITE = ["%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d"]


@pytest.mark.parametrize(
    "text", ["31-12-2026", "31.12.2026", "31/12/2026", "31.12.26", "2026-12-31", " 31. 12. 2026. "]
)
def test_a_date_is_read_as_people_write_it(text):
    assert parse(text) == NEW_YEARS_EVE


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(AS_PEOPLE_WRITE))
def test_every_date_comes_back_in_every_way_of_writing_it(day, way):
    assert parse(day.strftime(way)) == day


@pytest.mark.parametrize("text", ["31-02-2026", "i morgen", "2026", "1-1-1-1", "12-31-2026"])
def test_what_is_no_date_gets_advice(text):
    class When(forms.Form):
        day = DanishDateField(required=False)

    form = When({"day": text})

    assert form.errors["day"] == ["Skriv datoen som dag, måned og år, for eksempel 31-12-2026."]


def test_no_date_is_no_error_when_it_is_not_needed():
    field = DanishDateField(required=False)

    assert field.clean("") is None
    assert field.clean(NEW_YEARS_EVE) == NEW_YEARS_EVE


def test_danish_names_come_in_danish_order():
    names = ["Åse", "Ærø", "Aase", "Øster", "Zoe", "Anna"]

    assert sorted(names, key=danish) == ["Anna", "Zoe", "Ærø", "Øster", "Åse", "Aase"]


def test_the_clock_can_be_set_and_goes_on_afterwards():
    moment = dt.datetime(2025, 6, 1, 23, 30, tzinfo=dt.UTC)

    with clock.set_to(moment):
        assert clock.now() == moment
        assert clock.today() == dt.date(2025, 6, 2), "it is after midnight in Denmark"
    assert clock.now() > moment
