"""The front page over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from medborger.encounter.start import selectors
from medborger.foundation.access.declare import own
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest


@own(Ability.OWN_PLAN)
def mine(request: PersonRequest) -> HttpResponse:
    """Show what matters to the citizen now."""
    return render(request, "start/mine.html", {"page": selectors.start_page(request.user)})
