"""Both sides ask for a degree of support; the other side says yes. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.encounter.plan.policies import may_suggest, may_write

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Plan
    from medborger.encounter.support.models import Support
    from medborger.foundation.people.models import Person


def may_ask_for_support(plan: Plan, *, by: Person) -> bool:
    """The citizen, and those who work with the citizen."""
    return may_write(plan, by=by) or may_suggest(plan, by=by)


def may_agree(support: Support, *, by: Person) -> bool:
    """The other side than the one who asked: citizen or municipality."""
    if support.is_by_citizen:
        return may_suggest(support.plan, by=by)
    return may_write(support.plan, by=by)
