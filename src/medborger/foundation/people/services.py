"""Make staff and let them go: every change is asked for by somebody who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.foundation.people.models import Engagement, Person, Relation
from medborger.foundation.people.policies import may_administer, may_work_with
from medborger.foundation.people.roles import Role

if TYPE_CHECKING:
    from medborger.foundation.people.models import Municipality, Team


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
