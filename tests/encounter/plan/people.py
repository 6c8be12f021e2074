"""Amira and Bo, who works with her, for tests of the plan."""

from __future__ import annotations

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Disagreement, Goal, Note, Plan, Share, Step, Suggestion
from tests.factories import PersonFactory, TeamFactory, staff, works_with


def amira_and_bo():
    """A citizen and the professional who works with her."""
    amira = PersonFactory(given_name="Amira", family_name="Haddad")
    bo = staff(TeamFactory(name="Team Nord"), given_name="Bo", family_name="Lund")
    works_with(bo, amira)
    return amira, bo


def plan_of(citizen):
    services.begin_plan(citizen, by=citizen)
    return Plan.objects.get(subject=citizen)


def goal_of(citizen, wording="Jeg vil have ro om morgenen", **fields):
    plan = Plan.objects.filter(subject=citizen).first() or plan_of(citizen)
    event = services.add_goal(plan, wording=wording, by=citizen, **fields)
    return Goal.objects.get(public_id=event.data["goal"])


def step_of(goal, *, by, **fields):
    event = services.add_step(goal, by=by, **({"wording": "Ringe til fysioterapeuten"} | fields))
    return Step.objects.get(public_id=event.data["step"])


def note_of(citizen, wording="Bange for at ringe", **fields):
    event = services.add_note(services.own_plan(by=citizen), wording=wording, by=citizen, **fields)
    return Note.objects.get(public_id=event.data["note"])


def suggestion_to(goal, *, by, wording="Mød os på mandag"):
    event = services.suggest_step(goal, wording=wording, by=by)
    return Suggestion.objects.get(public_id=event.data["suggestion"])


def shared(item, person, *, by):
    event = services.share(item, person=person, by=by)
    return Share.objects.get(public_id=event.data["share"])


def disagreement_with(item, *, by, wording="Det passer ikke"):
    event = services.disagree(item, wording=wording, by=by)
    return Disagreement.objects.get(public_id=event.data["disagreement"])
