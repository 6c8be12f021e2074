"""Who is who, and whose case one may open."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from medborger.foundation import clock
from medborger.foundation.people import policies, services
from medborger.foundation.people.models import Engagement, Person, Relation
from medborger.foundation.people.roles import ROLES, Ability, Role, abilities_of
from tests.factories import MunicipalityFactory, PersonFactory, TeamFactory, staff, works_with

pytestmark = pytest.mark.django_db


def fresh(person):
    """Load somebody anew, as the next request does."""
    return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize("role", Role)
def test_every_role_says_what_it_is_for_and_can_do_something(role):
    assert str(ROLES[role].meaning)
    assert ROLES[role].abilities


def test_several_roles_may_do_what_each_may():
    assert abilities_of({Role.CITIZEN, Role.AUDITOR}) == {Ability.OWN_PLAN, Ability.AUDIT}
    assert abilities_of(set()) == frozenset()


def test_a_citizen_is_visible_to_the_own_team_and_to_nobody_else():
    team, other_team = TeamFactory(), TeamFactory()
    other_home = TeamFactory(municipality=MunicipalityFactory(slug="andet"))
    citizen, neighbour = PersonFactory(), PersonFactory()
    worker, mate, stranger = staff(team), staff(team), staff(other_team)
    far_away = staff(other_home)
    works_with(worker, citizen)

    can_see = {
        who: citizen in Person.objects.visible_to(who)
        for who in (citizen, worker, mate, stranger, far_away, neighbour)
    }

    assert can_see == {
        citizen: True, worker: True, mate: True, stranger: False, far_away: False, neighbour: False,
    }  # fmt: skip


def test_leaders_analysts_auditors_and_administrators_open_nobodys_case():
    team = TeamFactory()
    citizen = PersonFactory()
    works_with(staff(team), citizen)

    for role in (Role.TEAM_LEADER, Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR):
        viewer = staff(team, role=role)
        assert citizen not in Person.objects.visible_to(viewer)


def test_when_the_work_together_has_ended_so_has_the_access():
    worker, citizen = staff(TeamFactory()), PersonFactory()
    relation = works_with(worker, citizen, since=dt.date(2020, 1, 1))

    relation.until = clock.today() - dt.timedelta(days=1)
    relation.save()

    assert citizen not in Person.objects.visible_to(worker)


def test_a_citizen_has_at_most_one_coordinator_at_a_time():
    citizen, team = PersonFactory(), TeamFactory()
    works_with(staff(team), citizen, is_coordinator=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        works_with(staff(team), citizen, is_coordinator=True)


def test_a_role_that_has_ended_gives_nothing():
    person = PersonFactory(role=Role.AUDITOR)
    Engagement.objects.update(since=dt.date(2020, 1, 1), until=clock.today() - dt.timedelta(days=1))

    assert fresh(person).abilities == frozenset()


def test_people_and_their_work_can_be_read_aloud():
    team = TeamFactory(name="Team Nord")
    worker, citizen = staff(team, given_name="Bo", family_name="Kjær"), PersonFactory()
    relation = works_with(worker, citizen)

    assert (str(team), str(team.municipality)) == ("Team Nord", "Solbæk Kommune")
    assert str(relation) == "Bo Kjær – Ane Birk"
    assert str(worker.engagements.get()) == "Bo Kjær: sagsbehandler"
    assert worker.subject == worker


@pytest.mark.parametrize(
    ("role", "same_home", "may"),
    [
        (Role.ADMINISTRATOR, True, True),
        (Role.ADMINISTRATOR, False, False),
        (Role.TEAM_LEADER, True, False),
        (Role.CASEWORKER, True, False),
        (Role.CITIZEN, True, False),
    ],
)
def test_only_the_own_administrator_gives_and_ends_roles(role, same_home, may):
    home = MunicipalityFactory()
    by = PersonFactory(role=role)
    municipality = home if same_home else MunicipalityFactory(slug="andet")

    assert policies.may_administer(municipality.pk, by=by) is may


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.CASEWORKER, True),
        (Role.TEAM_LEADER, True),
        (Role.ADMINISTRATOR, True),
        (Role.ANALYST, False),
        (Role.CITIZEN, False),
    ],
)
def test_who_may_begin_work_with_a_citizen(role, may):
    citizen, worker, by = PersonFactory(), staff(TeamFactory()), PersonFactory(role=role)

    assert policies.may_work_with(citizen, worker=worker, by=by) is may


def test_nobody_works_across_municipalities_or_with_themselves():
    far_away = staff(TeamFactory(municipality=MunicipalityFactory(slug="andet")))
    near, citizen = staff(TeamFactory()), PersonFactory()

    assert not policies.may_work_with(citizen, worker=far_away, by=near)
    assert not policies.may_work_with(near, worker=near, by=near)


def test_an_administrator_gives_a_role_and_ends_it():
    admin, person = PersonFactory(role=Role.ADMINISTRATOR), PersonFactory()

    engagement = services.engage(person, role=Role.CASEWORKER, team=TeamFactory(), by=admin)
    assert Ability.CASEWORK in fresh(person).abilities
    services.end_engagement(engagement, by=admin)

    engagement.refresh_from_db()
    assert engagement.until == clock.today()


def test_others_neither_give_nor_end_roles():
    person, leader = PersonFactory(), PersonFactory(role=Role.TEAM_LEADER)

    with pytest.raises(PermissionDenied):
        services.engage(person, role=Role.AUDITOR, by=leader)
    with pytest.raises(PermissionDenied):
        services.end_engagement(person.engagements.get(), by=leader)


def test_a_team_of_another_municipality_is_refused():
    admin = PersonFactory(role=Role.ADMINISTRATOR)
    elsewhere = TeamFactory(municipality=MunicipalityFactory(slug="andet"))

    with pytest.raises(ValidationError, match="anden kommune"):
        services.engage(PersonFactory(), role=Role.CASEWORKER, team=elsewhere, by=admin)


def test_work_with_a_citizen_begins_with_a_purpose():
    team = TeamFactory()
    worker, citizen = staff(team), PersonFactory()

    relation = services.begin_relation(
        citizen, worker, purpose="Jobsamtaler", team=team, is_coordinator=True, by=worker
    )

    assert relation == Relation.objects.active().get(citizen=citizen)
    assert relation.role == Role.CASEWORKER
    with pytest.raises(PermissionDenied):
        services.begin_relation(citizen, worker, purpose="Nysgerrig", by=PersonFactory())


def test_the_first_administrator_is_made_from_the_command_line_and_only_the_first(monkeypatch):
    monkeypatch.setenv("ADMIN_PASSWORD", "en lang adgangskode 123")
    out = StringIO()

    call_command(
        "admin", "create", "anton@ny.example", municipality="ny", name="Ny Kommune", stdout=out
    )

    anton = Person.objects.get(login="anton@ny.example")
    assert anton.roles == {Role.ADMINISTRATOR}
    assert anton.check_password("en lang adgangskode 123")
    assert "Ny Kommune" in out.getvalue()
    with pytest.raises(CommandError, match="allerede en administrator"):
        call_command("admin", "create", "b@ny.example", municipality="ny")


def test_a_weak_password_or_a_wrong_address_is_refused_with_words(monkeypatch):
    monkeypatch.setenv("ADMIN_PASSWORD", "kort")

    with pytest.raises(CommandError):
        call_command("admin", "create", "anton@ny.example")
    with pytest.raises(CommandError):
        call_command("admin", "create", "ingen adresse")
    assert not Person.objects.exists()
