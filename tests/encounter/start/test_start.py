"""The citizen's front page: what matters, what waits for whom, and who has looked."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from medborger.encounter.insight import services as insight
from medborger.encounter.insight.models import Question
from medborger.encounter.meetings import services as meetings
from medborger.encounter.meetings.models import Invitation
from medborger.encounter.plan import services
from medborger.encounter.start.selectors import start_page
from medborger.foundation import clock
from medborger.foundation.access import services as trace
from medborger.foundation.access.models import Look, Purpose
from medborger.foundation.people.roles import Role
from tests.encounter.plan.people import goal_of, note_of, shared, step_of, suggestion_to
from tests.factories import staff

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_a_new_citizen_is_asked_what_matters_and_led_to_the_first_goal(sign_in, people):
    browser = sign_in(people[0])

    home = browser.get("/", follow=True)

    assert home.redirect_chain[-1][0] == reverse("start:mine")
    assert "Hvad er vigtigt for dig lige nu?" in text(home)
    assert "Ingen andre har set din sag." in text(home)
    assert reverse("plan:goal") in text(home)
    sent = browser.post(reverse("plan:goal"), {"wording": "Jeg vil bage"}, follow=True)
    assert "Jeg vil bage" in text(sent)
    assert "Jeg vil bage" in text(browser.get(reverse("start:mine")))


def test_each_goal_stands_with_its_next_step(people):
    amira, _ = people
    goal, empty = goal_of(amira, "Job"), goal_of(amira, "Ro")
    services.finish_step(step_of(goal, by=amira, wording="Først"), by=amira)
    step_of(goal, by=amira, wording="Så")
    services.close_goal(goal_of(amira, "Før"), by=amira)

    matters = start_page(amira).matters

    assert [(m.goal.wording, str(m.next_step or ""), m.steps_done) for m in matters] == [
        ("Job", "Så", 1),
        (empty.wording, "", 0),
    ]


def test_what_waits_is_told_for_each_side(people):
    amira, bo = people
    hanne = staff(bo.engagements_today[0].team, role=Role.TEAM_LEADER, given_name="Hanne")
    goal, today = goal_of(amira), clock.today()
    suggestion_to(goal, by=bo, wording="Kaffe")
    step_of(goal, by=amira, wording="Snart", due_on=today + dt.timedelta(days=2))
    step_of(goal, by=amira, wording="Siden", due_on=today + dt.timedelta(days=30))
    step_of(goal, by=amira, wording="Engang")
    late = today - dt.timedelta(days=1)
    step_of(goal, by=bo, owner="professional", wording="Vi ringer", due_on=late)
    step_of(goal, by=bo, owner="professional", wording="Vi ser på det")
    for wording in ("Åbent", "Besvaret"):
        trace.seen("din plan", about=amira, by=bo, purpose=Purpose.CASEWORK)
        insight.ask_about(Look.objects.latest("pk"), wording=wording, by=amira)
    insight.answer_question(Question.objects.get(wording="Besvaret"), answer="Ja", by=hanne)

    page = start_page(amira)

    assert [thing.title for thing in page.mine] == ["Kaffe", "Snart", "Besvaret"]
    assert [(t.title, t.late) for t in page.theirs] == [
        ("Vi ringer", True),
        ("Vi ser på det", False),
        ("Åbent", False),
    ]
    with clock.set_to(clock.now() + dt.timedelta(days=20)):
        assert "Besvaret" not in [thing.title for thing in start_page(amira).mine]


def test_a_talk_to_choose_a_time_for_and_a_talk_this_week_wait_for_the_citizen(people):
    amira, bo = people
    day = clock.today() + dt.timedelta(days=3)
    slots = meetings.offer_times(on=day, first=dt.time(9), last=dt.time(12), by=bo)
    meetings.invite(amira, about="din plan", by=bo)
    invitation = Invitation.objects.get()

    invited = [(thing.title, str(thing.tells)) for thing in start_page(amira).mine]
    meetings.book(invitation, slot=slots[0], by=amira)
    booked = [thing.title for thing in start_page(amira).mine]

    assert invited == [("din plan", "Vælg en tid til samtalen")]
    assert booked == ["Samtale med Bo Lund"]


def test_the_front_page_shows_the_three_newest_looks(sign_in, people):
    amira, bo = people
    goal_of(amira)
    for _ in range(5):
        trace.seen("din plan", about=amira, by=bo, purpose=Purpose.CASEWORK)

    page = sign_in(amira).get(reverse("start:mine"))

    assert len(page.context["page"].looks) == 3
    assert "Bo Lund" in text(page)
    assert reverse("insight:mine") in text(page)


def test_staff_have_no_front_page_of_a_citizen(sign_in, people):
    assert sign_in(people[1]).get(reverse("start:mine")).status_code == 404


def test_the_front_page_asks_no_more_of_the_database_when_there_is_more(
    sign_in, people, queries_of
):
    amira, bo = people

    def more(times):
        for _ in range(times):
            goal = goal_of(amira)
            step_of(goal, by=amira, due_on=clock.today())
            step_of(goal, by=bo, owner="professional")
            suggestion_to(goal, by=bo)
            shared(note_of(amira), bo, by=amira)

    browser = sign_in(amira)
    more(1)
    few = queries_of(browser, reverse("start:mine"))
    more(4)
    many = queries_of(browser, reverse("start:mine"))

    assert few == many
    assert many <= 12
