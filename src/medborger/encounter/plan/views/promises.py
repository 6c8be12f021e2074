"""The promise board over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.models import Plan
from medborger.encounter.plan.policies import is_helper
from medborger.encounter.plan.selectors.promises import board_of
from medborger.encounter.plan.ways import back_to
from medborger.foundation.access.declare import about, own
from medborger.foundation.access.models import Purpose
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest


@own(Ability.OWN_PLAN)
def mine(request: PersonRequest) -> HttpResponse:
    """Show what both sides have promised in one's own plan."""
    plan = Plan.objects.visible_to(request.user).filter(subject=request.user).first()
    if plan is None:
        raise Http404
    return _board(request, plan)


@about(Plan, "plan_id", seen=_("løfterne i din plan"), purpose=Purpose.CASEWORK, who=is_helper)
def of(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Show what both sides have promised in a citizen's plan."""
    return _board(request, plan)


def _board(request: PersonRequest, plan: Plan) -> HttpResponse:
    board = board_of(plan, request.user)
    context = {"board": board, "back": back_to(request, plan)}
    return render(request, "plan/promises.html", context)
