"""A talk is prepared by both, written together, and answered in six short lines."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from medborger.encounter.meetings import coaching, policies, services
from medborger.encounter.meetings.feedback import summary
from medborger.encounter.meetings.models import (
    AgendaPoint,
    Expectation,
    Feedback,
    Minutes,
    Talk,
)
from medborger.encounter.meetings.statements import AFTER, BEFORE, gaps
from medborger.encounter.plan.models import Goal, Plan, Step, Suggestion
from medborger.encounter.plan.services import add_goal, begin_plan
from medborger.foundation import clock
from medborger.foundation.people.roles import Role
from tests.factories import PersonFactory, staff, works_with

pytestmark = pytest.mark.django_db
LOW, HIGH = dict.fromkeys(BEFORE, 1), dict.fromkeys(BEFORE, 5)


def text(response):
    return response.content.decode()


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_the_citizens_points_come_first_and_each_is_handled_or_moved_with_a_reason(
    sign_in, talk, amira, bo
):
    services.add_point(talk, text="Bos punkt", by=bo)
    services.add_point(talk, text="Amiras punkt", by=amira)
    page = text(sign_in(bo).get(reverse("meetings:talk", args=[talk.public_id])))
    assert page.index("Amiras punkt") < page.index("Bos punkt")

    mine, bos = AgendaPoint.objects.all()
    services.settle_point(mine, state="handled", by=bo)
    for wrong in ({"state": "moved"}, {"state": "open"}):
        with pytest.raises(ValidationError):
            services.settle_point(bos, **wrong, by=bo)
    services.settle_point(bos, state="moved", reason="Tiden gik", by=bo)
    assert "Tiden gik" in text(sign_in(amira).get(reverse("meetings:talk", args=[talk.public_id])))
    with pytest.raises(ValidationError):
        services.add_point(talk, text=" ", by=amira)


def test_neither_sees_the_others_expectations_before_both_have_answered(sign_in, talk, amira, bo):
    url = reverse("meetings:talk", args=[talk.public_id])
    services.expect(talk, answers=LOW, by=amira)
    assert "Den anden har svaret. Du ser svaret" in text(sign_in(bo).get(url))
    assert "Du har svaret. I ser begges svar" in text(sign_in(amira).get(url))
    with pytest.raises(ValidationError):
        services.agree(talk, agreed="Noget", by=bo)
    with pytest.raises(ValidationError, match="allerede svaret"):
        services.expect(talk, answers=HIGH, by=amira)

    services.expect(talk, answers=HIGH, by=bo)
    page = text(sign_in(amira).get(url))
    assert page.count("tal om det") == len(BEFORE)
    with pytest.raises(ValidationError):
        services.agree(talk, agreed="", by=bo)
    services.agree(talk, agreed="Vi tager det roligt.", by=bo)
    assert "Vi tager det roligt." in text(sign_in(amira).get(url))


def test_all_statements_are_answered_from_one_to_five(talk, amira):
    for wrong in ({}, LOW | {"goal": 6}, {"goal": 1}):
        with pytest.raises(ValidationError):
            services.expect(talk, answers=wrong, by=amira)
    assert not Expectation.objects.exists()


@given(
    st.fixed_dictionaries({key: st.integers(1, 5) for key in BEFORE}),
    st.fixed_dictionaries({key: st.integers(1, 5) for key in BEFORE}),
)
def test_the_widest_gap_comes_first_and_both_sides_are_kept(citizens, professionals):
    found = gaps(citizens, professionals)

    widths = [abs(gap.citizens - gap.professionals) for gap in found]
    assert widths == sorted(widths, reverse=True)
    assert sum(gap.citizens for gap in found) == sum(citizens.values())
    assert [gap.is_wide for gap in found] == [width >= 2 for width in widths]


def test_minutes_are_drafted_shared_and_commented_and_all_versions_are_kept(
    sign_in, talk, amira, bo
):
    url = reverse("meetings:talk", args=[talk.public_id])
    services.draft(talk, text="Første udkast", by=bo)
    services.draft(talk, text="Vi talte om værkstedet", by=bo)
    assert "Vi talte om værkstedet" not in text(sign_in(amira).get(url))
    with pytest.raises(ValidationError):
        services.comment(talk, text="Mere", by=amira)

    services.publish(talk, by=bo)
    with pytest.raises(ValidationError):
        services.publish(talk, by=bo)
    services.comment(talk, text="Jeg sagde også, at jeg er nervøs", by=amira)
    page = text(sign_in(bo).get(url))
    assert "Vi talte om værkstedet" in page
    assert "jeg er nervøs" in page
    assert Minutes.objects.count() == 3
    with pytest.raises(PermissionDenied):
        services.comment(talk, text="Mig også", by=bo)


def test_the_next_contact_is_a_day_or_an_event_with_a_reason(talk, bo):
    with pytest.raises(ValidationError, match="hvorfor"):
        services.hold(talk, next_when="når værkstedet svarer", by=bo)
    past = clock.today() - dt.timedelta(days=1)
    with pytest.raises(ValidationError):
        services.hold(talk, next_on=past, next_reason="Fordi", by=bo)

    services.hold(talk, next_when="når værkstedet svarer", next_reason="Så ved vi mere", by=bo)
    assert fresh(talk).state == Talk.State.HELD
    assert fresh(talk).next_reason == "Så ved vi mere"


def test_one_click_puts_an_open_question_on_the_agenda(sign_in, talk, bo):
    browser = sign_in(bo)
    url = reverse("meetings:question", args=[talk.public_id, "finder", 1])
    assert browser.post(url).status_code == 302

    assert AgendaPoint.objects.get().text == str(coaching.question("finder", 1))
    for key, number in (("finder", 9), ("ukendt", 0)):
        url = reverse("meetings:question", args=[talk.public_id, key, number])
        assert browser.post(url).status_code == 404


def test_the_coaching_questions_are_open(sign_in):
    for name, asked in coaching.QUESTIONS.values():
        assert name
        assert all(str(question).startswith("Hv") for question in asked)


def test_a_talk_is_registered_in_one_form_with_minutes_step_and_rhythm(sign_in, amira, bo):
    begin_plan(amira, by=amira)
    add_goal(Plan.objects.get(), wording="Arbejde med biler", by=amira)
    browser = sign_in(bo)
    url = reverse("meetings:register", args=[amira.public_id])
    assert "Arbejde med biler" in text(browser.get(url))
    filled = {
        "text": "Vi talte om værkstedet",
        "step": "Ringe til værkstedet",
        "step_owner": "professional",
        "goal": Goal.objects.get().pk,
        "next_when": "når værkstedet svarer",
        "next_reason": "Så ved vi mere",
    }
    assert browser.post(url, filled | {"next_reason": ""}).status_code == 422
    assert not Talk.objects.exists()
    assert browser.post(url, filled).status_code == 302

    assert Talk.objects.get().state == Talk.State.HELD
    assert Step.objects.get().wording == "Ringe til værkstedet"
    assert Minutes.objects.get().published_at is not None


def test_a_step_for_the_citizen_is_a_suggestion_and_needs_a_goal(amira, bo):
    begin_plan(amira, by=amira)
    add_goal(Plan.objects.get(), wording="Arbejde med biler", by=amira)
    with pytest.raises(ValidationError):
        services.register(amira, text="Vi talte", step="Ringe", by=bo)

    goal = Goal.objects.get()
    services.register(amira, text="Vi talte", step="Ringe", step_owner="citizen", goal=goal, by=bo)
    assert Suggestion.objects.get().wording == "Ringe"
    assert not Step.objects.exists()
    with pytest.raises(ValidationError):
        services.register(amira, text=" ", by=bo)


def test_the_citizen_answers_once_after_a_talk_that_was_held(sign_in, talk, amira, bo):
    url = reverse("meetings:feedback", args=[talk.public_id])
    browser = sign_in(amira)
    assert browser.get(url).status_code == 404
    services.hold(talk, by=bo)

    browser = sign_in(amira)
    assert browser.get(url).status_code == 200
    assert browser.post(url, {}).status_code == 422
    assert browser.post(url, {"respect": "yes", "surprise": "no"}).status_code == 302
    assert Feedback.objects.get().answers == {"respect": "yes", "surprise": "no"}
    assert browser.post(url, {"respect": "no"}).status_code == 404
    with pytest.raises(PermissionDenied):
        services.give_feedback(talk, answers={"respect": "yes"}, by=amira)


def answers(team, bo, many, *, value="yes", unanswered=0):
    for number in range(many + unanswered):
        citizen = PersonFactory(municipality=team.municipality)
        works_with(bo, citizen)
        services.register(citizen, text="Vi talte", by=bo)
        if number < many:
            talk = Talk.objects.get(subject=citizen)
            services.give_feedback(talk, answers=dict.fromkeys(AFTER, value), by=citizen)


def around():
    day = dt.timedelta(days=1)
    return clock.today() - day, clock.today() + day


def test_answers_are_shown_for_five_or_more_and_never_per_caseworker(sign_in, team, bo):
    leader = staff(team, role=Role.TEAM_LEADER)
    answers(team, bo, 4)
    assert not summary(team, *around()).has_basis
    browser = sign_in(leader)
    assert "For få svar til at vise." in text(browser.get(reverse("meetings:team_feedback")))

    answers(team, bo, 2)
    page = text(browser.get(reverse("meetings:team_feedback")))
    assert "6 borgere har svaret." in page
    assert "Kjærgård" not in page


def test_a_rate_that_would_give_the_silent_few_away_is_hidden(team, bo):
    answers(team, bo, 6, unanswered=2)
    assert summary(team, *around()).held is None

    answers(team, bo, 0, unanswered=4)
    shown = summary(team, *around())
    assert (shown.held, shown.rate_of_100) == (12, 50)


def test_a_lone_other_answer_is_hidden_with_another_beside_it(team, bo):
    answers(team, bo, 8)
    answers(team, bo, 1, value="no")

    for line in summary(team, *around()).lines:
        hidden = [number for _, number in line.answers if number is None]
        assert len(hidden) >= 2


def test_who_may_prepare_and_write(talk, amira, bo, team):
    carla = staff(team, given_name="Carla")

    assert policies.may_prepare(talk, by=amira)
    assert policies.may_prepare(talk, by=bo)
    assert not policies.may_prepare(talk, by=carla)
    assert policies.may_write_minutes(talk, by=bo)
    assert not policies.may_write_minutes(talk, by=amira)


def test_both_do_it_all_on_the_pages(sign_in, talk, amira, bo):
    def go(person, name, fields, *, row=talk):
        url = reverse(f"meetings:{name}", args=[row.public_id])
        browser = sign_in(person)
        assert browser.get(url).status_code == 200, name
        answer = browser.post(url, fields, follow=True)
        assert answer.status_code == 200, name
        assert "Det er gemt" in text(answer)

    go(amira, "point", {"text": "Mine nerver"})
    go(amira, "expect", dict.fromkeys(BEFORE, "2"))
    go(bo, "expect", dict.fromkeys(BEFORE, "4"))
    go(bo, "agree", {"agreed": "Vi tager det roligt."})
    go(bo, "settle", {"state": "handled"}, row=AgendaPoint.objects.get())
    go(bo, "draft", {"text": "Vi talte om nerver"})
    go(bo, "hold", {"next_when": "når hun er klar", "next_reason": "Hun bestemmer"})
    go(bo, "publish", {})
    go(amira, "comment", {"text": "Tak"})
    page = text(sign_in(amira).get(reverse("meetings:talk", args=[talk.public_id])))
    assert "Når hun er klar" in page
    assert "Fortæl, hvordan samtalen var" in page


def test_a_cancelled_talk_can_be_cancelled_on_its_page_and_others_find_nothing(
    sign_in, talk, amira, team
):
    stranger = PersonFactory()
    url = reverse("meetings:cancel", args=[talk.public_id])
    assert sign_in(stranger).get(url).status_code == 404
    browser = sign_in(amira)
    assert browser.get(url).status_code == 200
    assert browser.post(url, {}).status_code == 302
    assert fresh(talk).state == Talk.State.CANCELLED
    assert browser.get(reverse("meetings:talk", args=[talk.public_id])).status_code == 200


def test_the_talks_page_stays_within_its_budget(sign_in, talk, amira, bo):
    for number in range(12):
        services.add_point(talk, text=f"Punkt {number}", by=amira)
        services.draft(talk, text=f"Udkast {number}", by=bo)
    url = reverse("meetings:talk", args=[talk.public_id])
    for reader in (amira, bo):
        browser = sign_in(reader)
        browser.get(url)
        with CaptureQueriesContext(connection) as asked:
            browser.get(url)
        questions = [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]
        assert len(questions) <= 12, "\n".join(questions)


def test_a_whole_talk_is_written_down_on_one_page(sign_in, talk, amira, bo):
    services.add_point(talk, text="Værkstedet", by=amira)
    services.add_point(talk, text="Søvn", by=amira)
    services.add_point(talk, text="Tøj", by=bo)
    begin_plan(amira, by=amira)
    add_goal(Plan.objects.get(), wording="Et arbejde", by=amira)
    address = reverse("meetings:complete", args=[talk.public_id])
    typed = {
        "text": "Vi talte", "step": "Ring til værkstedet", "step_owner": "professional",
        "goal": Goal.objects.get().pk, "next_when": "når de svarer", "next_reason": "Så ved vi det",
        "became_0": "handled", "became_1": "moved",
    }  # fmt: skip

    page = sign_in(bo).get(address)
    assert text(page).index("Søvn") < text(page).index("Hvad talte I om?")
    assert sign_in(bo).post(address, typed).status_code == 422, "why was it moved?"
    assert AgendaPoint.objects.filter(state="open").count() == 3
    assert sign_in(bo).post(address, typed | {"why_1": "Tiden gik"}).status_code == 302

    states = AgendaPoint.objects.order_by("at", "pk").values_list("state", "reason")
    assert list(states) == [("handled", ""), ("moved", "Tiden gik"), ("open", "")]
    assert Minutes.objects.get().published_at
    assert Step.objects.get().wording == "Ring til værkstedet"
    assert fresh(talk).state == Talk.State.HELD
    with pytest.raises(ValidationError):
        services.complete(talk, text="Igen", by=bo)
    with pytest.raises(PermissionDenied):
        services.complete(talk, text="Igen", by=amira)
