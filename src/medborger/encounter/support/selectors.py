"""How much support: what is agreed, what waits for an answer, and what was before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medborger.encounter.support.models import Support
from medborger.encounter.support.policies import may_agree
from medborger.foundation.journal.models import Event

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Plan
    from medborger.foundation.people.models import Person


@dataclass(frozen=True, slots=True)
class SupportPage:
    """The support in a plan, for both sides alike."""

    plan: Plan
    agreed: Support | None
    asked: Support | None
    may_agree: bool
    earlier: list[Support]
    is_own: bool
    receipt: Event | None


def support_page(plan: Plan, viewer: Person, *, number: str = "") -> SupportPage:
    """What the page about support shows."""
    found = list(Support.objects.visible_to(viewer).filter(plan=plan).order_by("-pk"))
    agreed = next((support for support in found if support.is_agreed), None)
    asked = found[0] if found and not found[0].is_agreed else None
    receipt = Event.objects.filter(actor=viewer, number=number).first() if number else None
    return SupportPage(
        plan,
        agreed,
        asked,
        asked is not None and may_agree(asked, by=viewer),
        [support for support in found if support not in (agreed, asked)],
        plan.subject_id == viewer.pk,
        receipt,
    )
