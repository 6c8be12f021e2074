"""Routines that serve nobody: anybody points one out, a leader decides, the list is public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from medborger.foundation.access.declare import having, public, signed_in
from medborger.foundation.forms import ActionForm, refuse
from medborger.foundation.people.roles import Ability
from medborger.theory.followup.models import Routine
from medborger.theory.followup.policies import may_decide
from medborger.theory.followup.routine_forms import RoutineForm, VerdictForm
from medborger.theory.followup.services import routines as services

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from medborger.foundation.http import PersonRequest


@signed_in("Alle kan pege på en rutine og se det, de selv har peget på.")
def index(request: PersonRequest) -> HttpResponse:
    """List those one may see: staff all of their municipality's, others their own."""
    context = {
        "routines": Routine.objects.visible_to(request.user).select_related("owner"),
        "may_decide": may_decide(request.user.municipality_id, by=request.user),
    }
    return render(request, "followup/routines.html", context)


@signed_in("Alle kan pege på en rutine.", methods=("GET", "POST"))
def point_out(request: PersonRequest) -> HttpResponse:
    """Point one out."""
    return _written(request, services.point_out, "followup/routine_new.html")


@having(Ability.LEAD, methods=("GET", "POST"))
def add(request: PersonRequest) -> HttpResponse:
    """Write down a new step that has been brought in."""
    return _written(request, services.add_routine, "followup/routine_added.html")


def _written(request: PersonRequest, service: Any, template: str) -> HttpResponse:
    context = {"trail": _trail()}
    if request.method != "POST":
        return render(request, template, {**context, "form": RoutineForm()})
    form = RoutineForm(request.POST)
    if form.act(service, request.user.municipality, by=request.user):
        messages.success(request, _("Tak. En leder tager stilling til det."))
        return redirect("followup:routines")
    return refuse(request, template, form, context)


@having(Ability.LEAD, methods=("GET", "POST"))
def decide(request: PersonRequest, public_id: str) -> HttpResponse:
    """Take the responsibility, or decide."""
    routine = get_object_or_404(Routine.objects.visible_to(request.user), public_id=public_id)
    context = {"routine": routine, "trail": _trail()}
    if request.method != "POST":
        return render(request, "followup/routine.html", {**context, "form": VerdictForm()})
    if request.POST.get("verb") == "ansvar":
        form: ActionForm = ActionForm(request.POST)
        done = form.act(services.own_routine, routine, by=request.user)
    else:
        form = VerdictForm(request.POST)
        done = form.act(services.decide_routine, routine, by=request.user)
    if done:
        messages.success(request, _("Gemt."))
        return redirect("followup:routines")
    return refuse(request, "followup/routine.html", form, context)


@public("Listen over det, kommunen har fjernet, er offentlig og uden mennesker.")
def removed(request: HttpRequest) -> HttpResponse:
    """What has been removed, for everybody to read."""
    found = Routine.objects.removed().select_related("municipality").order_by("-decided_at", "pk")
    return render(request, "followup/removed.html", {"routines": found})


def _trail() -> list[tuple[str, str]]:
    return [(_("Meningsløse rutiner"), reverse("followup:routines"))]
