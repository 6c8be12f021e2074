"""What a caseworker or coordinator sees first: what waits for us, and who has answered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from medborger.encounter.plan.models import Plan, Step, Suggestion
from medborger.foundation import clock
from medborger.foundation.access import services as trace
from medborger.foundation.access.models import Purpose
from medborger.foundation.people.models import Person, Relation
from medborger.site.front.cards import Card, Line

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST = 8
"""Lines on a card; the rest is one click away."""
SOON = dt.timedelta(days=7)
FRESH = dt.timedelta(days=14)


def cards(viewer: Person) -> list[Card]:
    """Two cards; the citizens named on them can see that they stood there."""
    own = Relation.objects.active().filter(worker=viewer).values("citizen_id")
    citizens = Person.objects.visible_to(viewer).filter(pk__in=own)
    steps, answers = list(_waiting(citizens)), list(_answered(citizens, viewer))
    named = {step.subject for step in steps} | {answer.subject for answer in answers}
    trace.listed(named, what=gettext_noop("forsiden"), by=viewer, purpose=Purpose.CASEWORK)
    addresses = dict(Plan.objects.filter(subject__in=named).values_list("subject_id", "public_id"))

    def address(person: Person) -> str:
        return reverse("plan:plan", args=[addresses[person.pk]])

    more = ((_("I dag"), reverse("today:mine")), (_("Mine borgere"), reverse("plan:citizens")))
    return [
        Card(
            _("Det venter på os"),
            "hourglass",
            [_step_line(step, address(step.subject)) for step in steps],
            _nothing_waits(citizens.exists()),
            more,
            tone="warm" if steps else "",
        ),
        Card(
            _("Borgeren har svaret"),
            "chat",
            [
                Line(a.subject.name, address(a.subject), a.get_kind_display(), a.get_state_display(), "info")
                for a in answers
            ],
            _("Der er ingen nye svar på dine forslag."),
            tone="calm",
        ),
    ]  # fmt: skip


def _waiting(citizens: QuerySet[Person]) -> QuerySet[Step]:
    return (
        Step.objects.filter(
            goal__plan__subject__in=citizens,
            owner=Step.Owner.PROFESSIONAL,
            state=Step.State.ACTIVE,
            is_private=False,
            goal__is_private=False,
            due_on__lte=clock.today() + SOON,
        )
        .select_related("goal__plan__subject")
        .order_by("due_on", "pk")[:MOST]
    )


def _answered(citizens: QuerySet[Person], viewer: Person) -> QuerySet[Suggestion]:
    return (
        Suggestion.objects.filter(
            plan__subject__in=citizens, by=viewer, answered_at__gte=clock.now() - FRESH
        )
        .select_related("plan__subject")
        .order_by("-answered_at", "-pk")[:MOST]
    )


def _step_line(step: Step, address: str) -> Line:
    assert step.due_on is not None, "asked for by its day"
    tells = _("kommunens skridt, senest %(day)s") % {"day": date_format(step.due_on)}
    late = step.due_on < clock.today()
    return Line(step.subject.name, address, tells, _("dagen er gået") if late else "")


def _nothing_waits(has_citizens: bool) -> str:
    if has_citizens:
        return _("Kommunen skylder ikke nogen noget i denne uge.")
    return _(
        "Du arbejder ikke sammen med nogen borgere endnu. Din teamleder kan begynde et samarbejde."
    )
