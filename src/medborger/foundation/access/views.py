"""The auditor reads who looked at what; the cases themselves stay closed."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext_noop

from medborger.foundation.access import selectors
from medborger.foundation.access import services as trace
from medborger.foundation.access.declare import having
from medborger.foundation.access.models import Purpose
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.foundation.access.models import Look
    from medborger.foundation.http import PersonRequest


@having(Ability.AUDIT)
def audit(request: PersonRequest) -> HttpResponse:
    """Show the newest looks, by viewer and by citizen."""
    name = request.GET.get("navn", "").strip()
    looks = _read(request, name)
    return render(request, "access/audit.html", {"looks": looks, "name": name})


@having(Ability.AUDIT)
def audit_csv(request: PersonRequest) -> HttpResponse:
    """Give the same lines as a file."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="opslag.csv"'
    rows = csv.writer(response)
    rows.writerow(["tidspunkt", "hvem", "rolle", "team", "borger", "hvad", "formål"])
    for look in _read(request, request.GET.get("navn", "").strip()):
        rows.writerow(
            [
                localtime(look.at).isoformat(timespec="seconds"),
                look.viewer.name,
                look.get_role_display(),
                look.team or "",
                look.subject.name,
                look.what,
                look.get_purpose_display(),
            ]
        )
    return response


def _read(request: PersonRequest, name: str) -> list[Look]:
    looks = selectors.looks_in_municipality(request.user, person=name)
    citizens = {look.subject for look in looks}
    trace.listed(
        citizens, what=gettext_noop("hvem har set hvad"), by=request.user, purpose=Purpose.AUDIT
    )
    return looks
