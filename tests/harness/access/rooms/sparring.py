"""What the sparring room holds about a citizen, and a professional's locked thoughts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.encounter.reflection import services as reflection
from medborger.encounter.reflection.models import OwnerKey
from medborger.encounter.sparring import services

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person
    from tests.harness.access.world import World


def fill(world: World, key: str, citizen: Person, helper: Person) -> None:
    """Send one sparring, keep another for later, and lock a thought away."""
    kept = services.begin(citizen, purpose="ways", text="hvad nu", by=helper)
    world.put("draft", key, kept)
    if asked := {"citizen": "other_team", "other_citizen": "worker"}.get(key):
        sent = services.begin(citizen, purpose="listen", text="hvad nu", by=helper)
        services.send(sent, slice="hvad nu", asked=world.people[asked], by=helper)
        world.put("open", key, sent)
    world.put("open", key, reflection.write(text="Lyt mere", by=helper))
    world.put("open", key, OwnerKey.objects.get(owner=helper))
