"""Values are counted at night, never changed, and never say 0 for want of data."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from medborger.foundation import clock
from medborger.foundation.counting import Count, Kind
from medborger.theory import catalogue
from medborger.theory.charts import ChartKind
from medborger.theory.followup.charting import (
    last_finished,
    period_after,
    periods_between,
    read_sign,
)
from medborger.theory.followup.counting import count_all, count_sign, differences
from medborger.theory.followup.models import Value
from medborger.theory.followup.newest import newest
from medborger.theory.followup.services.signs import enter_value, import_signs
from tests.factories import PersonFactory
from tests.theory.stories import SIGNS, give_values


@pytest.fixture
def counted(monkeypatch):
    """A measure that answers what the test wrote in the dictionary, by period."""
    answers = {}

    def count(period, *, municipality, team=None):
        numerator, denominator = answers.get(period.name, (0, 0))
        return Count(numerator, denominator, denominator, Kind.FLOW)

    monkeypatch.setattr(catalogue.Measure, "function", lambda self: count)
    return answers


def test_finished_months_are_counted_and_the_running_one_waits(sign, counted):
    counted |= {"2026-04": (10, 40), "2026-05": (20, 40), "2026-06": (1, 2)}

    count_sign(sign)

    assert list(sign.values.values_list("period", flat=True)) == ["2026-04", "2026-05"]


def test_counting_twice_writes_nothing_new_and_a_late_entry_supersedes(sign, counted):
    counted["2026-05"] = (20, 40)
    count_all()
    assert count_all() == 0

    counted["2026-05"] = (21, 41)
    count_all()

    assert [v.numerator for v in sign.values.filter(period="2026-05")] == [20, 21]
    assert newest(sign, "2026-05").numerator == 21
    assert Value.objects.current().filter(sign=sign).count() == 1


def test_counting_again_gives_what_is_stored_until_the_past_is_changed(sign, counted):
    counted["2026-05"] = (20, 40)
    count_all()
    assert differences(sign) == []

    counted["2026-05"] = (19, 40)
    assert differences(sign) == ["2026-05"]
    with pytest.raises(CommandError, match="2026-05"):
        call_command("signs", "verify")


def test_a_value_cannot_be_changed_not_even_in_the_database(sign):
    give_values(sign, [(10, 40)])
    value = sign.values.get()

    value.numerator = 39
    with pytest.raises(ValidationError, match="ny udgave"):
        value.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Value.objects.update(numerator=39)


def test_a_month_nobody_counted_in_is_a_gap_and_not_a_fall(sign):
    give_values(sign, [(20, 40), None, (20, 40), (0, 0)])

    reading = read_sign(sign, list(sign.values.all()))

    assert [dot.observation.value for dot in reading.chart.dots] == [0.5, None, 0.5, None]
    assert not reading.chart.signals


def test_too_few_people_is_no_basis_and_never_nought_per_cent(sign):
    give_values(sign, [(0, 4)], n=4)

    reading = read_sign(sign, list(sign.values.all()))

    assert reading.chart.dots[0].observation.value is None


def test_a_number_that_can_pass_one_gets_an_x_chart(sign):
    give_values(sign, [(50, 40), (30, 40)])

    assert read_sign(sign, list(sign.values.all())).chart.kind is ChartKind.XMR


def test_a_sign_that_is_defined_anew_breaks_its_line(theory, sign):
    give_values(sign, [(20, 40)] * 3)
    import_signs(SIGNS.replace("alle nye handlinger", "alle handlinger"), theory=theory, by=None)
    sign.refresh_from_db()
    give_values(sign, [(30, 40)] * 2, first="2025-04")

    reading = read_sign(sign, list(sign.values.all()))

    assert sign.definition_version == 2
    assert reading.breaks == (3,)
    assert [segment.first for segment in reading.chart.segments] == [0, 3]


def test_a_number_entered_by_hand_is_corrected_only_with_a_reason(sign, leader):
    enter_value(sign, period="2026-05", numerator=3, denominator=20, n=20, by=leader)

    with pytest.raises(ValidationError, match="hvorfor tallet rettes"):
        enter_value(sign, period="2026-05", numerator=4, denominator=20, by=leader)
    again = enter_value(
        sign, period="2026-05", numerator=4, denominator=20, why_corrected="Talt forkert", by=leader
    )

    assert again.revision == 2


def test_a_number_needs_something_to_be_counted_out_of(sign, leader):
    with pytest.raises(ValidationError, match="ud af"):
        enter_value(sign, period="2026-05", numerator=3, denominator=0, by=leader)
    with pytest.raises(ValidationError, match="tal eller en fortælling"):
        enter_value(sign, period="2026-05", by=leader)


def test_a_caseworker_does_not_enter_numbers(sign, home):
    with pytest.raises(PermissionDenied):
        enter_value(sign, period="2026-05", narrative="x", by=PersonFactory(role="caseworker"))


def test_a_caseworker_does_not_read_signs_in(theory, home):
    with pytest.raises(PermissionDenied):
        import_signs(
            SIGNS.replace("Vi spørger først", "Vi spørger til sidst"),
            theory=theory,
            by=PersonFactory(role="caseworker", municipality=home),
        )

    assert theory.signs.get(key="A1.t").title == "Vi spørger først"


def test_a_sign_without_a_source_is_not_counted(theory):
    sign = theory.signs.get(key="S1.v")

    assert sign.measure == ""
    assert count_sign(sign) == 0


def test_a_sign_with_an_unknown_measure_is_refused_in_words(theory):
    wrong = SIGNS.replace("  followed: true", "  measure: plan.feelings")

    with pytest.raises(ValidationError, match=r"plan\.feelings"):
        import_signs(wrong, theory=theory, by=None)


def test_periods_follow_each_other_over_new_year():
    assert period_after("2026-12") == "2027-01"
    assert period_after("2026-Q4") == "2027-Q1"
    assert periods_between("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert last_finished("month", dt.date(2026, 6, 15)) == "2026-05"
    assert last_finished("quarter", dt.date(2026, 6, 15)) == "2026-Q1"


def test_nothing_is_counted_before_the_first_event(sign, counted):
    with clock.set_to(dt.datetime(2026, 6, 15, tzinfo=dt.UTC)):
        assert count_sign(sign) == 0
