"""Who lives in the demo municipality: the cast and their teams, made by the real services."""

from __future__ import annotations

from django.db import transaction

from medborger.demo.cast import CAST, Character
from medborger.foundation.people import services
from medborger.foundation.people.models import Municipality, Person, Team
from medborger.foundation.people.roles import Role

HOME = {"name": "Solbæk Kommune (demo)", "phone": "70 00 00 00", "email": "borger@solbaek.example"}
TEAMS = {"demo-bo": "Team Job", "demo-carla": "Team Job", "demo-hanne": "Team Job"} | {
    "demo-mads": "Team Ung",
    "demo-dorte": "Familieafdelingen",
}
WORKS_WITH = (
    ("demo-bo", "demo-amira", "Jobsamtaler og plan", True),
    ("demo-carla", "demo-ib", "Jobsamtaler og plan", True),
)


@transaction.atomic
def tell() -> list[Person]:
    """Make the cast if they are not there yet; telling it twice changes nothing."""
    home, _is_new = Municipality.objects.get_or_create(slug="solbaek", defaults=HOME)
    if Person.objects.filter(login=CAST[0].login).exists():
        return []
    people = {character.login: _enter(character, home) for character in CAST}
    for worker, citizen, purpose, coordinates in WORKS_WITH:
        services.begin_relation(
            people[citizen],
            people[worker],
            purpose=purpose,
            team=Team.objects.get(municipality=home, name=TEAMS[worker]),
            is_coordinator=coordinates,
            by=people[worker],
        )
    return list(people.values())


def _enter(character: Character, home: Municipality) -> Person:
    person = Person.objects.create_user(
        login=character.login,
        municipality=home,
        given_name=character.given_name,
        family_name=character.family_name,
        title=character.title,
        reached_by="letter" if character.login == "demo-ib" else "email",
        email=f"{character.login}@solbaek.example",
    )
    team = None
    if name := TEAMS.get(character.login):
        team, _is_new = Team.objects.get_or_create(municipality=home, name=name)
    services.engage(person, role=character.role, team=team, by=None)
    if character.login == "demo-karim":
        services.engage(person, role=Role.FACILITATOR, by=None)
    return person
