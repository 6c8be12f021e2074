"""A citizen asks why somebody looked; the leader of the unit owns the answer, before a day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from medborger.encounter.insight import policies, services
from medborger.encounter.insight.models import Question
from medborger.foundation import clock
from medborger.foundation.access import services as trace
from medborger.foundation.access.models import Look, Purpose
from medborger.foundation.journal.models import Event
from medborger.foundation.people.models import Engagement, Municipality
from medborger.foundation.people.roles import Role
from tests.encounter.plan.people import goal_of
from tests.factories import PersonFactory, TeamFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanne(people):
    _amira, bo = people
    return staff(bo.engagements_today[0].team, role=Role.TEAM_LEADER, given_name="Hanne")


def look_at(amira, by):
    trace.seen("din plan", about=amira, by=by, purpose=Purpose.CASEWORK)
    return Look.objects.latest("pk")


def asked(amira, bo, wording="Hvorfor så du den?"):
    event = services.ask_about(look_at(amira, bo), wording=wording, by=amira)
    return Question.objects.get(public_id=event.data["question"])


def text(response):
    return response.content.decode()


def test_the_leader_of_the_unit_owns_the_answer_within_a_week(people, hanne):
    amira, bo = people

    question = asked(amira, bo)

    assert (question.owner, question.team) == (hanne, bo.engagements_today[0].team)
    assert question.due_on == clock.today() + dt.timedelta(days=7)
    assert not question.is_late
    assert hanne.messages.get().subject_line == "En borger har spurgt om et opslag."
    assert str(question) == "Hvorfor så du den?"


def test_no_word_of_the_question_is_told_to_staff_in_the_journal(people, hanne):
    asked(*people, wording="kanariefugl")

    event = Event.objects.get(kind="insight.question.asked")

    assert "kanariefugl" in event.for_citizen
    assert "kanariefugl" not in event.for_staff + event.words("archive")


def test_one_asks_once_about_a_look_and_only_about_ones_own(people, hanne):
    amira, bo = people
    look = look_at(amira, bo)
    services.ask_about(look, wording="Hvorfor?", by=amira)

    with pytest.raises(ValidationError, match="allerede spurgt"):
        services.ask_about(look, wording="Hvorfor?", by=amira)
    for other in (bo, PersonFactory()):
        with pytest.raises(PermissionDenied):
            services.ask_about(look, wording="Hvorfor?", by=other)


def test_without_a_leader_of_the_unit_another_leader_or_an_administrator_answers(people):
    amira, bo = people
    look = look_at(amira, bo)
    with pytest.raises(ValidationError, match="Ring til kommunen på 70 00 00 00"):
        services.ask_about(look, wording="Hvorfor?", by=amira)

    administrator = PersonFactory(role=Role.ADMINISTRATOR)
    assert asked(amira, bo).owner == administrator
    leader = staff(TeamFactory(), role=Role.TEAM_LEADER)
    assert asked(amira, bo).owner == leader


def test_a_look_without_a_unit_is_answered_by_a_leader(people, hanne):
    amira, _ = people
    auditor = PersonFactory(role=Role.AUDITOR)

    assert asked(amira, auditor).owner == hanne


def test_nobody_answers_for_their_own_look_when_there_is_another(people, hanne):
    amira, bo = people
    other = staff(bo.engagements_today[0].team, role=Role.TEAM_LEADER)

    assert asked(amira, hanne).owner == other
    assert asked(amira, bo).owner == hanne


def test_the_only_leader_answers_also_for_an_own_look(people, hanne):
    amira, _ = people

    assert asked(amira, hanne).owner == hanne


def test_only_the_owner_and_leaders_of_the_team_answer(people, hanne):
    amira, bo = people
    question = asked(amira, bo)
    mate = staff(bo.engagements_today[0].team, role=Role.TEAM_LEADER)
    stranger = staff(TeamFactory(), role=Role.TEAM_LEADER)

    may = [p for p in (amira, bo, hanne, mate, stranger) if policies.may_answer(question, by=p)]
    see = [p for p in (amira, bo, hanne, mate, stranger) if Question.objects.visible_to(p).exists()]

    assert may == [hanne, mate]
    assert see == [amira, hanne, mate]


def test_an_answer_is_given_once_and_the_citizen_is_told(people, hanne):
    amira, bo = people
    question = asked(amira, bo)
    with pytest.raises(PermissionDenied):
        services.answer_question(question, answer="Fordi", by=bo)
    with pytest.raises(ValidationError):
        services.answer_question(question, answer=" ", by=hanne)

    services.answer_question(question, answer="Bo afløste en kollega.", by=hanne)

    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("Bo afløste en kollega.", hanne)
    assert question.is_answered
    assert not Question.objects.unanswered().exists()
    assert amira.messages.get().subject_line == "Du har fået svar på et spørgsmål."
    with pytest.raises(ValidationError, match="allerede svaret"):
        services.answer_question(question, answer="Igen", by=hanne)


def test_an_administrator_sees_only_what_is_theirs_to_answer(people):
    amira, bo = people
    administrator, other = (PersonFactory(role=Role.ADMINISTRATOR) for _ in range(2))
    question = asked(amira, bo)

    assert Question.objects.visible_to(administrator).get() == question
    assert not Question.objects.visible_to(other).exists()


def test_a_question_is_late_when_its_day_has_passed(people, hanne):
    question = asked(*people)

    with clock.set_to(clock.now() + dt.timedelta(days=8)):
        assert question.is_late


def test_the_citizen_sees_a_look_at_once_asks_and_reads_the_answer(sign_in, people, hanne):
    amira, bo = people
    plan = goal_of(amira).plan
    sign_in(bo).get(reverse("plan:plan", args=[plan.public_id]))
    browser = sign_in(amira)

    page = text(browser.get(reverse("insight:mine")))
    for word in ("Bo Lund", "sagsbehandler", "Team Nord", "din plan", "arbejdet med din sag"):
        assert word in page
    look = Look.objects.get(kind="page")
    assert clock.now() - look.at < dt.timedelta(seconds=1)
    url = reverse("insight:question", args=[look.pk])
    assert "Bo Lund, sagsbehandler, Team Nord åbnede din plan" in text(browser.get(url))
    sent = text(browser.post(url, {"wording": "Hvorfor?"}, follow=True))
    assert Event.objects.get(kind="insight.question.asked").number in sent
    assert "Hanne Birk svarer senest" in sent

    leader = sign_in(hanne)
    assert "Hvorfor?" in text(leader.get(reverse("insight:questions")))
    answer = reverse("insight:answer", args=[Question.objects.get().public_id])
    assert "Borgeren får besked: «Du har fået svar på et spørgsmål.»" in text(leader.get(answer))
    assert leader.post(answer, {"answer": "Bo hjælper dig."}).status_code == 302
    assert "besvaret" in text(leader.get(reverse("insight:questions")))

    page = text(sign_in(amira).get(reverse("insight:mine")))
    assert "Bo hjælper dig." in page
    assert "dit spørgsmål om et opslag" in page


def test_where_names_are_not_shown_the_role_stands_alone(sign_in, people):
    amira, bo = people
    look_at(amira, bo)
    Municipality.objects.update(shows_staff_names=False)

    page = text(sign_in(type(amira).objects.get(pk=amira.pk)).get(reverse("insight:mine")))

    assert "Bo Lund" not in page
    assert "sagsbehandler" in page


def test_looks_are_told_in_the_language_of_the_reader_not_of_the_viewer(sign_in, people):
    amira, bo = people
    plan = goal_of(amira).plan
    sign_in(bo).get(reverse("plan:plan", args=[plan.public_id]), headers={"accept-language": "en"})

    danish = text(sign_in(amira).get(reverse("insight:mine")))
    english = text(sign_in(amira).get(reverse("insight:mine"), headers={"accept-language": "en"}))

    assert Look.objects.get(kind="page").what == "din plan"
    assert "åbnede din plan" in danish
    assert "opened your plan" in english


def test_nobody_asks_about_anothers_look(sign_in, people):
    amira, bo = people
    look = look_at(amira, bo)

    for person in (PersonFactory(), bo):
        answer = sign_in(person).post(reverse("insight:question", args=[look.pk]))
        assert answer.status_code == 404


def test_old_looks_are_on_the_next_page(sign_in, people):
    amira, bo = people
    for _ in range(52):
        look_at(amira, bo)
    browser = sign_in(amira)

    first = browser.get(reverse("insight:mine")).context["page"]
    second = browser.get(reverse("insight:mine"), {"foer": first.older}).context["page"]

    assert (len(first.entries), len(second.entries)) == (50, 2)
    assert second.older is None
    assert browser.get(reverse("insight:mine"), {"foer": "ah"}).status_code == 200


def test_the_empty_pages_tell_what_they_are_for(sign_in, people, hanne):
    assert "Ingen andre har set din sag." in text(sign_in(people[0]).get(reverse("insight:mine")))
    assert "Ingen har spurgt" in text(sign_in(hanne).get(reverse("insight:questions")))


@pytest.mark.parametrize("page", ["mine", "questions"])
def test_no_page_asks_more_of_the_database_when_there_is_more(
    sign_in, people, hanne, queries_of, page
):
    amira, bo = people
    browser = sign_in(amira if page == "mine" else hanne)
    question = asked(amira, bo)
    services.answer_question(question, answer="Fordi", by=hanne)

    few = queries_of(browser, reverse(f"insight:{page}"))
    for _ in range(4):
        services.answer_question(asked(amira, bo), answer="Fordi", by=hanne)
    many = queries_of(browser, reverse(f"insight:{page}"))

    assert few == many
    assert many <= 12


def test_an_ended_leader_reads_no_question(people, hanne):
    question = asked(*people)
    Engagement.objects.filter(person=hanne).update(
        until=clock.today() - dt.timedelta(days=1), since=dt.date(2020, 1, 1)
    )
    hanne = type(hanne).objects.get(pk=hanne.pk)

    assert question not in Question.objects.visible_to(hanne)
