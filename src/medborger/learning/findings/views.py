"""What everybody may read, and the desk where answers are published and taken back."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from medborger.foundation.access.declare import having, public
from medborger.foundation.forms import refuse
from medborger.foundation.people.roles import Ability
from medborger.learning.findings import services
from medborger.learning.findings.forms import PublishForm, WithdrawForm
from medborger.learning.findings.models import Finding
from medborger.learning.findings.policies import may_publish
from medborger.learning.findings.selectors import finding_page

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

    from medborger.foundation.http import PersonRequest

OPEN = "Udgivne svar er for alle; små tal er skjult, og ingen personer er i dem."


@public(OPEN)
def known(request: HttpRequest) -> HttpResponse:
    """List what we know, and what was taken back."""
    findings = Finding.objects.public().select_related("municipality").order_by("-published_at")
    return render(request, "findings/known.html", {"findings": findings})


@public(OPEN)
def finding(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One finding: the sentence first, then the curve, how sure, and the numbers."""
    found = get_object_or_404(Finding.objects.public(), public_id=public_id)
    page = None if found.withdrawn_at else finding_page(found)
    return render(request, "findings/finding.html", {"finding": found, "page": page})


@public(OPEN)
def numbers(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The numbers of a finding as CSV."""
    found = get_object_or_404(
        Finding.objects.public(), public_id=public_id, withdrawn_at__isnull=True
    )
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="svar-{found.public_id}.csv"'
    writer = csv.writer(response)
    names = ("horizon", "label", "method", "estimate", "low", "high", "n", "n_treated")
    writer.writerow(names)
    writer.writerows([row[name] for name in names] for row in found.shown["estimates"])
    return response


@having(Ability.READ_SIGNS)
def desk(request: PersonRequest) -> HttpResponse:
    """The municipality's questions and how far they are."""
    findings = Finding.objects.visible_to(request.user)
    return render(request, "findings/desk.html", {"findings": findings})


@having(Ability.READ_SIGNS, methods=("GET", "POST"))
def work(request: PersonRequest, public_id: uuid.UUID) -> HttpResponse:
    """One question at the desk: publish the answer, or take it back."""
    found = get_object_or_404(Finding.objects.visible_to(request.user), public_id=public_id)
    may = may_publish(found.municipality_id, by=request.user)
    kind = WithdrawForm if found.is_public else PublishForm
    context = {"finding": found, "may_publish": may and found.answered_at}
    if request.method != "POST":
        return render(request, "findings/work.html", {**context, "form": kind()})
    form = kind(request.POST)
    if form.is_valid():
        act = services.withdraw if found.is_public else services.publish
        if form.act(act, found, by=request.user):
            messages.success(request, _("Det er gjort. Sådan ser alle det nu."))
            return redirect("findings:finding", public_id=public_id)
    return refuse(request, "findings/work.html", form, context)
