"""Every verb of the plan: what it does, what it tells, and whom it refuses."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Goal, Plan, Step, Suggestion
from medborger.foundation import clock
from medborger.foundation.forms import Conflict
from medborger.foundation.journal.models import Event
from tests.encounter.plan.people import goal_of, plan_of, step_of, suggestion_to
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_citizen_begins_one_plan_and_no_second(people):
    amira, _ = people

    event = services.begin_plan(amira, by=amira)

    assert event.kind == "plan.plan.begun"
    assert event.for_citizen == "Du begyndte en plan."
    assert event.for_staff == "Amira Haddad begyndte en plan."
    assert event.words("archive") == "Borgeren begyndte en plan."
    with pytest.raises(ValidationError, match="allerede en plan"):
        services.begin_plan(amira, by=amira)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(subject=amira)


def test_nobody_begins_a_plan_for_somebody_else(people):
    amira, bo = people

    with pytest.raises(PermissionDenied):
        services.begin_plan(amira, by=bo)
    assert not Plan.objects.exists()


def test_a_goal_keeps_the_citizens_own_words(people):
    amira, _ = people

    event = services.add_goal(plan_of(amira), wording=" Jeg vil sove. ", helped="Ture", by=amira)

    goal = Goal.objects.get()
    assert (goal.wording, goal.helped, goal.state) == ("Jeg vil sove.", "Ture", "open")
    assert event.for_citizen == "Du skrev et mål: «Jeg vil sove.»"
    assert "sove" not in event.words("archive")


def test_an_empty_goal_and_a_goal_by_another_are_refused(people):
    amira, bo = people
    plan = plan_of(amira)

    with pytest.raises(ValidationError):
        services.add_goal(plan, wording="   ", by=amira)
    for other in (bo, PersonFactory()):
        with pytest.raises(PermissionDenied):
            services.add_goal(plan, wording="Kom i job", by=other)
    assert not Goal.objects.exists()


def test_a_step_remembers_who_worded_it_and_who_does_it(people):
    amira, bo = people
    goal = goal_of(amira)

    services.add_step(goal, wording="Gå en tur", by=amira)
    event = services.add_step(goal, wording="Vi ringer", owner="professional", by=bo)

    steps = [(s.wording, s.owner, s.worded_by) for s in Step.objects.all()]
    assert steps == [("Gå en tur", "citizen", amira), ("Vi ringer", "professional", bo)]
    assert event.for_citizen == "Bo Lund skrev et skridt: «Vi ringer»"


def test_a_professional_gives_the_citizen_no_step_to_do(people):
    amira, bo = people

    with pytest.raises(PermissionDenied):
        services.add_step(goal_of(amira), wording="Søg ti job", by=bo)
    assert not Step.objects.exists()


def test_a_closed_goal_takes_no_more_steps_or_suggestions(people):
    amira, bo = people
    goal = goal_of(amira)
    suggestion = suggestion_to(goal, by=bo)
    goal.state = Goal.State.CLOSED
    goal.save()

    with pytest.raises(ValidationError, match="afsluttet"):
        services.add_step(goal, wording="Mere", by=amira)
    with pytest.raises(ValidationError, match="afsluttet"):
        services.suggest_step(goal, wording="Mere", by=bo)
    with pytest.raises(ValidationError, match="afsluttet"):
        services.answer_suggestion(suggestion, state="accepted", by=amira)


@pytest.mark.parametrize(("dropped", "state"), [(False, "done"), (True, "dropped")])
def test_a_step_is_finished_once_with_how_it_went(people, dropped, state):
    amira, _ = people
    step = step_of(goal_of(amira), by=amira)

    event = services.finish_step(step, outcome="Det gik", dropped=dropped, version=1, by=amira)

    step.refresh_from_db()
    assert (step.state, step.outcome, step.version) == (state, "Det gik", 2)
    assert step.done_on == (None if dropped else clock.today())
    assert event.kind == f"plan.step.{state}"
    with pytest.raises(ValidationError, match="allerede"):
        services.finish_step(step, by=amira)
    with pytest.raises(Conflict):
        services.finish_step(step, outcome="Noget andet", version=1, by=amira)


def test_a_professional_does_not_finish_the_citizens_step(people):
    amira, bo = people
    step = step_of(goal_of(amira), by=amira)

    with pytest.raises(PermissionDenied):
        services.finish_step(step, by=bo)
    step.refresh_from_db()
    assert step.state == "active"


def test_a_suggestion_is_no_step_before_the_citizen_says_yes(people):
    amira, bo = people
    suggestion = suggestion_to(goal_of(amira), by=bo)
    assert not Step.objects.exists()

    event = services.answer_suggestion(suggestion, state="accepted", by=amira)

    step = Step.objects.get()
    assert (step.wording, step.worded_by) == ("Mød os på mandag", bo)
    assert event.for_citizen == "Du sagde ja til et forslag: «Mød os på mandag»"


def test_a_citizen_says_yes_in_other_words(people):
    amira, bo = people
    suggestion = suggestion_to(goal_of(amira), by=bo)
    with pytest.raises(ValidationError, match="egne ord"):
        services.answer_suggestion(suggestion, state="changed", by=amira)

    services.answer_suggestion(suggestion, state="changed", wording="På tirsdag", by=amira)

    suggestion.refresh_from_db()
    step = Step.objects.get()
    assert (suggestion.wording, suggestion.accepted_wording) == ("Mød os på mandag", "På tirsdag")
    assert (step.wording, step.worded_by) == ("På tirsdag", amira)


def test_a_citizen_says_no_and_nothing_comes_into_the_plan(people):
    amira, bo = people
    suggestion = suggestion_to(goal_of(amira), by=bo)

    services.answer_suggestion(suggestion, state="declined", reason="For tidligt", by=amira)

    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.reason) == ("declined", "For tidligt")
    assert not Step.objects.exists()
    with pytest.raises(ValidationError, match="allerede svaret"):
        services.answer_suggestion(suggestion, state="accepted", by=amira)


def test_only_the_citizen_answers_and_only_the_team_suggests(people):
    amira, bo = people
    goal = goal_of(amira)
    suggestion = suggestion_to(goal, by=bo)
    lines = Event.objects.count()

    with pytest.raises(PermissionDenied):
        services.answer_suggestion(suggestion, state="accepted", by=bo)
    for other in (amira, PersonFactory()):
        with pytest.raises(PermissionDenied):
            services.suggest_step(goal, wording="Noget", by=other)
    with pytest.raises(ValidationError, match="Vælg et svar"):
        services.answer_suggestion(suggestion, state="open", by=amira)
    assert Event.objects.count() == lines
    assert Suggestion.objects.get().state == "open"
