"""One front page for everybody who works here or is invited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from medborger.foundation.access.declare import having
from medborger.foundation.people.roles import Ability
from medborger.site.front import casework, house, leading, theory

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest
    from medborger.foundation.people.models import Person
    from medborger.site.front.cards import Card

PARTS: list[tuple[Ability, Callable[[Person], list[Card]]]] = [
    (Ability.CASEWORK, casework.cards),
    (Ability.SHAPE_THEORY, theory.reviews),
    (Ability.LEAD, leading.questions),
    (Ability.LEAD, leading.team),
    (Ability.SHAPE_THEORY, theory.theories),
    (Ability.AUDIT, house.auditor),
    (Ability.ADMINISTER, house.administrator),
    (Ability.BE_INVITED, house.invited),
]
"""Whoever has the ability sees these cards; somebody with several roles sees all of theirs."""


@having(*{ability for ability, _cards in PARTS})
def front(request: PersonRequest) -> HttpResponse:
    """Show what matters first."""
    mine = [cards for ability, cards in PARTS if ability in request.user.abilities]
    cards = [card for part in mine for card in part(request.user)]
    return render(request, "site/front.html", {"cards": cards})
