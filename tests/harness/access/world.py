"""A small world in which everybody stands in a known relation to one citizen.

Each room fills its own part in `rooms/`: when a model about people has no row in this world,
test_access.py fails and says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from medborger.foundation import clock
from medborger.foundation.access import services as trace
from medborger.foundation.outbox.services import write
from medborger.foundation.people.models import Engagement, Municipality, Person, Relation
from medborger.foundation.people.roles import Role
from medborger.foundation.posts.services import save_draft
from tests.factories import MunicipalityFactory, PersonFactory, TeamFactory
from tests.harness.access.canaries import Cage, owner_of, put_in_every_text
from tests.harness.access.rooms import (
    findings,
    insight,
    judgements,
    meetings,
    plans,
    rules,
    sparring,
    strengths,
    theories,
)

if TYPE_CHECKING:
    from django.db import models

CAST = {
    "citizen": (Role.CITIZEN, "home", ""),
    "other_citizen": (Role.CITIZEN, "home", ""),
    "citizen_elsewhere": (Role.CITIZEN, "elsewhere", ""),
    "worker": (Role.CASEWORKER, "home", "north"),
    "teammate": (Role.CASEWORKER, "home", "north"),
    "coordinator": (Role.PROFESSIONAL, "home", "family"),
    "other_team": (Role.CASEWORKER, "home", "south"),
    "former_worker": (Role.CASEWORKER, "home", "west"),
    "former_teammate": (Role.CASEWORKER, "home", "north"),
    "worker_elsewhere": (Role.CASEWORKER, "elsewhere", "abroad"),
    "leader": (Role.TEAM_LEADER, "home", "north"),
    "leader_elsewhere": (Role.TEAM_LEADER, "elsewhere", "abroad"),
    "network": (Role.NETWORK, "home", ""),
    "employer": (Role.EMPLOYER, "home", ""),
    "analyst": (Role.ANALYST, "home", ""),
    "facilitator": (Role.FACILITATOR, "home", ""),
    "auditor": (Role.AUDITOR, "home", ""),
    "auditor_elsewhere": (Role.AUDITOR, "elsewhere", ""),
    "administrator": (Role.ADMINISTRATOR, "home", ""),
    "administrator_elsewhere": (Role.ADMINISTRATOR, "elsewhere", ""),
    "without_role": (None, "home", ""),
}
"""Who they are: role, municipality, team. Their names tell their relation to `citizen`."""

RELATIONS = {
    ("worker", "citizen"): "north",
    ("coordinator", "citizen"): "family",
    ("former_worker", "citizen"): "west",
    ("other_team", "other_citizen"): "south",
    ("worker_elsewhere", "citizen_elsewhere"): "abroad",
}
"""Who works with whom, on behalf of which team. `former_worker` stopped yesterday."""

HERS_ALONE = {"Mark", "Thought"}
"""What nobody but its owner ever reads."""


@dataclass
class World:
    """The people, what is written about them, and the canaries in it.

    Attributes:
        rows: Rows of a model about a person, by what is special about them: `open`, `private`, …
        secret: The public ids of private items, and who else may read each.
        words: Values for arguments of addresses, and for `$word` in what the table sends.
    """

    people: dict[str, Person] = field(default_factory=dict)
    cage: Cage = field(default_factory=Cage)
    rows: dict[tuple[str, str, str], models.Model] = field(default_factory=dict)
    secret: dict[object, frozenset[str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def put(
        self, at: str, key: str, row: models.Model, *, readers: frozenset[str] | None = None
    ) -> None:
        """Remember a row about a person; the first of a kind stays. `readers` makes it secret."""
        self.rows.setdefault((type(row).__name__, key, at), row)
        if readers is not None:
            self.secret[row.public_id] = readers

    def row(self, model: type[models.Model], at: str = "open") -> models.Model | None:
        """Give the citizen's row of this model."""
        if model is Person:
            return self.people["citizen"]
        return self.rows.get((model.__name__, "citizen", at)) or (
            self._any_row(model) if at == "open" else None
        )

    def _any_row(self, model: type[models.Model]) -> models.Model | None:
        rows = model._default_manager.order_by("pk")
        return next((row for row in rows if owner_of(row) == self.people["citizen"]), None)

    def readers_of(self, row: models.Model) -> frozenset[str] | None:
        """Who may read a row besides its owner; None when it is not private."""
        if type(row).__name__ in HERS_ALONE:
            return frozenset()
        parts = [getattr(row, name, None) for name in ("note", "step", "goal")]
        parts += [getattr(part, "goal", None) for part in [row, *parts]]
        for part in (row, *parts):
            if getattr(part, "public_id", None) in self.secret:
                return self.secret[part.public_id]
        return None


def make() -> World:
    """Make the world, and put a canary in every text of it."""
    world = World(words={"municipality": "solbaek"})
    _enter(world)
    for key in ("citizen", "other_citizen", "citizen_elsewhere"):
        citizen = world.people[key]
        helper = world.people[next(worker for worker, c in RELATIONS if c == key)]
        plans.fill(world, key, citizen, helper)
        strengths.fill(world, key, citizen, helper)
        rules.fill(world, key, citizen, helper)
        insight.fill(world, key, citizen, helper)
        judgements.fill(world, key, citizen, helper)
        meetings.fill(world, key, citizen, helper)
        sparring.fill(world, key, citizen, helper)
        _look_and_write(world, key, citizen, helper)
    theories.fill(world, "home", "leader")
    theories.fill(world, "elsewhere", "leader_elsewhere")
    findings.fill(world)
    keys = {person.pk: key for key, person in world.people.items()}
    put_in_every_text(world.cage, keys, world.readers_of)
    world.people = {key: Person.objects.get(pk=p.pk) for key, p in world.people.items()}
    worker, citizen = world.people["worker"], world.people["citizen"]
    world.words |= {"person_id": str(worker.public_id), "person_id@citizen": str(citizen.public_id)}
    world.words["engagement"] = str(worker.engagements_today[0].pk)
    world.words["engagement@citizen"] = str(citizen.engagements_today[0].pk)
    return world


def _enter(world: World) -> None:
    houses = {
        "home": MunicipalityFactory(),
        "elsewhere": MunicipalityFactory(slug="elsewhere", name="Andetsted Kommune"),
    }
    Municipality.objects.update(least_shown=3)
    teams = {}
    for key, (role, house, name) in CAST.items():
        if name and name not in teams:
            teams[name] = TeamFactory(municipality=houses[house], name=name)
        options = {"municipality": houses[house], "given_name": key, "family_name": ""}
        person = PersonFactory(role=role or Role.CITIZEN, role__team=teams.get(name), **options)
        if role is None:
            Engagement.objects.filter(person=person).delete()
        world.people[key] = person
    for (worker, citizen), name in RELATIONS.items():
        Relation.objects.create(
            citizen=world.people[citizen],
            worker=world.people[worker],
            team=teams[name],
            purpose=world.cage.new(citizen, "Relation.purpose"),
        )
    _end_what_ended(world)


def _end_what_ended(world: World) -> None:
    begun, ended = clock.today() - dt.timedelta(days=9), clock.today() - dt.timedelta(days=1)
    over = {"since": begun, "until": ended}
    Relation.objects.filter(worker=world.people["former_worker"]).update(**over)
    Engagement.objects.filter(person=world.people["former_teammate"]).update(**over)


def _look_and_write(world: World, key: str, citizen: Person, helper: Person) -> None:
    trace.seen("din plan", about=citizen, by=helper, purpose="casework")
    trace.seen("egen sag", about=citizen, by=citizen, purpose="own")
    write(citizen, subject_line="Nyt", text="Der er nyt", by=helper)
    song = world.cage.new(key, "Draft.fields", readers=frozenset())
    save_draft("plan:goal", fields={"wording": song}, by=citizen)
