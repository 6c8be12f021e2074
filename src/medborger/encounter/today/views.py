"""The day over the wire."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext_noop

from medborger.encounter.today.selectors import today_page
from medborger.foundation.access import services as trace
from medborger.foundation.access.declare import having
from medborger.foundation.access.models import Purpose
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest


@having(Ability.CASEWORK)
def mine(request: PersonRequest) -> HttpResponse:
    """Show what calls for the viewer today."""
    page = today_page(
        request.user,
        chosen=request.GET.get("signal", ""),
        search=request.GET.get("navn", "").strip()[:80],
        after=_place(request.GET.get("efter", "")),
    )
    people = [line.citizen for line in page.lines]
    trace.listed(people, what=gettext_noop("i dag"), by=request.user, purpose=Purpose.CASEWORK)
    part = "today/mine.html#list" if request.htmx else "today/mine.html"
    return render(request, part, {"page": page})


def _place(typed: str) -> str:
    try:
        return str(uuid.UUID(typed))
    except ValueError:
        return ""
