"""Six measures of the plan, in the words of those they count."""

from __future__ import annotations

import datetime as dt

import pytest

from medborger.encounter.plan import measures
from medborger.encounter.plan.models import Step
from medborger.encounter.plan.services import add_note, answer_suggestion, finish_step, move_step
from medborger.foundation import clock
from medborger.foundation.access.models import OwnOpening
from medborger.foundation.counting import Count, Kind, Period
from medborger.foundation.people.models import Team
from tests.encounter.plan.people import amira_and_bo, goal_of, step_of, suggestion_to
from tests.factories import MunicipalityFactory, PersonFactory, works_with

pytestmark = pytest.mark.django_db

MAY = Period.month(2026, 5)
"""4–31 May: Friday 1 May belongs to the week of Thursday 30 April."""


def on(month, day, hour=12):
    """A moment in 2026."""
    return clock.set_to(dt.datetime(2026, month, day, hour, tzinfo=dt.UTC))


def measured(measure, period=MAY, **options):
    return measure(period, municipality=MunicipalityFactory(), **options)


@pytest.fixture
def amira():
    with on(4, 1):
        amira, bo = amira_and_bo()
        amira.bo = bo
        amira.goal = goal_of(amira)
    return amira


def ib(begun_on=(4, 1)):
    """Another citizen with a plan and a goal."""
    with on(*begun_on):
        citizen = PersonFactory(given_name="Ib")
        goal_of(citizen)
    return citizen


def test_a_step_in_the_citizens_words_counts_and_so_does_one_she_said_yes_to(amira):
    with on(5, 12):
        step_of(amira.goal, by=amira)
        step_of(amira.goal, by=amira.bo, owner=Step.Owner.PROFESSIONAL)
        answer_suggestion(suggestion_to(amira.goal, by=amira.bo), state="accepted", by=amira)
        answer_suggestion(
            suggestion_to(amira.goal, by=amira.bo), state="changed", wording="Tirsdag", by=amira
        )

    assert measured(measures.steps_written_by_citizen) == Count(2, 4, 1, Kind.FLOW)


def test_a_week_belongs_to_the_month_of_its_thursday(amira):
    with on(5, 1):
        step_of(amira.goal, by=amira)

    assert measured(measures.steps_written_by_citizen).denominator == 0
    assert measured(measures.steps_written_by_citizen, Period.month(2026, 4)).denominator == 1


def test_the_last_evening_in_denmark_is_inside_and_the_next_night_is_not(amira):
    with on(5, 31, hour=21):
        step_of(amira.goal, by=amira)
    with on(5, 31, hour=22):
        step_of(amira.goal, by=amira)

    assert measured(measures.steps_written_by_citizen).denominator == 1


def test_changes_by_the_citizen_are_counted_of_all_changes(amira):
    with on(5, 12):
        step = step_of(amira.goal, by=amira)
        finish_step(step, by=amira)
        step_of(amira.goal, by=amira.bo, owner=Step.Owner.PROFESSIONAL)
        suggestion_to(amira.goal, by=amira.bo)

    assert measured(measures.plan_versions_by_citizen) == Count(2, 3, 1)


def test_own_steps_due_in_the_month_are_done_or_not_when_it_ends(amira):
    due = {"due_on": dt.date(2026, 5, 20)}
    with on(5, 4):
        done, late, dropped, _open = (step_of(amira.goal, by=amira, **due) for _ in range(4))
        step_of(amira.goal, by=amira, due_on=dt.date(2026, 6, 2))
        step_of(amira.goal, by=amira)
    with on(5, 25):
        finish_step(done, by=amira)
        finish_step(dropped, dropped=True, by=amira)
    with on(6, 1):
        finish_step(late, by=amira)

    assert measured(measures.own_steps_done) == Count(1, 3, 1)


def test_the_municipality_is_on_time_only_on_the_day_it_promised_or_before(amira):
    promise = {"owner": Step.Owner.PROFESSIONAL, "due_on": dt.date(2026, 5, 20)}
    with on(5, 4):
        kept, late = (step_of(amira.goal, by=amira.bo, **promise) for _ in range(2))
    with on(5, 20):
        finish_step(kept, by=amira.bo)
    with on(5, 21):
        finish_step(late, by=amira.bo)

    assert measured(measures.municipality_steps_on_time) == Count(1, 2, 1)
    assert measured(measures.own_steps_done).denominator == 0


def test_a_plan_has_an_own_step_as_it_stood_when_the_month_ended(amira):
    with on(5, 4):
        step = step_of(amira.goal, by=amira)
    ib(begun_on=(5, 4))
    with on(6, 2):
        finish_step(step, by=amira)

    assert measured(measures.plans_with_own_step) == Count(1, 2, 2, Kind.STOCK)
    assert measured(measures.plans_with_own_step, Period.month(2026, 6)).numerator == 0
    assert measured(measures.plans_with_own_step, Period.month(2026, 4)).denominator == 1
    assert measured(measures.plans_with_own_step, Period.month(2026, 3)).denominator == 0


def test_insight_is_used_by_those_who_opened_their_case_in_ninety_days(amira):
    other = ib()
    OwnOpening.objects.create(person=amira, on=MAY.last - dt.timedelta(days=89), times=7)
    OwnOpening.objects.create(person=other, on=MAY.last - dt.timedelta(days=90))

    assert measured(measures.insight_used) == Count(1, 2, 2, Kind.WINDOW)


def test_what_the_citizen_keeps_private_is_not_counted(amira):
    with on(5, 12):
        own = {"due_on": dt.date(2026, 5, 20), "is_private": True}
        finish_step(step_of(amira.goal, by=amira, **own), by=amira)
        add_note(amira.plan, wording="Bange for telefonen", is_private=False, by=amira)

    for measure in (
        measures.steps_written_by_citizen,
        measures.plan_versions_by_citizen,
        measures.own_steps_done,
    ):
        assert measured(measure) == Count(0, 0, 0)
    assert measured(measures.plans_with_own_step) == Count(0, 1, 1, Kind.STOCK)


def test_a_promise_that_was_moved_is_held_to_the_first_day(amira):
    with on(5, 4):
        step = step_of(amira.goal, by=amira.bo, owner="professional", due_on=dt.date(2026, 5, 20))
    with on(5, 19):
        move_step(step, due_on=dt.date(2026, 6, 10), by=amira.bo)
    with on(6, 1):
        finish_step(step, by=amira.bo)

    assert measured(measures.municipality_steps_on_time) == Count(0, 1, 1)
    assert measured(measures.municipality_steps_on_time, Period.month(2026, 6)).denominator == 0


def test_what_was_dropped_later_was_still_due_then(amira):
    with on(5, 4):
        step = step_of(amira.goal, by=amira, due_on=dt.date(2026, 5, 20))
    with on(6, 3):
        finish_step(step, dropped=True, by=amira)

    assert measured(measures.own_steps_done) == Count(0, 1, 1)
    assert measured(measures.plans_with_own_step).numerator == 1
    assert measured(measures.plans_with_own_step, Period.month(2026, 6)).numerator == 0


def test_a_team_counts_only_the_citizens_it_works_with(amira):
    other = ib()
    with on(5, 12):
        step_of(other.plan.goals.get(), by=other)
        step_of(amira.goal, by=amira)
    nord = Team.objects.get(name="Team Nord")

    assert measured(measures.steps_written_by_citizen).n == 2
    assert measured(measures.steps_written_by_citizen, team=nord).n == 1


def test_a_team_that_stopped_working_with_her_counts_her_no_more(amira):
    with on(5, 12):
        step_of(amira.goal, by=amira)
    amira.helpers.update(until=dt.date(2026, 5, 20))
    with on(5, 21):
        works_with(PersonFactory(role="caseworker"), amira)

    assert measured(measures.steps_written_by_citizen, team=Team.objects.get()).n == 0


def test_another_municipality_is_not_counted(amira):
    away = MunicipalityFactory(slug="engby", name="Engby")
    with on(5, 12):
        step_of(amira.goal, by=amira)

    assert measures.steps_written_by_citizen(MAY, municipality=away) == Count(0, 0, 0)
    assert measures.insight_used(MAY, municipality=away).denominator == 0


def test_a_measure_is_one_question_to_the_database(amira, django_assert_num_queries):
    home = MunicipalityFactory()
    for measure in (
        measures.steps_written_by_citizen,
        measures.plan_versions_by_citizen,
        measures.own_steps_done,
        measures.municipality_steps_on_time,
        measures.plans_with_own_step,
        measures.insight_used,
    ):
        with django_assert_num_queries(1):
            measure(MAY, municipality=home)
