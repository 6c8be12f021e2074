"""Who lives and works in the demo: drawn from the seed, the same people every time."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING

from medborger.demo.cast import CAST, FAMILY, TEAMS
from medborger.demo.words import full_name, names, themes
from medborger.foundation.people.roles import Role

if TYPE_CHECKING:
    from medborger.demo.words import Theme

LIVED = "demo-ib"
"""The citizen of the cast with a full life; Amira's is left to the newcomer."""
NEIGHBOURS = 12
"""Citizens in the neighbouring municipality."""


class Pace(StrEnum):
    """How much somebody writes."""

    QUIET = "quiet"
    STEADY = "steady"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works in a team."""

    login: str
    given_name: str
    family_name: str
    role: Role
    title: str
    team: str

    @property
    def meets_citizens(self) -> bool:
        """Whether this person works with citizens; leaders do not."""
        return self.role != Role.TEAM_LEADER


@dataclass(frozen=True, slots=True)
class Resident:
    """A citizen, who they meet, and how they live."""

    login: str
    given_name: str
    family_name: str
    worker: Worker
    second: Worker | None
    arrives: int
    pace: Pace
    themes: tuple[Theme, ...]
    reached_by: str


@dataclass(frozen=True, slots=True)
class Town:
    """One municipality of the demo."""

    slug: str
    workers: tuple[Worker, ...]
    residents: tuple[Resident, ...] = field(default=())

    def leader(self, team: str) -> Worker:
        """Who leads the team."""
        return next(w for w in self.workers if w.team == team and not w.meets_citizens)

    def colleague(self, of: Worker, rng: Random) -> Worker:
        """Somebody else in the same team who meets citizens; perhaps nobody but oneself."""
        others = [w for w in self.workers if w.team == of.team and w.meets_citizens and w != of]
        return rng.choice(others) if others else of


def solbaek(seed: int, *, people: int, weeks: int) -> Town:
    """The demo municipality: so many citizens, and one worker for every ten of them."""
    rng = Random(f"{seed}/solbaek")
    count = min(30, max(9, people // 10))
    town = Town("solbaek", tuple(_workers(rng, count)))
    return Town(town.slug, town.workers, tuple(_residents(town, rng, people, weeks)))


def lillevig(seed: int, *, people: int, weeks: int) -> Town:
    """The small neighbour: its own people, and nothing in common with Solbæk."""
    rng = Random(f"{seed}/lillevig")
    own = tuple(_from_cast("lillevig"))
    made = tuple(_worker(rng, f"lillevig-{n:02}", own[0].team, Role.CASEWORKER) for n in (1, 2))
    leader = _worker(rng, "lillevig-00", own[0].team, Role.TEAM_LEADER)
    town = Town("lillevig", (*own, *made, leader))
    count = min(NEIGHBOURS, max(3, people // 10))
    return Town(town.slug, town.workers, tuple(_residents(town, rng, count, weeks)))


def _from_cast(slug: str) -> list[Worker]:
    return [
        Worker(c.login, c.given_name, c.family_name, c.role, c.title, c.team)
        for c in CAST
        if c.team and c.town == slug
    ]


def _workers(rng: Random, count: int) -> list[Worker]:
    """The cast first, then a leader for each team that has none, then colleagues in turn."""
    workers = _from_cast("solbaek")
    for team in TEAMS:
        if not any(w.team == team and w.role == Role.TEAM_LEADER for w in workers):
            login = f"solbaek-leder-{TEAMS.index(team)}"
            workers.append(_worker(rng, login, team, Role.TEAM_LEADER))
    while len(workers) < count:
        team = min(TEAMS, key=lambda name: sum(w.team == name for w in workers))
        role = Role.PROFESSIONAL if team == FAMILY else Role.CASEWORKER
        workers.append(_worker(rng, f"solbaek-{len(workers):02}", team, role))
    return workers


def _worker(rng: Random, login: str, team: str, role: Role) -> Worker:
    given, family = full_name(rng)
    title = "Teamleder" if role == Role.TEAM_LEADER else rng.choice(names()["titles"])
    return Worker(login, given, family, role, title, team)


def _residents(town: Town, rng: Random, count: int, weeks: int) -> list[Resident]:
    """Two thirds are there in the first eight weeks; the others come along the way."""
    meeting = [w for w in town.workers if w.meets_citizens]
    residents = []
    for number in range(count):
        worker = meeting[number % len(meeting)]
        in_cast = next((c for c in CAST if c.login == LIVED), None)
        lived = in_cast if number == 0 and town.slug == "solbaek" else None
        if lived:
            worker = next(w for w in meeting if w.login == "demo-carla")
        given, family = (lived.given_name, lived.family_name) if lived else full_name(rng)
        early = rng.random() < 2 / 3 or lived is not None
        others = [w for w in meeting if w.team != worker.team]
        residents.append(
            Resident(
                login=lived.login if lived else f"{town.slug}-borger-{number:03}",
                given_name=given,
                family_name=family,
                worker=worker,
                second=rng.choice(others) if others and rng.random() < 0.2 else None,
                arrives=0
                if lived
                else rng.randrange(min(8, weeks) if early else max(1, weeks * 4 // 5)),
                pace=Pace.BUSY if lived else rng.choices(list(Pace), weights=(4, 5, 3))[0],
                themes=tuple(rng.sample(themes(), 2)),
                reached_by="letter" if lived else rng.choice(("email", "sms", "digital_post")),
            )
        )
    return residents
