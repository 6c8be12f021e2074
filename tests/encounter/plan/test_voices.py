"""Others change the citizen's words only by a suggestion; disagreement stands beside the item."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Disagreement, Note, Step, Suggestion
from medborger.foundation.journal.models import Event
from medborger.foundation.outbox.models import Message
from tests.encounter.plan.people import (
    disagreement_with,
    goal_of,
    note_of,
    shared,
    step_of,
    suggestion_to,
)

pytestmark = pytest.mark.django_db


def words_for(item, *, by, wording="Bo siger det sådan"):
    event = services.suggest_words(item, wording=wording, by=by)
    return Suggestion.objects.get(public_id=event.data["suggestion"])


@pytest.mark.parametrize(
    ("state", "stands", "author"),
    [
        ("accepted", "Bo siger det sådan", "Bo"),
        ("changed", "Mit eget", "Amira"),
        ("declined", "Ringe", "Amira"),
    ],
)
def test_words_suggested_for_a_step_stand_only_when_the_citizen_says_yes(
    people, state, stands, author
):
    amira, bo = people
    step = step_of(goal_of(amira), by=amira, wording="Ringe")
    suggestion = words_for(step, by=bo)
    assert suggestion.stands_now == "Ringe"
    assert Step.objects.get().wording == "Ringe"

    services.answer_suggestion(suggestion, state=state, wording="Mit eget", by=amira)

    step.refresh_from_db()
    assert (step.wording, step.worded_by.given_name) == (stands, author)


def test_words_suggested_for_a_goal_are_taken(people):
    amira, bo = people
    goal = goal_of(amira, "Job")
    suggestion = words_for(goal, by=bo)
    assert suggestion.stands_now == "Job"

    event = services.answer_suggestion(suggestion, state="accepted", by=amira)

    goal.refresh_from_db()
    assert (goal.wording, goal.version) == ("Bo siger det sådan", 2)
    assert event.kind == "plan.suggestion.accepted"
    assert suggestion_to(goal, by=bo).stands_now == ""


def test_a_suggestion_is_told_without_its_words_where_the_goal_is_private(people):
    amira, bo = people
    goal = goal_of(amira, is_private=True)
    shared(goal, bo, by=amira)
    suggestion = suggestion_to(goal, by=bo, wording="hemmeligt")

    services.answer_suggestion(suggestion, state="declined", by=amira)

    assert not any("hemmeligt" in str(event.payload) for event in Event.objects.all())
    assert Message.objects.get().subject_line == "Der er et nyt forslag i din plan."


def test_a_suggestion_to_a_goal_that_is_hidden_again_is_gone_for_others(people):
    amira, bo = people
    goal = goal_of(amira)
    suggestion = suggestion_to(goal, by=bo)

    services.make_private(goal, by=amira)

    assert not Suggestion.objects.visible_to(bo).exists()
    assert Suggestion.objects.visible_to(amira).get() == suggestion


def test_words_for_a_finished_step_come_too_late(people):
    amira, bo = people
    step = step_of(goal_of(amira), by=amira)
    suggestion = words_for(step, by=bo)
    services.finish_step(step, by=amira)

    with pytest.raises(ValidationError, match="allerede afsluttet"):
        services.answer_suggestion(suggestion, state="accepted", by=amira)


def test_only_those_who_see_an_item_suggest_words_for_it(people):
    amira, bo = people
    goal = goal_of(amira)
    hidden = step_of(goal, by=amira, is_private=True)

    for item, person in ((hidden, bo), (goal, amira)):
        with pytest.raises(PermissionDenied):
            services.suggest_words(item, wording="Andet", by=person)


def test_a_disagreement_stands_beside_whatever_it_is_about(people):
    amira, bo = people
    goal = goal_of(amira)
    things = [
        goal,
        step_of(goal, by=bo, owner="professional"),
        note_of(amira, is_private=False),
        suggestion_to(goal, by=bo),
    ]

    said = [disagreement_with(thing, by=amira) for thing in things]

    assert [row.item for row in said] == things
    assert {row.subject for row in said} == {amira}
    assert set(Disagreement.objects.visible_to(bo).standing()) == set(said)
    assert str(said[0]) == "Det passer ikke"


def test_a_disagreement_with_something_private_is_private_too(people):
    amira, bo = people
    goal = goal_of(amira, is_private=True)
    shared(goal, bo, by=amira)
    suggestion = suggestion_to(goal, by=bo)
    step = step_of(goal, by=amira, wording="x")
    for thing in (note_of(amira), step, suggestion):
        disagreement_with(thing, by=amira, wording="hemmeligt")

    assert not any("hemmeligt" in str(event.payload) for event in Event.objects.all())
    assert {d.item for d in Disagreement.objects.visible_to(bo)} == {step, suggestion}


def test_a_disagreement_is_taken_back_and_stays_in_the_history(people):
    amira, bo = people
    said = disagreement_with(goal_of(amira), by=amira)

    services.withdraw_disagreement(said, by=amira)

    assert not Disagreement.objects.standing().exists()
    assert Disagreement.objects.exists()
    with pytest.raises(ValidationError, match="allerede taget tilbage"):
        services.withdraw_disagreement(said, by=amira)
    with pytest.raises(PermissionDenied):
        services.withdraw_disagreement(said, by=bo)


def test_nobody_disagrees_for_the_citizen_and_not_without_words(people):
    amira, bo = people
    goal = goal_of(amira)

    with pytest.raises(PermissionDenied):
        services.disagree(goal, wording="Nej", by=bo)
    with pytest.raises(ValidationError):
        services.disagree(goal, wording=" ", by=amira)


def test_a_note_is_edited_by_its_owner_alone(people):
    amira, bo = people
    note = note_of(amira, "før")
    shared(note, bo, by=amira)

    with pytest.raises(PermissionDenied):
        services.edit_note(note, wording="nu", by=bo)
    with pytest.raises(PermissionDenied):
        services.add_note(note.plan, wording="nu", by=bo)
    services.edit_note(note, wording="nu", version=1, by=amira)
    assert str(Note.objects.get()) == "nu"
