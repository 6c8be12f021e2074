"""For every plan and every reader: what is seen is what the citizen has decided, and no more."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medborger.encounter.plan.models import Goal, Note, Plan, Share, Step
from tests.encounter.plan.people import amira_and_bo
from tests.factories import PersonFactory, TeamFactory, staff, works_with

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SHARED = st.frozensets(st.sampled_from(("bo", "carla", "mads")))
ITEM = st.tuples(st.booleans(), SHARED)
PLANS = st.lists(st.tuples(ITEM, st.lists(ITEM, max_size=3)), min_size=1, max_size=3)


@pytest.fixture
def everybody():
    _amira, bo = amira_and_bo()
    carla = staff(bo.engagements_today[0].team)
    return {"bo": bo, "carla": carla, "mads": staff(TeamFactory()), "ib": PersonFactory()}


def put(model, item, everybody, **fields):
    """Make an item that is private or not, and share it with these people."""
    private, names = item
    row = model.objects.create(wording="ord", is_private=private, **fields)
    plan = row.plan
    for name in names:
        Share.objects.create(plan=plan, person=everybody[name], **{row.kind: row})
    return row


def sees(reader, *items):
    """The rule as one would say it aloud: all the way down, open or shared by name."""
    if reader == "amira":
        return True
    open_to_reader = (not private or reader in shared for private, shared in items)
    return reader in ("bo", "carla") and all(open_to_reader)


def a_plan(everybody, goals, notes):
    """Write it, and give each row with the items it depends on."""
    amira = PersonFactory()
    works_with(everybody["bo"], amira)
    plan = Plan.objects.create(subject=amira)
    rows = [(put(Note, note, everybody, plan=plan), (note,)) for note in notes]
    for goal_item, steps in goals:
        goal = put(Goal, goal_item, everybody, plan=plan)
        rows.append((goal, (goal_item,)))
        for step in steps:
            row = put(Step, step, everybody, goal=goal, worded_by=amira)
            rows.append((row, (goal_item, step)))
    return amira, rows


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(goals=PLANS, notes=st.lists(ITEM, max_size=3))
def test_each_reader_sees_exactly_what_the_citizen_has_opened_or_shared(everybody, goals, notes):
    amira, rows = a_plan(everybody, goals, notes)

    for name, reader in {"amira": amira, **everybody}.items():
        for row, items in rows:
            found = type(row).objects.visible_to(reader).filter(pk=row.pk).exists()
            assert found == sees(name, *items), (name, row.kind)
    for row, items in rows:
        counted = type(row).objects.for_others().filter(pk=row.pk).exists()
        assert counted == (not any(private for private, _shared in items))
