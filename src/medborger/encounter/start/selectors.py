"""The citizen's front page: what matters, what waits, and who has looked. Short."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from medborger.encounter.insight.models import Question
from medborger.encounter.meetings.models import Invitation, Talk
from medborger.encounter.plan.models import Goal, Note, Step, Suggestion, WaitsFor
from medborger.foundation import clock
from medborger.foundation.access.selectors import own_looks

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Item
    from medborger.foundation.access.selectors import LookLine
    from medborger.foundation.people.models import Person

LATEST_LOOKS = 3
SOON = dt.timedelta(days=7)
"""An own step waits for the citizen when its day is this near."""
FRESH = dt.timedelta(days=14)
"""An answer is news for this long."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A goal, and the next step towards it."""

    goal: Goal
    next_step: Step | None
    steps_done: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for somebody."""

    title: str
    url: str
    tells: Any
    late: bool = False


@dataclass(frozen=True, slots=True)
class StartPage:
    """All a citizen needs to see first."""

    matters: list[Matter]
    mine: list[Waiting]
    theirs: list[Waiting]
    looks: list[LookLine]


def start_page(citizen: Person) -> StartPage:
    """What the front page shows this citizen."""
    goals = list(
        Goal.objects.filter(plan__subject=citizen, state=Goal.State.OPEN).order_by("added_at")
    )
    steps = list(
        Step.objects.filter(goal__plan__subject=citizen, goal__state=Goal.State.OPEN).order_by(
            "position", "added_at", "pk"
        )
    )
    questions = list(Question.objects.filter(subject=citizen).select_related("owner"))
    return StartPage(
        [_matter(goal, steps) for goal in goals],
        [
            *_invitations(citizen),
            *_meetings(citizen),
            *_suggestions(citizen),
            *_talks([*goals, *steps, *_notes(citizen)]),
            *_own_steps(steps),
            *_answers(questions),
        ],
        [*_promises(steps), *_asked(questions)],
        own_looks(citizen, newest=LATEST_LOOKS),
    )


def _matter(goal: Goal, steps: list[Step]) -> Matter:
    towards = [step for step in steps if step.goal_id == goal.pk]
    coming = next((step for step in towards if step.state == Step.State.ACTIVE), None)
    done = sum(1 for step in towards if step.state == Step.State.DONE)
    return Matter(goal, coming, done)


def _invitations(citizen: Person) -> list[Waiting]:
    return [
        Waiting(
            invitation.about,
            reverse("meetings:book", args=[invitation.public_id]),
            _("Vælg en tid til samtalen"),
        )
        for invitation in Invitation.objects.filter(subject=citizen).waiting()
    ]


def _meetings(citizen: Person) -> list[Waiting]:
    now = clock.now()
    booked = Talk.objects.filter(
        subject=citizen, state=Talk.State.BOOKED, starts_at__gte=now, starts_at__lt=now + SOON
    )
    return [
        Waiting(
            _("Samtale med %(who)s") % {"who": talk.worker.name},
            reverse("meetings:talk", args=[talk.public_id]),
            date_format(localtime(talk.starts_at), "DATETIME_FORMAT"),
        )
        for talk in booked.select_related("worker").order_by("starts_at")
    ]


def _suggestions(citizen: Person) -> list[Waiting]:
    waiting = Suggestion.objects.filter(plan__subject=citizen).waiting().select_related("by")
    return [
        Waiting(
            suggestion.wording,
            reverse("plan:answer", args=[suggestion.public_id]),
            _("%(who)s har et forslag til dig") % {"who": suggestion.by.name},
        )
        for suggestion in waiting
    ]


def _notes(citizen: Person) -> list[Note]:
    return list(Note.objects.filter(plan__subject=citizen, waits_for=WaitsFor.CITIZEN))


def _talks(items: list[Item]) -> list[Waiting]:
    return [
        Waiting(
            item.wording,
            f"{reverse(f'plan:read_{item.kind}', args=[item.public_id])}#samtale",
            _("Nogen har skrevet til dig her"),
        )
        for item in items
        if item.waits_for == WaitsFor.CITIZEN
    ]


def _own_steps(steps: list[Step]) -> list[Waiting]:
    near = clock.today() + SOON
    return [
        Waiting(
            step.wording,
            reverse("plan:finish", args=[step.public_id]),
            _("Dit skridt, senest %(day)s") % {"day": date_format(step.due_on)},
            late=step.is_late,
        )
        for step in _active(steps, owner=Step.Owner.CITIZEN)
        if step.due_on is not None and step.due_on <= near
    ]


def _answers(questions: list[Question]) -> list[Waiting]:
    since = clock.now() - FRESH
    return [
        Waiting(question.wording, f"{reverse('insight:mine')}#spurgt", _("Du har fået svar"))
        for question in questions
        if question.answered_at is not None and question.answered_at >= since
    ]


def _promises(steps: list[Step]) -> list[Waiting]:
    return [
        Waiting(
            step.wording,
            reverse("plan:read_step", args=[step.public_id]),
            _("Lovet til %(day)s") % {"day": date_format(step.due_on)}
            if step.due_on
            else _("Kommunens skridt, uden dag"),
            late=step.is_late,
        )
        for step in _active(steps, owner=Step.Owner.PROFESSIONAL)
    ]


def _asked(questions: list[Question]) -> list[Waiting]:
    return [
        Waiting(
            question.wording,
            f"{reverse('insight:mine')}#spurgt",
            _("%(who)s svarer senest %(day)s")
            % {"who": question.owner.name, "day": date_format(question.due_on)},
            late=question.is_late,
        )
        for question in questions
        if not question.is_answered
    ]


def _active(steps: list[Step], *, owner: str) -> list[Step]:
    return [step for step in steps if step.state == Step.State.ACTIVE and step.owner == owner]
