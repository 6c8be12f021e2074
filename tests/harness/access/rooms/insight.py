"""What the insight room holds about a citizen: a question about a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.encounter.insight import services
from medborger.encounter.insight.models import Question
from medborger.foundation.access import services as trace
from medborger.foundation.access.models import Look

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person
    from tests.harness.access.world import World


def fill(world: World, key: str, citizen: Person, helper: Person) -> None:
    """Let a professional look twice, and the citizen ask about the first time."""
    for _ in range(2):
        trace.seen("din plan", about=citizen, by=helper, purpose="casework")
    second, first = Look.objects.filter(subject=citizen)[:2]
    services.ask_about(first, wording=world.cage.new(key, "Question.wording"), by=citizen)
    world.put("open", key, Question.objects.latest("pk"))
    if key == "citizen":
        world.words["look_id"] = str(second.pk)
