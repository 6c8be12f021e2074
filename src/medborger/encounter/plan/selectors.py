"""What the plan's pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medborger.encounter.plan.models import Plan, Suggestion
from medborger.foundation.access.models import Look
from medborger.foundation.journal.models import Event
from medborger.foundation.people.models import Person, Relation

if TYPE_CHECKING:
    import datetime as dt

    from medborger.encounter.plan.models import Goal, Step

LATEST_LOOKS = 10
"""Lines of «Hvem har set min sag» on the start page."""


@dataclass(frozen=True, slots=True)
class GoalPart:
    """A goal with its steps."""

    goal: Goal
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look, told to the citizen; `who` is empty where names are not shown."""

    at: dt.datetime
    who: str
    role: str
    unit: str
    kind: str
    what: str
    purpose: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan as its owner or a professional sees it."""

    plan: Plan | None
    goals: list[GoalPart]
    waiting: list[Suggestion]
    answered: list[Suggestion]
    looks: list[LookLine]
    receipt: Event | None


@dataclass(frozen=True, slots=True)
class CitizenLine:
    """A citizen on a professional's list."""

    citizen: Person
    plan: Plan | None


def own_page(viewer: Person, *, number: str = "") -> PlanPage:
    """The citizen's start page."""
    plan = Plan.objects.filter(subject=viewer).first()
    return PlanPage(plan, _goals(plan), _waiting(plan), [], _looks(viewer), receipt(viewer, number))


def page_of(plan: Plan, viewer: Person, *, number: str = "") -> PlanPage:
    """A citizen's plan, for a professional; the trace is only the citizen's."""
    answered = list(
        plan.suggestions.exclude(state=Suggestion.State.OPEN).select_related("by").reverse()
    )
    return PlanPage(plan, _goals(plan), _waiting(plan), answered, [], receipt(viewer, number))


def receipt(viewer: Person, number: str) -> Event | None:
    """The act with this number, if the viewer did it."""
    return Event.objects.filter(actor=viewer, number=number).first() if number else None


def citizens_of(viewer: Person) -> list[CitizenLine]:
    """Citizens the viewer works with today, and their plans."""
    own = Relation.objects.active().filter(worker=viewer).values("citizen_id")
    citizens = Person.objects.visible_to(viewer).filter(pk__in=own)
    people = citizens.order_by("given_name", "family_name", "pk")
    plans = {plan.subject_id: plan for plan in Plan.objects.filter(subject__in=citizens)}
    return [CitizenLine(citizen, plans.get(citizen.pk)) for citizen in people]


def _goals(plan: Plan | None) -> list[GoalPart]:
    if plan is None:
        return []
    goals = plan.goals.prefetch_related("steps__worded_by")
    return [GoalPart(goal, list(goal.steps.all())) for goal in goals]


def _waiting(plan: Plan | None) -> list[Suggestion]:
    if plan is None:
        return []
    return list(Suggestion.objects.filter(plan=plan).waiting().select_related("by", "goal"))


def _looks(citizen: Person) -> list[LookLine]:
    shows = citizen.municipality.shows_staff_names
    looks = Look.objects.visible_to(citizen).select_related("viewer", "team")[:LATEST_LOOKS]
    return [
        LookLine(
            at=look.at,
            who=look.viewer.name if shows else "",
            role=look.get_role_display(),
            unit=str(look.team or ""),
            kind=look.get_kind_display(),
            what=look.what,
            purpose=look.get_purpose_display(),
        )
        for look in looks
    ]
