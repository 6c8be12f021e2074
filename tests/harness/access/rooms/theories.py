"""What the theory's room holds: a theory in each municipality, and a decision about it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from medborger.foundation import clock
from medborger.theory.chain.models import Theory
from medborger.theory.chain.services import adopt, publish
from medborger.theory.followup.services import decisions
from medborger.theory.followup.services.routines import point_out
from medborger.theory.followup.services.signs import import_signs
from medborger.theory.followup.services.trials import plan_trial, start_trial
from tests.theory.stories import SIGNS, SMALL, TRIAL, give_values, small_theory

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person
    from tests.harness.access.world import World

CELLS = {"number": "1", "key": "B1", "chain:remove:key": "M1", "chain:arrow:key": "r1", "level": "sub_goal",
         "audience": "citizens", "row": "3"}  # fmt: skip
"""What `SMALL` calls its cells and arrows."""


def fill(world: World, house: str, leader: str) -> None:
    """Read a theory in and decide something about it."""
    decider = world.people[leader]
    title, slug = world.cage.new(f"house:{house}", "Theory.title"), f"vej-{house}"
    text = SMALL.replace("id: egen-vej", f"id: {slug}")
    small_theory(decider.municipality, text.replace("Borgeren finder sin egen vej", title))
    theory = Theory.objects.get(municipality=decider.municipality)
    decision = decisions.decide(
        theory,
        choice="continue",
        reason=world.cage.new(f"house:{house}", "Decision.reason"),
        expectation="Flere",
        review_on=clock.today() + dt.timedelta(days=30),
        by=decider,
    )
    if house == "home":
        day = f"{clock.today() + dt.timedelta(days=60):%d-%m-%Y}"
        new = SMALL.replace("id: egen-vej", "id: ny-vej")
        _adopt_another(world, leader)
        world.words |= {"slug": slug, "day": day, "theory": new} | CELLS
        for page in ("look_again", "reopen"):
            world.words[f"followup:{page}:number"] = str(decision.pk)
        _follow(world, theory, decider)


def _follow(world: World, theory: Theory, decider: Person) -> None:
    """Follow a sign for a year, try something, and point at a routine."""
    import_signs(SIGNS, theory=theory, by=decider)
    sign = theory.signs.get(key="B1.t")
    give_values(sign, [(20, 40)] * 12, first="2024-01")
    for page in ("sign", "tune", "enter", "baseline"):
        world.words[f"followup:{page}:key"] = sign.key
    idea = plan_trial(theory, title="Idé", sign=sign, coordinator=decider, by=decider, **TRIAL)
    for page in ("change_trial", "start_trial"):
        world.words[f"followup:{page}:number"] = str(idea.pk)
    begun = plan_trial(theory, title="I gang", sign=sign, coordinator=decider, by=decider, **TRIAL)
    start_trial(begun, by=decider)
    for page in ("trial", "deliver", "end_trial"):
        world.words[f"followup:{page}:number"] = str(begun.pk)
    routine = point_out(theory.municipality, title="Skema A", why="Ingen læser det", by=decider)
    world.words["followup:routine:public_id"] = str(routine.public_id)
    world.words["today"] = f"{clock.today():%d-%m-%Y}"


def _adopt_another(world: World, leader: str) -> None:
    decider, slug = world.people[leader], "vej-vedtaget"
    small_theory(decider.municipality, SMALL.replace("id: egen-vej", f"id: {slug}"))
    version = Theory.objects.get(slug=slug).versions.get()
    adopt(version, citizens_view="Godt", by=decider)
    publish(version.theory, by=decider)
    world.words["slug@adopted"] = slug
