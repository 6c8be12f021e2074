"""A small world in which everybody stands in a known relation to one citizen.

Each room adds its own rows about the citizen here (`_write_a_plan` is an example): when a model
about people has no row in this world, test_access.py fails and says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from medborger.encounter.judgement import services as judgement
from medborger.encounter.judgement.models import Judgement
from medborger.encounter.plan.models import Goal, Plan, Step
from medborger.encounter.plan.services import add_goal, add_step, begin_plan, suggest_step
from medborger.encounter.rules import services as rules
from medborger.foundation import clock
from medborger.foundation.access import services as trace
from medborger.foundation.outbox.services import write
from medborger.foundation.people.models import Engagement, Municipality, Person, Relation
from medborger.foundation.people.roles import Role
from medborger.foundation.posts.services import save_draft
from tests.factories import MunicipalityFactory, PersonFactory, TeamFactory
from tests.harness.access.canaries import Cage, owner_of, put_in_every_text

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


@dataclass
class World:
    """The people, what is written about them, and the canaries in it."""

    people: dict[str, Person] = field(default_factory=dict)
    cage: Cage = field(default_factory=Cage)

    def row_of(self, model: type[models.Model], owner: str) -> models.Model | None:
        """Give a row of this model about this person."""
        person = self.people[owner]
        for row in model._default_manager.order_by("pk"):
            if owner_of(row) == person:
                return row
        return None

    def municipality(self, key: str) -> str:
        """Where this person belongs."""
        return CAST[key][1]


def make() -> World:
    """Make the world, and put a canary in every text of it."""
    world = World()
    _enter(world)
    for key in ("citizen", "other_citizen", "citizen_elsewhere"):
        _write_a_plan(world, key)
        _apply_rules(world, key)
        _judge(world, key)
        _look_and_write(world, key)
    put_in_every_text(world.cage, {person.pk: key for key, person in world.people.items()})
    world.people = {key: Person.objects.get(pk=p.pk) for key, p in world.people.items()}
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


def _write_a_plan(world: World, key: str) -> None:
    citizen = world.people[key]
    begin_plan(citizen, by=citizen)
    plan = Plan.objects.get(subject=citizen)
    event = add_goal(plan, wording=world.cage.new(key, "Event.payload"), by=citizen)
    goal = Goal.objects.get(public_id=event.data["goal"])
    add_step(goal, wording=world.cage.new(key, "Event.payload"), by=citizen)
    helper = world.people[next(w for w, c in RELATIONS if c == key)]
    wording = world.cage.new(key, "Event.payload")
    add_step(goal, wording=wording, owner=Step.Owner.PROFESSIONAL, by=helper)
    suggest_step(goal, wording=world.cage.new(key, "Event.payload"), by=helper)


def _apply_rules(world: World, key: str) -> None:
    citizen = world.people[key]
    helper = world.people[next(w for w, c in RELATIONS if c == key)]
    rules.place(citizen, group="dagpenge", by=helper)
    reason = world.cage.new(key, "Requirement.reason")
    rules.require(citizen, rule="foerste-samtale", reason=reason, by=helper)
    reason = world.cage.new(key, "Exemption.reason")
    rules.exempt(citizen, rule="tilbud-seks-maaneder", reason=reason, by=helper)


def _judge(world: World, key: str) -> None:
    citizen = world.people[key]
    helper = world.people[next(w for w, c in RELATIONS if c == key)]
    open_one = _written(world, key, helper)
    if asked := {"citizen": "other_team", "other_citizen": "worker"}.get(key):
        judgement.ask_opinion(open_one, asked=world.people[asked], wondering="Hm?", by=helper)
    judgement.send(open_one, by=helper)
    judgement.comment(open_one, text=world.cage.new(key, "Comment.text"), by=citizen)
    final = _written(world, key, helper)
    judgement.send(final, by=helper)
    judgement.comment(final, by=citizen)
    judgement.finish(final, by=helper)
    judgement.complain(final, text=world.cage.new(key, "Complaint.text"), by=citizen)


def _written(world: World, key: str, helper: Person) -> Judgement:
    citizen = world.people[key]
    matter = judgement.set_matter(citizen.municipality, name="Kursus", by=None)
    judgement.begin(citizen, matter=matter, question="Må jeg?", by=helper)
    row = Judgement.objects.filter(subject=citizen).latest("pk")
    texts = ("citizens_view", "weighing", "conclusion", "would_change")
    words = {name: world.cage.new(key, f"Judgement.{name}") for name in texts}
    judgement.write(row, question="Må jeg?", outcome="yes", **words, by=helper)
    judgement.add_fact(row, text=world.cage.new(key, "Fact.text"), source="Samtale", by=helper)
    judgement.add_alternative(row, text="Vente", weighed="Nej", by=helper)
    return row


def _look_and_write(world: World, key: str) -> None:
    citizen = world.people[key]
    helper = world.people[next(w for w, c in RELATIONS if c == key)]
    trace.seen("din plan", about=citizen, by=helper, purpose="casework")
    trace.seen("egen sag", about=citizen, by=citizen, purpose="own")
    write(citizen, subject_line="Nyt", text="Der er nyt", by=helper)
    save_draft("plan:goal", fields={"wording": world.cage.new(key, "Draft.fields")}, by=citizen)
