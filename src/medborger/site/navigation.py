"""Where people go: each role's start page and the links at the top. One line per page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


@dataclass(frozen=True, slots=True)
class Link:
    """A page for people with an ability."""

    ability: Ability
    name: str
    label: Any


FRONT = (
    Ability.CASEWORK,
    Ability.LEAD,
    Ability.SHAPE_THEORY,
    Ability.AUDIT,
    Ability.ADMINISTER,
    Ability.BE_INVITED,
)
"""Whoever has one of these begins on the shared front page."""

LINKS: list[Link] = [
    Link(Ability.OWN_PLAN, "start:mine", _("Forside")),
    Link(Ability.OWN_PLAN, "plan:mine", _("Min plan")),
    Link(Ability.OWN_PLAN, "strengths:mine", _("Mine styrker")),
    Link(Ability.OWN_PLAN, "insight:mine", _("Hvem har set min sag")),
    Link(Ability.OWN_PLAN, "rules:mine", _("Ret og pligt")),
    Link(Ability.OWN_PLAN, "meetings:mine", _("Mine samtaler")),
    Link(Ability.OWN_PLAN, "judgement:mine", _("Skøn om mig")),
    *(Link(ability, "front", _("Forside")) for ability in FRONT),
    Link(Ability.CASEWORK, "today:mine", _("I dag")),
    Link(Ability.CASEWORK, "plan:citizens", _("Mine borgere")),
    Link(Ability.CASEWORK, "meetings:times", _("Mine tider")),
    Link(Ability.CASEWORK, "judgement:asked", _("Kolleger beder om dit blik")),
    Link(Ability.CASEWORK, "sparring:mine", _("Sparring")),
    Link(Ability.CASEWORK, "reflection:mine", _("Min refleksion")),
    Link(Ability.LEAD, "followup:index", _("Månedsmøde")),
    Link(Ability.LEAD, "insight:questions", _("Spørgsmål om opslag")),
    Link(Ability.LEAD, "meetings:team_feedback", _("Hvad siger borgerne?")),
    Link(Ability.LEAD, "rules:population", _("Mål for mange")),
    Link(Ability.READ_SIGNS, "chain:index", _("Forandringsteori")),
    Link(Ability.READ_SIGNS, "findings:desk", _("Spørgsmål og svar")),
    Link(Ability.AUDIT, "access:audit", _("Hvem har set hvad")),
    Link(Ability.ADMINISTER, "people:staff", _("Medarbejdere")),
    Link(Ability.ADMINISTER, "people:teams", _("Team")),
    Link(Ability.ADMINISTER, "people:municipality", _("Kommunen")),
    Link(Ability.ADMINISTER, "rules:packs", _("Regler")),
    Link(Ability.ADMINISTER, "insight:questions", _("Spørgsmål om opslag")),
]
"""In the order people see them. The first that fits is the start page."""


def start_page(person: Person) -> str | None:
    """Name the page this person begins on; None when they have no role today."""
    return next((link.name for link in LINKS if link.ability in person.abilities), None)
