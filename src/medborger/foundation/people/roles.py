"""The roles people meet each other in, as data that a manager can read.

An ability says what kind of work a person may do at all. Whom they may do it for is decided by
relations and teams, in `visible_to` and in each room's policies.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Who somebody is in the meeting between citizen and municipality."""

    CITIZEN = "citizen", _("borger")
    NETWORK = "network", _("netværksperson")
    CASEWORKER = "caseworker", _("sagsbehandler")
    PROFESSIONAL = "professional", _("fagperson fra en anden afdeling")
    EMPLOYER = "employer", _("kontaktperson i virksomhed")
    TEAM_LEADER = "team_leader", _("teamleder")
    ANALYST = "analyst", _("analytiker")
    FACILITATOR = "facilitator", _("facilitator")
    AUDITOR = "auditor", _("revisor")
    ADMINISTRATOR = "administrator", _("administrator")


STAFF = (
    Role.CASEWORKER,
    Role.PROFESSIONAL,
    Role.TEAM_LEADER,
    Role.ANALYST,
    Role.FACILITATOR,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)
"""The roles of people who work for the municipality."""


class Ability(models.TextChoices):
    """A kind of work."""

    OWN_PLAN = "own_plan", _("have en plan, der er ens egen")
    BE_INVITED = "be_invited", _("se det, en borger har delt")
    CASEWORK = "casework", _("arbejde sammen med borgere i sit team")
    LEAD = "lead", _("lede et team og holde månedsmøde")
    READ_SIGNS = "read_signs", _("se tegn og tal uden personer")
    SHAPE_THEORY = "shape_theory", _("læse forandringsteorier ind og rette dem")
    AUDIT = "audit", _("læse loggen over opslag, men ikke sagerne")
    ADMINISTER = "administer", _("oprette medarbejdere og indstille kommunen")


@dataclass(frozen=True, slots=True)
class RoleCard:
    """What a role is for and what it may do."""

    meaning: object
    abilities: frozenset[Ability]


ROLES: dict[Role, RoleCard] = {
    Role.CITIZEN: RoleCard(
        _("Har en plan og ser alt i sin egen sag."), frozenset({Ability.OWN_PLAN})
    ),
    Role.NETWORK: RoleCard(
        _("Er inviteret af en borger og ser kun det, borgeren har delt."),
        frozenset({Ability.BE_INVITED}),
    ),
    Role.CASEWORKER: RoleCard(
        _("Arbejder sammen med borgerne i sit team."),
        frozenset({Ability.CASEWORK, Ability.READ_SIGNS}),
    ),
    Role.PROFESSIONAL: RoleCard(
        _("Arbejder sammen med borgeren fra en anden afdeling."),
        frozenset({Ability.CASEWORK, Ability.READ_SIGNS}),
    ),
    Role.EMPLOYER: RoleCard(
        _("Ser kun det, der handler om egne job og aftaler."), frozenset({Ability.BE_INVITED})
    ),
    Role.TEAM_LEADER: RoleCard(
        _("Leder et team, ser tegn og holder månedsmøde."),
        frozenset({Ability.LEAD, Ability.READ_SIGNS, Ability.SHAPE_THEORY}),
    ),
    Role.ANALYST: RoleCard(
        _("Ser tegn og tal, aldrig personer."),
        frozenset({Ability.READ_SIGNS, Ability.SHAPE_THEORY}),
    ),
    Role.FACILITATOR: RoleCard(
        _("Hjælper grupper med at lave forandringsteorier."),
        frozenset({Ability.READ_SIGNS, Ability.SHAPE_THEORY}),
    ),
    Role.AUDITOR: RoleCard(
        _("Læser, hvem der har set hvad. Åbner ikke sager."), frozenset({Ability.AUDIT})
    ),
    Role.ADMINISTRATOR: RoleCard(
        _("Opretter medarbejdere og indstiller kommunen. Åbner ikke sager."),
        frozenset({Ability.ADMINISTER}),
    ),
}


def abilities_of(roles: set[Role]) -> frozenset[Ability]:
    """Gather what these roles may do together."""
    return frozenset().union(*(ROLES[role].abilities for role in roles))


def roles_with(ability: Ability) -> list[Role]:
    """The roles that may do this kind of work."""
    return [role for role, card in ROLES.items() if ability in card.abilities]
