"""What a team leader sees first: the review, questions from citizens, and the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medborger.encounter.insight.models import Question
from medborger.foundation.people.models import Engagement, Person, Relation
from medborger.foundation.people.roles import Role
from medborger.foundation.sorting import danish
from medborger.site.front.cards import Card, Line

if TYPE_CHECKING:
    import datetime as dt

WORKING = (Role.CASEWORKER, Role.PROFESSIONAL)


def questions(viewer: Person) -> list[Card]:
    """Citizens' questions that wait for an answer; nobody is named."""
    open_ones = Question.objects.visible_to(viewer).exclude(subject=viewer).unanswered()
    days: list[dt.date] = sorted(open_ones.values_list("due_on", flat=True))
    address = reverse("insight:questions")
    lines = []
    if days:
        title = ngettext("%(n)s spørgsmål om et opslag", "%(n)s spørgsmål om opslag", len(days)) % {
            "n": len(days)
        }
        tells = _("det første skal have svar senest %(day)s") % {"day": date_format(days[0])}
        lines = [Line(title, address, tells, _("venter"))]
    nothing = _("Ingen borgere venter på svar om, hvem der har set deres sag.")
    return [Card(_("Spørgsmål til jer"), "help", lines, nothing, tone="warm" if lines else "")]


def team(viewer: Person) -> list[Card]:
    """Who is in the team, and with how many citizens they work; no ranking of anybody."""
    held = Engagement.objects.active().filter(team__in=viewer.team_ids, role__in=WORKING)
    people = Person.objects.filter(pk__in=held.values("person_id"))
    citizens = dict(
        Relation.objects.active()
        .filter(worker__in=people)
        .order_by()
        .values_list("worker_id")
        .annotate(number=Count("citizen", distinct=True))
    )
    lines = [
        Line(person.name, tells=_citizens(citizens.get(person.pk, 0)), kind="")
        for person in sorted(people, key=lambda person: danish(person.name))
    ]
    nothing = _("Der er ingen i dit team i dag. Kommunens administrator giver roller og team.")
    return [Card(_("Teamet i dag"), "groups", lines, nothing)]


def _citizens(number: int) -> str:
    return ngettext("%(n)s borger", "%(n)s borgere", number) % {"n": number}
