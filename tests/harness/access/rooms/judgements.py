"""What the judgement room holds about a citizen: what is weighed, asked and complained about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.encounter.judgement import services as judgement
from medborger.encounter.judgement.models import Judgement

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person
    from tests.harness.access.world import World


def fill(world: World, key: str, citizen: Person, helper: Person) -> None:
    """Write two judgements, one of them with a second opinion, and one complained about."""
    open_one = _written(world, key, helper)
    world.put("open", key, open_one)
    if asked := {"citizen": "other_team", "other_citizen": "worker"}.get(key):
        judgement.ask_opinion(open_one, asked=world.people[asked], wondering="Hm?", by=helper)
    judgement.send(open_one, by=helper)
    judgement.comment(open_one, text=world.cage.new(key, "Comment.text"), by=citizen)
    final = _written(world, key, helper)
    judgement.send(final, by=helper)
    judgement.comment(final, by=citizen)
    judgement.finish(final, by=helper)
    if key == "citizen":
        matter = str(final.matter_id)
        world.words |= {"matter": matter, "colleague": str(world.people["teammate"].pk)}
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
