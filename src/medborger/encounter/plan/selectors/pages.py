"""The plan as its owner and as a professional sees it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from medborger.encounter.plan.models import (
    Disagreement,
    Goal,
    Note,
    Plan,
    Share,
    Step,
    Suggestion,
)
from medborger.encounter.rules.selectors import requirements_of
from medborger.foundation.journal.models import Event
from medborger.foundation.people.models import Person, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medborger.encounter.plan.models import Item
    from medborger.encounter.rules.models import Requirement


@dataclass(frozen=True, slots=True)
class Part:
    """An item with what stands beside it; a goal also with its steps."""

    item: Item
    disagreements: list[Disagreement]
    shares: list[Share]
    steps: list[Part] = field(default_factory=list)

    @property
    def steps_now(self) -> list[Part]:
        """The steps in progress: they stand first."""
        return [step for step in self.steps if step.is_in_progress]

    @property
    def steps_past(self) -> list[Part]:
        """The steps that are done or skipped."""
        return [step for step in self.steps if not step.is_in_progress]

    @property
    def is_in_progress(self) -> bool:
        """Whether this is a step that is neither done nor skipped."""
        return isinstance(self.item, Step) and self.item.state == Step.State.ACTIVE

    @property
    def is_own_word(self) -> bool:
        """Whether the citizen wrote it."""
        return not isinstance(self.item, Step) or self.item.worded_by_id == self.item.subject.pk

    @property
    def is_closed(self) -> bool:
        """Whether it is a goal that has been closed."""
        return isinstance(self.item, Goal) and self.item.state == Goal.State.CLOSED


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion with the disagreements beside it."""

    suggestion: Suggestion
    disagreements: list[Disagreement]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan as its owner or a professional sees it."""

    plan: Plan | None
    goals: list[Part]
    closed: list[Part]
    notes: list[Part]
    waiting: list[Proposal]
    answered: list[Proposal]
    receipt: Event | None
    requirements: list[Requirement]


@dataclass(frozen=True, slots=True)
class CitizenLine:
    """A citizen on a professional's list, and what the plan says to the professional."""

    citizen: Person
    plan: Plan | None


def own_page(viewer: Person, *, number: str = "") -> PlanPage:
    """The citizen's own plan."""
    plan = Plan.objects.filter(subject=viewer).select_related("subject").first()
    return page_of(plan, viewer, number=number)


def page_of(plan: Plan | None, viewer: Person, *, number: str = "") -> PlanPage:
    """A plan as far as this viewer may see it."""
    seal = receipt(viewer, number)
    if plan is None:
        return PlanPage(None, [], [], [], [], [], seal, requirements_of(viewer))
    beside = _beside(plan)
    shares = _shares(plan) if plan.subject_id == viewer.pk else {}
    goals = _goals(plan, viewer, beside, shares)
    notes = Note.objects.visible_to(viewer).filter(plan=plan)
    proposals = _proposals(plan, viewer, beside)
    return PlanPage(
        plan,
        [part for part in goals if not part.is_closed],
        [part for part in goals if part.is_closed],
        [_part(note, beside, shares) for note in notes],
        [p for p in proposals if p.suggestion.state == Suggestion.State.OPEN],
        [p for p in proposals if p.suggestion.state != Suggestion.State.OPEN],
        seal,
        requirements_of(plan.subject),
    )


def receipt(viewer: Person, number: str) -> Event | None:
    """The act with this number, if the viewer did it."""
    return Event.objects.filter(actor=viewer, number=number).first() if number else None


def citizens_of(viewer: Person) -> list[CitizenLine]:
    """Citizens the viewer works with today, their plans, and standing disagreement."""
    own = Relation.objects.active().filter(worker=viewer).values("citizen_id")
    citizens = Person.objects.visible_to(viewer).filter(pk__in=own)
    people = citizens.order_by("given_name", "family_name", "pk")
    visible = Disagreement.objects.visible_to(viewer).standing()
    counted = Plan.objects.filter(subject__in=citizens).annotate(
        disagreement_count=Count("disagreements", filter=Q(disagreements__in=visible))
    )
    plans = {plan.subject_id: plan for plan in counted.order_by("pk")}
    return [CitizenLine(citizen, plans.get(citizen.pk)) for citizen in people]


Beside = dict[tuple[str, int], list[Disagreement]]
Shares = dict[tuple[str, int], list[Share]]


def _goals(plan: Plan, viewer: Person, beside: Beside, shares: Shares) -> list[Part]:
    steps = defaultdict(list)
    visible = Step.objects.visible_to(viewer).filter(goal__plan=plan)
    for step in visible:
        steps[step.goal_id].append(_part(step, beside, shares))
    goals = Goal.objects.visible_to(viewer).filter(plan=plan)
    return [_part(goal, beside, shares, steps[goal.pk]) for goal in goals]


def _part(item: Item, beside: Beside, shares: Shares, steps: Iterable[Part] = ()) -> Part:
    key = (item.kind, item.pk)
    return Part(item, beside.get(key, []), shares.get(key, []), list(steps))


def _proposals(plan: Plan, viewer: Person, beside: Beside) -> list[Proposal]:
    suggestions = Suggestion.objects.visible_to(viewer).filter(plan=plan)
    return [
        Proposal(suggestion, beside.get(("suggestion", suggestion.pk), []))
        for suggestion in suggestions
    ]


def _beside(plan: Plan) -> Beside:
    """Standing disagreements by what they are about; shown only beside a visible thing."""
    found: Beside = defaultdict(list)
    for said in Disagreement.objects.standing().filter(plan=plan).select_related("by"):
        for kind in ("goal", "step", "note", "suggestion"):
            if pk := getattr(said, f"{kind}_id"):
                found[kind, pk].append(said)
    return found


def _shares(plan: Plan) -> Shares:
    found: Shares = defaultdict(list)
    for share in Share.objects.standing().filter(plan=plan).select_related("person"):
        for kind in ("goal", "step", "note"):
            if pk := getattr(share, f"{kind}_id"):
                found[kind, pk].append(share)
    return found
