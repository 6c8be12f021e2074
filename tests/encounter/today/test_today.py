"""The professional's day: signals about the work, counted, and never a mark on a person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from medborger.encounter.meetings.models import Talk
from medborger.encounter.plan import services
from medborger.encounter.today.selectors import ON_A_PAGE, today_page
from medborger.encounter.today.signals import SIGNALS
from medborger.foundation import clock
from medborger.foundation.access.models import Look
from medborger.foundation.people.models import Engagement
from tests.encounter.plan.people import (
    disagreement_with,
    goal_of,
    note_of,
    shared,
    step_of,
    suggestion_to,
)
from tests.factories import PersonFactory, staff, works_with

pytestmark = pytest.mark.django_db


def signals_of(viewer):
    page = today_page(viewer)
    return {line.citizen.given_name: {s.key for s in line.signals} for line in page.lines}


def counts_of(viewer, **chosen):
    return {c.signal.key: c.count for c in today_page(viewer, **chosen).signals if c.count}


@pytest.fixture
def calm(people):
    """Amira's plan, with a coordinator, and Bo has just read it."""
    amira, bo = people
    amira.helpers.update(is_coordinator=True)
    goal = goal_of(amira)
    Look.objects.create(
        subject=amira, viewer=bo, role="caseworker", what="din plan", purpose="casework"
    )
    return amira, bo, goal


def test_a_calm_plan_has_no_signal(calm):
    _amira, bo, _goal = calm

    assert signals_of(bo) == {"Amira": set()}


def test_each_thing_that_calls_is_one_signal(calm):
    amira, bo, goal = calm
    late = clock.today() - dt.timedelta(days=1)
    happenings = [
        ("os", lambda: services.write_post(goal, wording="Hvornår?", by=amira)),
        ("borgeren", lambda: suggestion_to(goal, by=bo)),
        ("over-tid", lambda: step_of(goal, by=bo, owner="professional", due_on=late)),
        ("uenig", lambda: disagreement_with(goal, by=amira)),
        ("nyt", lambda: services.edit_goal(goal, wording="Ro", by=amira)),
    ]
    seen = set()
    for key, happen in happenings:
        happen()
        seen.add(key)
        assert signals_of(bo) == {"Amira": seen}, key


def test_a_talk_today_is_a_signal_to_the_one_who_holds_it(calm):
    amira, bo, _goal = calm
    carla = staff(bo.engagements_today[0].team)
    works_with(carla, amira)
    Talk.objects.create(subject=amira, worker=bo, starts_at=clock.now())
    tomorrow = clock.now() + dt.timedelta(days=1)
    Talk.objects.create(subject=amira, worker=carla, starts_at=tomorrow)

    assert signals_of(bo) == {"Amira": {"samtale"}}
    assert "samtale" not in signals_of(carla)["Amira"]


def test_a_post_by_bo_waits_for_the_citizen(calm):
    _amira, bo, goal = calm

    services.write_post(goal, wording="Hvad mangler du?", by=bo)

    assert signals_of(bo) == {"Amira": {"borgeren"}}


def test_four_quiet_weeks_and_a_missing_coordinator_are_signals(calm):
    amira, bo, _goal = calm
    Engagement.objects.update(since=dt.date(2020, 1, 1))
    amira.helpers.update(is_coordinator=False)

    with clock.set_to(clock.now() + dt.timedelta(days=29)):
        assert signals_of(bo) == {"Amira": {"stille", "tovholder"}}


def test_what_is_private_is_no_signal_for_others(calm):
    amira, bo, _goal = calm
    note = note_of(amira)
    disagreement_with(note, by=amira)
    services.write_post(note, wording="Til mig selv", by=amira)

    assert signals_of(bo) == {"Amira": set()}
    shared(note, bo, by=amira)
    assert signals_of(bo) == {"Amira": {"os", "uenig", "nyt"}}


def test_a_signal_counts_citizens_and_holds_the_list_to_them(calm):
    amira, bo, goal = calm
    other = PersonFactory(given_name="Ib", family_name="Skov")
    works_with(bo, other)
    disagreement_with(goal, by=amira)

    page = today_page(bo, chosen="uenig")

    assert counts_of(bo) == {"uenig": 1, "stille": 1, "tovholder": 1}
    assert page.everybody == 2
    assert [line.citizen for line in page.lines] == [amira]
    assert [line.citizen for line in today_page(bo, search="skov").lines] == [other]
    assert today_page(bo, chosen="findes-ikke").chosen == ""


def test_citizens_come_a_page_at_a_time_and_each_of_them_once(people):
    _amira, bo = people
    for number in range(ON_A_PAGE + 3):
        works_with(bo, PersonFactory(given_name="Ane", family_name=f"Birk{number % 4}"))

    first = today_page(bo)
    second = today_page(bo, after=first.after)

    names = [line.citizen.pk for page in (first, second) for line in page.lines]
    assert (len(first.lines), len(second.lines)) == (ON_A_PAGE, 4)
    assert len(set(names)) == len(names)
    assert second.after == ""


def test_the_page_shows_signals_traces_the_list_and_is_for_professionals(sign_in, calm):
    amira, bo, goal = calm
    disagreement_with(goal, by=amira)
    browser = sign_in(bo)

    page = browser.get(reverse("today:mine")).content.decode()
    part = browser.get(
        reverse("today:mine"), {"signal": "over-tid"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert "Uenighed (1)" in page
    assert reverse("plan:plan", args=[goal.plan.public_id]) in page
    assert "<html" not in part
    assert "Ingen lige nu" in part
    assert Look.objects.filter(subject=amira, kind="list", what="i dag").count() == 1
    assert browser.get(reverse("today:mine"), {"efter": "ah"}).status_code == 200
    assert sign_in(amira).get(reverse("today:mine")).status_code == 404


def test_without_citizens_the_page_tells_what_to_do(sign_in, people):
    amira, bo = people
    amira.helpers.all().delete()

    assert "Din teamleder kan begynde et samarbejde." in (
        sign_in(bo).get(reverse("today:mine")).content.decode()
    )


def test_the_page_asks_no_more_of_the_database_when_there_are_more(sign_in, calm, queries_of):
    _amira, bo, _goal = calm
    browser = sign_in(bo)

    few = queries_of(browser, reverse("today:mine"))
    for _ in range(6):
        other = PersonFactory()
        works_with(bo, other)
        disagreement_with(goal_of(other), by=other)
    many = queries_of(browser, reverse("today:mine"))

    assert few == many
    assert many <= 12


def test_no_signal_ranks_anybody():
    words = " ".join(str(signal.label).lower() for signal in SIGNALS)

    assert not any(word in words for word in ("score", "rang", "bedst", "dårlig", "rød"))
