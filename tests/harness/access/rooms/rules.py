"""What the law's room holds about a citizen: a target group, a requirement, an exemption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.encounter.rules import selectors, services
from medborger.encounter.rules.current import SHIPPED, current_pack
from medborger.encounter.rules.models import Exemption, Requirement, Situation

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person
    from tests.harness.access.world import World


def fill(world: World, key: str, citizen: Person, helper: Person) -> None:
    """Use the rules on a citizen."""
    groups = list(current_pack(citizen.municipality).groups)
    _place(citizen, groups, by=helper)
    rules = selectors.rules_to_require(citizen)
    services.require(citizen, rule=rules[0].key, reason="Fordi", by=helper)
    exempt = selectors.rules_to_exempt_from(citizen)
    services.exempt(citizen, rule=exempt[0].key, reason="Fordi", by=helper)
    for model in (Situation, Requirement, Exemption):
        world.put("open", key, model.objects.latest("pk"))
    if key == "citizen":
        world.words |= {"pack": SHIPPED.read_text(encoding="utf-8"), "new_group": groups[-1],
                        "rule": rules[1].key, "population_rule": exempt[1].key}  # fmt: skip


def _place(citizen: Person, groups: list[str], *, by: Person) -> None:
    """Find the target groups with most to require and to exempt from, but leave one over."""
    for group in groups[:-1]:
        services.place(citizen, group=group, by=by)
