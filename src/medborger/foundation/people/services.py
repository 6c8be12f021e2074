"""Make staff and let them go: every change is asked for by somebody who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.foundation.people.models import Engagement, Person, Relation, Team
from medborger.foundation.people.policies import may_administer, may_work_with
from medborger.foundation.people.roles import STAFF, Role

if TYPE_CHECKING:
    from medborger.foundation.people.models import Municipality

SETTINGS = ("phone", "email", "address", "shows_staff_names", "least_shown")
"""What an administrator decides for the municipality."""


@transaction.atomic
def engage(
    person: Person, *, role: Role, team: Team | None = None, by: Person | None
) -> Engagement:
    """Give somebody a role from today. `by` is None only for the first administrator."""
    if by is not None and not may_administer(person.municipality_id, by=by):
        raise PermissionDenied("Kun kommunens administrator giver roller.")
    if team is not None and team.municipality_id != person.municipality_id:
        raise ValidationError(_("Teamet hører til en anden kommune."))
    engagement = Engagement(person=person, role=role, team=team)
    engagement.full_clean()
    engagement.save()
    return engagement


@transaction.atomic
def hire(
    municipality: Municipality,
    *,
    given_name: str,
    family_name: str = "",
    title: str = "",
    email: str,
    role: Role,
    team: Team | None = None,
    by: Person,
) -> Person:
    """Make a member of staff with a first role; they choose their own password by e-mail."""
    if not may_administer(municipality.pk, by=by):
        raise PermissionDenied("Kun kommunens administrator opretter medarbejdere.")
    if role not in STAFF:
        raise ValidationError({"role": _("Vælg en rolle for medarbejdere.")})
    login = email.strip().lower()
    if Person.objects.filter(login=login).exists():
        raise ValidationError({"email": _("Der er allerede nogen med den e-mail.")})
    person = Person.objects.create_user(
        login=login,
        email=login,
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        title=title.strip(),
        municipality=municipality,
    )
    engage(person, role=role, team=team, by=by)
    return person


@transaction.atomic
def open_team(municipality: Municipality, *, name: str, by: Person) -> Team:
    """Make a team."""
    if not may_administer(municipality.pk, by=by):
        raise PermissionDenied("Kun kommunens administrator opretter team.")
    team = Team(municipality=municipality, name=name.strip())
    try:
        team.validate_constraints()
    except ValidationError as taken:
        raise ValidationError({"name": _("Der er allerede et team med det navn.")}) from taken
    team.save()
    return team


@transaction.atomic
def set_up(municipality: Municipality, *, by: Person, **settings: object) -> Municipality:
    """Change how the municipality is reached, and what it shows."""
    if not may_administer(municipality.pk, by=by):
        raise PermissionDenied("Kun kommunens administrator indstiller kommunen.")
    for name, value in settings.items():
        assert name in SETTINGS, f"{name} is not a setting"
        setattr(municipality, name, value)
    municipality.full_clean()
    municipality.save(update_fields=list(settings))
    return municipality


@transaction.atomic
def end_engagement(engagement: Engagement, *, by: Person) -> None:
    """End a role today; access ends with it."""
    if not may_administer(engagement.person.municipality_id, by=by):
        raise PermissionDenied("Kun kommunens administrator fjerner roller.")
    engagement.until = clock.today()
    engagement.save(update_fields=["until"])


@transaction.atomic
def begin_relation(
    citizen: Person,
    worker: Person,
    *,
    purpose: str,
    team: Team | None = None,
    is_coordinator: bool = False,
    by: Person,
) -> Relation:
    """Let somebody work with a citizen from today, for a purpose the citizen can read."""
    if not may_work_with(citizen, worker=worker, by=by):
        raise PermissionDenied("Medarbejder og borger skal høre til samme kommune.")
    relation = Relation(
        citizen=citizen,
        worker=worker,
        team=team,
        role=next(iter(worker.roles), Role.CASEWORKER),
        purpose=purpose,
        is_coordinator=is_coordinator,
    )
    relation.full_clean()
    relation.save()
    return relation


@transaction.atomic
def first_administrator(
    municipality: Municipality, *, email: str, password: str, by: Person | None = None
) -> Person:
    """Make the first administrator of an installation, from the command line only."""
    if Engagement.objects.filter(role=Role.ADMINISTRATOR).exists() and by is None:
        raise ValidationError(_("Der er allerede en administrator. Lad administratoren oprette."))
    person = Person.objects.create_user(
        login=email,
        email=email,
        password=password,
        given_name=email.partition("@")[0],
        municipality=municipality,
    )
    engage(person, role=Role.ADMINISTRATOR, by=by)
    return person
