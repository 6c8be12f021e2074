"""Where people go back to in a plan, and who will read what they write there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from medborger.encounter.plan.selectors.readers import readers_of

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Plan
    from medborger.foundation.http import PersonRequest
    from medborger.foundation.people.models import Person

BOTH = ("GET", "POST")
"""A page with a form."""


def back_to(request: PersonRequest, plan: Plan) -> str:
    """The citizen's own page of the plan, or the professional's."""
    own = plan.subject_id == request.user.pk
    return reverse("plan:mine") if own else reverse("plan:plan", args=[plan.public_id])


def whose(request: PersonRequest, subject: Person) -> Person | None:
    """The person to name at the top of the page; nobody when it is one's own."""
    return None if subject.pk == request.user.pk else subject


def names_of_readers(citizen: Person) -> list[str]:
    """Everybody who works with the citizen, as they are presented."""
    return [reader.presentation for reader in readers_of(citizen)]
