"""The citizen's strengths as one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from medborger.design.charts import LineChart, Multiples, Point
from medborger.encounter.plan.models import Step
from medborger.encounter.strengths.models import SCALES, Mark, Resource, Thought
from medborger.foundation.journal.models import Event

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person

NEWEST_MARKS = 24
"""Marks on the chart."""


@dataclass(frozen=True, slots=True)
class CirclePart:
    """One circle of the map."""

    circle: str
    name: str
    resources: list[Resource]


@dataclass(frozen=True, slots=True)
class Answered:
    """One of the six questions, what the citizen thinks now, and what they thought before."""

    about: str
    question: str
    now: Thought | None
    before: list[Thought]


@dataclass(frozen=True, slots=True)
class StrengthsPage:
    """The map, the scales and the questions."""

    circles: list[CirclePart]
    has_resources: bool
    chart: Multiples | None
    questions: list[Answered]
    receipt: Event | None


def strengths_page(citizen: Person, *, number: str = "") -> StrengthsPage:
    """What the citizen's own page shows."""
    circles = circles_of(citizen, viewer=citizen)
    marks = list(Mark.objects.visible_to(citizen).order_by("-at", "-pk")[:NEWEST_MARKS])
    thoughts = list(Thought.objects.visible_to(citizen))
    receipt = Event.objects.filter(actor=citizen, number=number).first() if number else None
    return StrengthsPage(
        circles,
        any(part.resources for part in circles),
        chart_of(list(reversed(marks))),
        [_answered(about, thoughts) for about in Thought.About],
        receipt,
    )


def circles_of(citizen: Person, *, viewer: Person) -> list[CirclePart]:
    """The map as far as this viewer may see it."""
    found = Resource.objects.visible_to(viewer).standing().filter(plan__subject=citizen)
    helped = Prefetch("steps", Step.objects.visible_to(viewer))
    resources = list(found.prefetch_related(helped))
    return [
        CirclePart(circle.value, str(circle.label), [r for r in resources if r.circle == circle])
        for circle in Resource.Circle
    ]


def chart_of(marks: list[Mark]) -> Multiples | None:
    """The own scales over time; nothing before the first mark."""
    if not marks:
        return None
    days = [date_format(localtime(mark.at), "j. b") for mark in marks]
    charts = tuple(
        LineChart(
            id=f"scale-{scale}",
            title=str(Mark._meta.get_field(scale).verbose_name),  # type: ignore[union-attr]
            description=_("Dine egne mærker fra 0 til 10."),
            points=tuple(
                Point(day, getattr(mark, scale)) for day, mark in zip(days, marks, strict=True)
            ),
        )
        for scale in SCALES
    )
    return Multiples(
        id="scales",
        title=_("Mine egne skalaer"),
        description=_("Fire skalaer fra 0 til 10, som du selv sætter. Kun du ser dem."),
        charts=charts,
    )


def _answered(about: Thought.About, thoughts: list[Thought]) -> Answered:
    said = [thought for thought in thoughts if thought.about == about]
    return Answered(about.value, str(about.label), said[0] if said else None, said[1:])
