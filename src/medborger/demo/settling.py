"""People come to the demo municipalities: the cast, the staff, and each citizen in their week."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction

from medborger.demo.cast import CAST, Character
from medborger.foundation import clock
from medborger.foundation.people import services
from medborger.foundation.people.models import Municipality, Person, Team
from medborger.foundation.people.roles import Role

if TYPE_CHECKING:
    from medborger.demo.calendar import Calendar
    from medborger.demo.town import Resident, Town, Worker

HOMES: dict[str, dict[str, Any]] = {
    "solbaek": {"name": "Solbæk Kommune (demo)", "phone": "70 00 00 00"},
    "lillevig": {"name": "Lillevig Kommune (demo)", "phone": "70 00 00 01"},
}
ADMINISTRATORS = {"solbaek": "demo-anton", "lillevig": "lillevig-admin"}
MEETS = "Jobsamtaler og plan"
NEW_FOR = dt.timedelta(weeks=3)
"""How long Amira has known Bo when the story ends."""


@transaction.atomic
def settle(town: Town, calendar: Calendar) -> int:
    """Make the municipality, its teams, its staff and the cast; a second time changes nothing."""
    home = _home(town.slug)
    cast = [c for c in CAST if c.town == town.slug]
    with clock.set_to(calendar.moment(calendar.starts_on, 7)):
        admin = _administrator(home)
        staff: list[Worker | Character] = [c for c in cast if not c.team and _moves_in_first(c)]
        staff += town.workers
        made = sum(_engaged(person, home, admin) for person in staff)
    if town.slug == "solbaek":
        begins = max(calendar.starts_on, calendar.ends_on - NEW_FOR)
        with clock.set_to(calendar.moment(begins, 9)):
            made += _amira(home, admin)
    return made


def _moves_in_first(character: Character) -> bool:
    """Amira and Ib have days of their own."""
    return character.role != Role.CITIZEN


def _home(slug: str) -> Municipality:
    defaults = HOMES[slug] | {"email": f"borger@{slug}.example"}
    home, _is_new = Municipality.objects.get_or_create(slug=slug, defaults=defaults)
    return home


def _administrator(home: Municipality) -> Person:
    """The first one; nobody was there to ask."""
    login = ADMINISTRATORS[home.slug]
    found: Person | None = Person.objects.filter(login=login).first()
    if found is not None:
        return found
    known = next((c for c in CAST if c.login == login), None)
    names = (known.given_name, known.family_name) if known else ("Rigmor", "Svaleholt")
    made = _person(login, *names, home, title="Administrator")
    services.engage(made, role=Role.ADMINISTRATOR, by=None)
    return made


def _engaged(someone: Worker | Character, home: Municipality, admin: Person) -> int:
    if Person.objects.filter(login=someone.login).exists():
        return 0
    person = _person(
        someone.login, someone.given_name, someone.family_name, home, title=someone.title
    )
    team = None
    if someone.team:
        team, _is_new = Team.objects.get_or_create(municipality=home, name=someone.team)
    services.engage(person, role=someone.role, team=team, by=admin)
    if someone.role == Role.ANALYST:
        services.engage(person, role=Role.FACILITATOR, by=admin)
    return 1


def _amira(home: Municipality, admin: Person) -> int:
    """A citizen whose plan is left for the newcomer to write."""
    amira = next(c for c in CAST if c.login == "demo-amira")
    if not _engaged(amira, home, admin):
        return 0
    citizen, bo = (Person.objects.get(login=login) for login in (amira.login, "demo-bo"))
    _meet(citizen, bo)
    return 1


def move_in(resident: Resident, *, by: Person) -> Person:
    """A citizen comes to the municipality, and somebody begins to work with them."""
    home = by.municipality
    citizen = _person(
        resident.login, resident.given_name, resident.family_name, home,
        reached_by=resident.reached_by,
    )  # fmt: skip
    admin = Person.objects.get(login=ADMINISTRATORS[home.slug])
    services.engage(citizen, role=Role.CITIZEN, by=admin)
    _meet(citizen, by)
    return citizen


def _meet(citizen: Person, worker: Person) -> None:
    team = Team.objects.get(pk__in=worker.team_ids)
    services.begin_relation(
        citizen, worker, purpose=MEETS, team=team, is_coordinator=True, by=worker
    )


def _person(
    login: str, given_name: str, family_name: str, home: Municipality, **fields: Any
) -> Person:
    made: Person = Person.objects.create_user(
        login=login, given_name=given_name, family_name=family_name, municipality=home,
        email=f"{login}@{home.slug}.example", **fields,
    )  # fmt: skip
    return made
