"""Steps are edited, moved, placed and skipped, each side with its own."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Step
from medborger.foundation import clock
from medborger.foundation.forms import Conflict
from medborger.foundation.outbox.models import Message
from tests.encounter.plan.people import goal_of, step_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 12, 1)


def promise(goal, bo, **fields):
    return step_of(goal, by=bo, owner="professional", wording="Vi ringer", **fields)


def test_a_step_gets_better_words_and_somebody_else_to_do_it(people):
    amira, _ = people
    step = step_of(goal_of(amira), by=amira)

    event = services.edit_step(
        step, wording="Fatma kører", owner="network", owner_name=" Fatma ", version=1, by=amira
    )

    step.refresh_from_db()
    assert (step.wording, step.owner, step.owner_name) == ("Fatma kører", "network", "Fatma")
    assert event.data["owner"] == "network"


def test_a_name_belongs_only_to_somebody_outside_the_house(people):
    amira, _ = people
    step = step_of(goal_of(amira), by=amira, owner="citizen", owner_name="Fatma")

    assert step.owner_name == ""


def test_a_professional_words_only_what_the_municipality_wrote(people):
    amira, bo = people
    goal = goal_of(amira)
    own = promise(goal, bo)
    wished = step_of(goal, by=amira, owner="professional", wording="Ring til mig")

    services.edit_step(own, wording="Vi skriver", owner="professional", by=bo)
    for step, owner in (
        (wished, "professional"),
        (own, "citizen"),
        (step_of(goal, by=amira), "citizen"),
    ):
        with pytest.raises(PermissionDenied):
            services.edit_step(step, wording="Søg ti job", owner=owner, by=bo)

    own.refresh_from_db()
    assert own.wording == "Vi skriver"


def test_the_author_stays_when_only_the_doer_changes(people):
    amira, bo = people
    step = promise(goal_of(amira), bo)

    services.edit_step(step, wording="Vi ringer", owner="citizen", by=amira)

    step.refresh_from_db()
    assert step.worded_by == bo


def test_the_day_first_promised_is_remembered_when_it_is_moved(people):
    amira, bo = people
    step = promise(goal_of(amira), bo, due_on=DAY)

    services.move_step(step, due_on=DAY + dt.timedelta(days=7), version=1, by=bo)

    step.refresh_from_db()
    assert (step.first_due_on, step.due_on) == (DAY, DAY + dt.timedelta(days=7))
    with pytest.raises(Conflict) as conflict:
        services.move_step(step, due_on=DAY, version=1, by=amira)
    assert conflict.value.theirs == {"due_on": "08-12-2026"}


def test_a_step_without_a_day_gets_its_first_one_later(people):
    amira, _ = people
    step = step_of(goal_of(amira), by=amira)

    services.move_step(step, due_on=DAY, by=amira)

    step.refresh_from_db()
    assert step.first_due_on == step.due_on == DAY


def test_a_professional_moves_no_step_of_the_citizen(people):
    amira, bo = people
    step = step_of(goal_of(amira), by=amira)

    with pytest.raises(PermissionDenied):
        services.move_step(step, due_on=DAY, by=bo)


def test_steps_change_places(people):
    amira, bo = people
    goal = goal_of(amira)
    first, second = (step_of(goal, by=amira, wording=w) for w in ("først", "så"))

    services.place_step(second, earlier=True, by=amira)
    assert [str(step) for step in goal.steps.all()] == ["så", "først"]
    services.place_step(second, earlier=False, by=amira)
    assert [str(step) for step in goal.steps.all()] == ["først", "så"]

    for step, earlier in ((first, True), (second, False)):
        with pytest.raises(ValidationError, match="længere"):
            services.place_step(step, earlier=earlier, by=amira)
    with pytest.raises(PermissionDenied):
        services.place_step(second, earlier=True, by=bo)


def test_a_skipped_step_stays_with_its_reason(people):
    amira, _ = people
    step = step_of(goal_of(amira), by=amira)

    services.skip_step(step, outcome="Jeg fandt en anden vej", version=1, by=amira)

    step.refresh_from_db()
    assert (step.state, step.outcome) == ("dropped", "Jeg fandt en anden vej")
    for again in (
        lambda: services.edit_step(step, wording="Nyt", owner="citizen", by=amira),
        lambda: services.move_step(step, due_on=DAY, by=amira),
    ):
        with pytest.raises(ValidationError, match="allerede afsluttet"):
            again()


def test_the_citizen_is_told_what_others_do_and_nothing_sensitive(people):
    amira, bo = people
    goal = goal_of(amira)

    step = promise(goal, bo)
    services.move_step(step, due_on=DAY, by=bo)
    services.finish_step(step, outcome="Det gik", by=bo)
    step_of(goal, by=amira)

    told = list(Message.objects.order_by("pk"))
    assert [message.subject_line for message in told] == [
        "Der er et nyt skridt i din plan.",
        "Et skridt i din plan er ændret.",
        "Et skridt i din plan er afsluttet.",
    ]
    assert all(message.to == amira and "Vi ringer" not in message.text for message in told)


def test_the_municipality_does_nothing_it_cannot_see(people):
    amira, _ = people
    private, goal = goal_of(amira, is_private=True), goal_of(amira)
    own = step_of(goal, by=amira, is_private=True)

    for write in (
        lambda: services.add_step(private, wording="Ring", owner="professional", by=amira),
        lambda: services.add_step(
            goal, wording="Ring", owner="professional", is_private=True, by=amira
        ),
        lambda: services.edit_step(own, wording="Ring", owner="professional", by=amira),
    ):
        with pytest.raises(ValidationError, match="ikke kan se"):
            write()


def test_only_a_step_that_waits_can_be_late(people):
    amira, _ = people
    yesterday = clock.today() - dt.timedelta(days=1)
    goal = goal_of(amira)
    late = step_of(goal, by=amira, due_on=yesterday)
    done = step_of(goal, by=amira, due_on=yesterday)
    services.finish_step(done, by=amira)

    assert late.is_late
    assert not Step.objects.get(pk=done.pk).is_late
    assert not step_of(goal, by=amira).is_late
