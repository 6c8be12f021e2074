"""The plan as a whole: one's own, a citizen's, and as it once was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from medborger.encounter.plan.models import Plan
from medborger.encounter.plan.policies import is_helper
from medborger.encounter.plan.selectors import history, pages
from medborger.foundation.access import services as trace
from medborger.foundation.access.declare import about, having, own
from medborger.foundation.access.models import Purpose
from medborger.foundation.dates import parse
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest


@own(Ability.OWN_PLAN)
def mine(request: PersonRequest) -> HttpResponse:
    """Show the citizen's own plan."""
    page = pages.own_page(request.user, number=request.GET.get("kvittering", ""))
    return render(request, "plan/mine.html", {"page": page})


@having(Ability.CASEWORK)
def citizens(request: PersonRequest) -> HttpResponse:
    """List the citizens one works with."""
    lines = pages.citizens_of(request.user)
    people = [line.citizen for line in lines]
    trace.listed(
        people, what=gettext_noop("mine borgere"), by=request.user, purpose=Purpose.CASEWORK
    )
    return render(request, "plan/citizens.html", {"lines": lines})


@about(Plan, "plan_id", seen=_("din plan"), purpose=Purpose.CASEWORK, who=is_helper)
def detail(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Show a citizen's plan to a professional."""
    page = pages.page_of(plan, request.user, number=request.GET.get("kvittering", ""))
    return render(request, "plan/detail.html", {"page": page})


@own(Ability.OWN_PLAN)
def earlier(request: PersonRequest) -> HttpResponse:
    """Show one's own plan as it once was."""
    plan = Plan.objects.filter(subject=request.user).select_related("subject").first()
    if plan is None:
        raise Http404
    return _as_of(request, plan)


@about(
    Plan, "plan_id", seen=_("din plan på en tidligere dag"), purpose=Purpose.CASEWORK,
    who=is_helper,
)  # fmt: skip
def earlier_of(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Show a citizen's plan as it once was."""
    return _as_of(request, plan)


def _as_of(request: PersonRequest, plan: Plan) -> HttpResponse:
    typed = request.GET.get("dag", "")
    day, wrong = _day(typed)
    page = history.plan_as_of(plan, request.user, day)
    context = {"page": page, "typed": typed, "wrong": wrong}
    return render(request, "plan/earlier.html", context, status=422 if wrong else 200)


def _day(typed: str) -> tuple[dt.date | None, bool]:
    if not typed.strip():
        return None, False
    try:
        return parse(typed), False
    except ValueError:
        return None, True
