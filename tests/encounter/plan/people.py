"""Amira and Bo, who works with her, for tests of the plan."""

from __future__ import annotations

from medborger.encounter.plan.models import Goal, Plan, Step, Suggestion
from medborger.encounter.plan.services import add_goal, add_step, begin_plan, suggest_step
from tests.factories import PersonFactory, TeamFactory, staff, works_with


def amira_and_bo():
    """A citizen and the professional who works with her."""
    amira = PersonFactory(given_name="Amira", family_name="Haddad")
    bo = staff(TeamFactory(name="Team Nord"), given_name="Bo", family_name="Lund")
    works_with(bo, amira)
    return amira, bo


def plan_of(citizen):
    begin_plan(citizen, by=citizen)
    return Plan.objects.get(subject=citizen)


def goal_of(citizen, wording="Jeg vil have ro om morgenen"):
    plan = Plan.objects.filter(subject=citizen).first() or plan_of(citizen)
    event = add_goal(plan, wording=wording, by=citizen)
    return Goal.objects.get(public_id=event.data["goal"])


def step_of(goal, *, by, **fields):
    event = add_step(goal, by=by, **({"wording": "Ringe til fysioterapeuten"} | fields))
    return Step.objects.get(public_id=event.data["step"])


def suggestion_to(goal, *, by, wording="Mød os på mandag"):
    event = suggest_step(goal, wording=wording, by=by)
    return Suggestion.objects.get(public_id=event.data["suggestion"])
