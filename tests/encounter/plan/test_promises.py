"""The promise board: kept, moved and broken on both sides."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Step
from medborger.encounter.plan.selectors.promises import Fate, board_of, fate_of
from medborger.foundation import clock
from tests.encounter.plan.people import goal_of, step_of
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 10)


@pytest.mark.parametrize(
    ("state", "due", "first", "done", "fate"),
    [
        ("done", DAY, DAY, DAY, Fate.KEPT),
        ("done", DAY, DAY, DAY + dt.timedelta(1), Fate.BROKEN),
        ("done", DAY, DAY - dt.timedelta(7), DAY, Fate.MOVED),
        ("active", DAY, DAY, None, Fate.WAITING),
        ("active", DAY, DAY - dt.timedelta(7), None, Fate.MOVED),
        ("active", DAY - dt.timedelta(1), DAY, None, Fate.BROKEN),
        ("dropped", DAY - dt.timedelta(1), DAY - dt.timedelta(1), None, Fate.MOVED),
    ],
)
def test_how_a_promise_went(state, due, first, done, fate):
    step = Step(state=state, due_on=due, first_due_on=first, done_on=done)

    assert fate_of(step, DAY) == fate


def test_both_sides_stand_beside_each_other_and_are_counted(people):
    amira, bo = people
    goal, today = goal_of(amira), clock.today()
    kept = step_of(goal, by=amira, wording="Holdt", due_on=today)
    services.finish_step(kept, by=amira)
    late = today - dt.timedelta(days=3)
    step_of(goal, by=bo, owner="professional", wording="Glemt", due_on=late)
    moved = step_of(goal, by=bo, owner="professional", wording="Senere", due_on=today)
    services.move_step(moved, due_on=today + dt.timedelta(days=5), by=bo)
    step_of(goal, by=amira, owner="network", owner_name="Fatma", due_on=today)
    step_of(goal, by=amira, wording="Uden dag")

    board = board_of(goal.plan, amira)

    assert [p.step.wording for p in board.citizen.promises] == ["Holdt"]
    assert (board.citizen.kept, board.citizen.moved, board.citizen.broken) == (1, 0, 0)
    assert (board.municipality.kept, board.municipality.moved, board.municipality.broken) == (
        0,
        1,
        1,
    )
    assert len(board.others.promises) == 1


def test_a_private_promise_is_not_on_the_board_of_others(people):
    amira, bo = people
    goal = goal_of(amira)
    step_of(goal, by=amira, is_private=True, due_on=clock.today())

    assert len(board_of(goal.plan, amira).citizen.promises) == 1
    assert board_of(goal.plan, bo).citizen.promises == []


def test_both_have_the_page_and_bos_look_is_told(sign_in, people, queries_of):
    amira, bo = people
    goal, today = goal_of(amira), clock.today()
    moved = step_of(goal, by=bo, owner="professional", wording="Vi ringer", due_on=today)
    services.move_step(moved, due_on=today + dt.timedelta(days=5), by=bo)
    step_of(goal, by=amira, owner="employer", due_on=today)
    own, theirs = reverse("plan:promises"), reverse("plan:promises_of", args=[goal.plan.public_id])

    page = sign_in(amira).get(own).content.decode()
    other = sign_in(bo).get(theirs).content.decode()

    for word in ("Vi ringer", "flyttet", "Først lovet til", "Kommunen har lovet"):
        assert word in page
        assert word in other
    assert amira.looks.filter(what="løfterne i din plan").exists()
    assert queries_of(sign_in(bo), theirs) <= 12


def test_without_a_plan_there_are_no_promises(sign_in):
    assert sign_in(PersonFactory()).get(reverse("plan:promises")).status_code == 404
