"""A theory's own work is counted too: are the reviews held, and do they decide?"""

from __future__ import annotations

import datetime as dt

from medborger.foundation.counting import Count, Kind, Period
from medborger.foundation.people.models import Team
from medborger.theory.followup.counting import count_sign
from medborger.theory.followup.measures import reviews_held
from medborger.theory.followup.services.decisions import decide, hold_review
from tests.theory.stories import give_values


def held(theory, leader, period, *, decides=True):
    review = hold_review(theory, period=period, by=leader)
    if decides:
        decide(
            theory,
            choice="continue",
            reason="Det går",
            expectation="Det samme",
            review_on=dt.date(2026, 9, 1),
            review=review,
            by=leader,
        )


def test_reviews_with_a_decision_are_counted_of_one_a_month(theory, sign, leader, home):
    theory.signs.update(followed=True)
    give_values(sign, [(20, 40)] * 3, first="2026-02")
    held(theory, leader, "2026-02")
    held(theory, leader, "2026-03", decides=False)

    assert reviews_held(Period.quarter(2026, 1), municipality=home) == Count(1, 2, 0, Kind.FLOW)
    assert reviews_held(Period.quarter(2026, 2), municipality=home).numerator == 0
    team = Team.objects.create(municipality=home, name="Nord")
    assert reviews_held(Period.quarter(2026, 1), municipality=home, team=team).denominator == 0


def test_a_number_without_people_behind_it_has_no_threshold(theory, sign, leader):
    theory.signs.update(followed=True)
    give_values(sign, [(20, 40)] * 3, first="2026-01")
    held(theory, leader, "2026-02")
    meetings = theory.signs.get(key="A1.t")
    meetings.measure, meetings.frequency = "reviews.held", "quarter"
    meetings.save()

    count_sign(meetings)

    value = meetings.values.get(period="2026-Q1")
    assert (value.numerator, value.denominator, value.n) == (1, 3, None)
    assert value.has_basis(5)
