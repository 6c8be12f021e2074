"""What the citizen builds on and how much support is agreed: open, private, and hers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.encounter.strengths import services
from medborger.encounter.strengths.models import Resource
from medborger.encounter.support import services as support
from medborger.encounter.support.models import Support

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person
    from tests.harness.access.world import World


def fill(world: World, key: str, citizen: Person, helper: Person) -> None:
    """Put an open and a private resource on the map, set a mark, think, and ask for support."""
    plan = citizen.plan

    def song(*, private: bool) -> str:
        return world.cage.new(key, "strengths", readers=frozenset() if private else None)

    services.add_resource(plan, circle="own", wording=song(private=False), by=citizen)
    resource = Resource.objects.latest("pk")
    world.put("open", key, resource)
    services.use_resource(resource, steps=plan.goals.first().steps.all(), by=citizen)
    hidden = song(private=True)
    services.add_resource(plan, circle="own", wording=hidden, is_private=True, by=citizen)
    world.put("private", key, Resource.objects.latest("pk"), readers=frozenset())
    services.set_mark(plan, will=3, remark=song(private=True), by=citizen)
    services.think(plan, about="help", wording=song(private=True), by=citizen)
    support.ask_for_support(plan, degree="nudge", reason=song(private=False), by=citizen)
    support.agree(Support.objects.latest("pk"), by=helper)
    support.ask_for_support(plan, degree="held", reason=song(private=False), by=helper)
    world.put("open", key, Support.objects.latest("pk"))
