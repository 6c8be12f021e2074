"""What the theory's room holds: a theory in each municipality, and a decision about it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from medborger.foundation import clock
from medborger.theory.chain.models import Theory
from medborger.theory.chain.services import adopt
from medborger.theory.followup.services import decisions
from tests.theory.stories import SMALL, small_theory

if TYPE_CHECKING:
    from tests.harness.access.world import World

CELLS = {"number": "1", "key": "B1", "chain:arrow:key": "r1", "level": "sub_goal",
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
        world.words["followup:look_again:number"] = str(decision.pk)


def _adopt_another(world: World, leader: str) -> None:
    decider, slug = world.people[leader], "vej-vedtaget"
    small_theory(decider.municipality, SMALL.replace("id: egen-vej", f"id: {slug}"))
    version = Theory.objects.get(slug=slug).versions.get()
    adopt(version, citizens_view="Godt", by=decider)
    world.words["slug@adopted"] = slug
