"""The demo persons (rollelisten): invented people whom a newcomer can be for ten minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from medborger.foundation.people.roles import Role

JOB, YOUNG, FAMILY, STRENGTH = "Team Job", "Team Ung", "Familieafdelingen", "Team Ressource"
TEAMS = (JOB, YOUNG, FAMILY, STRENGTH)


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody to be in the demo."""

    login: str
    given_name: str
    family_name: str
    role: Role
    title: str
    tells: Any
    team: str = ""
    town: str = "solbaek"


CAST = (
    Character("demo-amira", "Amira", "Holmlund", Role.CITIZEN, "",
              _("Du vil gerne arbejde med biler. Skriv din plan, og se, hvem der har set den.")),
    Character("demo-bo", "Bo", "Kjærgård", Role.CASEWORKER, "Jobrådgiver",
              _("Du er Amiras jobrådgiver. Se hendes plan, og foreslå et skridt."), JOB),
    Character("demo-dorte", "Dorte", "Vangsted", Role.PROFESSIONAL, "Tovholder i familieafdelingen",
              _("Du er tovholder for en familie og kommer fra en anden afdeling."), FAMILY),
    Character("demo-hanne", "Hanne", "Åbrink", Role.TEAM_LEADER, "Teamleder",
              _("Du leder et team. Læs månedens tegn, og beslut, hvad I gør."), JOB),
    Character("demo-karim", "Karim", "Sønderby", Role.ANALYST, "Analytiker og facilitator",
              _("Du hjælper med forandringsteorien og ser tal, aldrig personer.")),
    Character("demo-lise", "Lise", "Overmark", Role.AUDITOR, "Revisor",
              _("Du kontrollerer, hvem der har set hvad. Sagerne er lukkede for dig.")),
    Character("demo-ib", "Ib", "Skovlyst", Role.CITIZEN, "",
              _("Du er 61 år og har haft en plan længe. Kommunen skriver breve til dig.")),
    Character("demo-carla", "Carla", "Engvang", Role.CASEWORKER, "Jobrådgiver",
              _("Du er Bos kollega i samme team."), JOB),
    Character("demo-mads", "Mads", "Tornbjerg", Role.CASEWORKER, "Jobrådgiver",
              _("Du arbejder i et andet team og kan ikke se Amiras sag."), YOUNG),
    Character("demo-fatma", "Fatma", "Holmlund", Role.NETWORK, "",
              _("Du er Amiras søster. Du ser kun det, hun deler med dig.")),
    Character("demo-anton", "Anton", "Ravnholt", Role.ADMINISTRATOR, "Administrator",
              _("Du opretter medarbejdere og indstiller kommunen.")),
    Character("demo-nora", "Nora", "Fjordby", Role.CASEWORKER, "Jobrådgiver i nabokommunen",
              _("Du arbejder i en anden kommune. Intet fra Solbæk kan ses her."),
              "Jobhuset", "lillevig"),
)  # fmt: skip
"""In the order of the log-in page; the first six are shown first."""
