"""What the pages about the trace show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medborger.encounter.insight.models import Question
from medborger.encounter.sparring.selectors import Told, told_to
from medborger.foundation.access.models import Look
from medborger.foundation.access.selectors import look_line
from medborger.foundation.journal.models import Event

if TYPE_CHECKING:
    from medborger.foundation.access.selectors import LookLine
    from medborger.foundation.people.models import Person

ON_A_PAGE = 50
"""Looks on one page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A look, and the question the citizen has asked about it."""

    line: LookLine
    question: Question | None


@dataclass(frozen=True, slots=True)
class InsightPage:
    """Looks at one's own case, newest first; `older` is where the next page begins."""

    entries: list[Entry]
    questions: list[Question]
    older: int | None
    shows_names: bool
    receipt: Event | None
    sparrings: list[Told]


def insight_page(citizen: Person, *, before: int | None = None, number: str = "") -> InsightPage:
    """Who has looked at this citizen's case, and what the citizen has asked about it."""
    looks = Look.objects.visible_to(citizen).select_related("viewer", "team", "question")
    if before is not None:
        looks = looks.filter(pk__lt=before)
    found = list(looks.order_by("-pk")[: ON_A_PAGE + 1])
    shown, more = found[:ON_A_PAGE], len(found) > ON_A_PAGE
    names = citizen.municipality.shows_staff_names
    receipt = Event.objects.filter(actor=citizen, number=number).first() if number else None
    return InsightPage(
        [Entry(look_line(look, shows_names=names), _question(look)) for look in shown],
        own_questions(citizen),
        shown[-1].pk if more else None,
        names,
        receipt,
        told_to(citizen),
    )


def own_questions(citizen: Person) -> list[Question]:
    """What a citizen has asked, unanswered first."""
    found = Question.objects.visible_to(citizen).filter(subject=citizen)
    return sorted(found, key=lambda question: (question.is_answered, question.due_on))


def questions_for(leader: Person) -> list[Question]:
    """What waits for this leader's answer, the most urgent first; answered ones last."""
    found = Question.objects.visible_to(leader).exclude(subject=leader)
    return sorted(found, key=lambda question: (question.is_answered, question.due_on))


def _question(look: Look) -> Question | None:
    found: Question | None = getattr(look, "question", None)
    return found
