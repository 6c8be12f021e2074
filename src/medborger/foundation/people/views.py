"""The administrator's pages: staff, teams and the municipality. No case is opened here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from medborger.foundation.access.declare import having
from medborger.foundation.forms import refuse
from medborger.foundation.people import forms, selectors, services
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from medborger.foundation.forms import ActionForm
    from medborger.foundation.http import PersonRequest

BOTH = ("GET", "POST")


@having(Ability.ADMINISTER)
def staff(request: PersonRequest) -> HttpResponse:
    """List the staff."""
    lines = selectors.staff_of(request.user.municipality)
    return render(request, "people/staff.html", {"lines": lines})


@having(Ability.ADMINISTER, methods=BOTH)
def hire(request: PersonRequest) -> HttpResponse:
    """Make a member of staff."""
    home = request.user.municipality
    form = forms.StaffForm(request.POST or None, municipality=home)
    told = _("Medarbejderen er oprettet og vælger selv sin adgangskode fra siden «Log ind».")
    return _act(request, "people/hire.html", form, services.hire, home, told=told)


@having(Ability.ADMINISTER, methods=BOTH)
def member(request: PersonRequest, person_id: uuid.UUID) -> HttpResponse:
    """Show one member of staff; give a role."""
    home = request.user.municipality
    line = selectors.staff_member(home, person_id)
    if line is None:
        raise Http404
    form = forms.RoleForm(request.POST or None, municipality=home)
    told = _("Rollen gælder fra i dag.")
    return _act(
        request, "people/member.html", form, services.engage, line.person, told=told, line=line
    )


@having(Ability.ADMINISTER, methods=("POST",))
def end_role(request: PersonRequest, engagement: int) -> HttpResponse:
    """End a role today."""
    role = selectors.role_held(request.user.municipality, engagement)
    if role is None:
        raise Http404
    services.end_engagement(role, by=request.user)
    messages.success(request, _("Rollen slutter i dag."))
    return redirect("people:member", role.person.public_id)


@having(Ability.ADMINISTER, methods=BOTH)
def teams(request: PersonRequest) -> HttpResponse:
    """List the teams; make a new one."""
    home = request.user.municipality
    form, lines = forms.TeamForm(request.POST or None), selectors.teams_of(home)
    told = _("Teamet er oprettet.")
    return _act(
        request, "people/teams.html", form, services.open_team, home, told=told, lines=lines
    )


@having(Ability.ADMINISTER, methods=BOTH)
def municipality(request: PersonRequest) -> HttpResponse:
    """Show and change what is set for the municipality."""
    home = request.user.municipality
    now = {name: getattr(home, name) for name in services.SETTINGS}
    form = forms.MunicipalityForm(request.POST or None, initial=now)
    told = _("Det er gemt og gælder med det samme.")
    return _act(request, "people/municipality.html", form, services.set_up, home, told=told)


def _act(
    request: PersonRequest,
    template: str,
    form: ActionForm,
    service: Callable[..., object],
    *args: object,
    told: str,
    **context: Any,
) -> HttpResponse:
    """Show a form; when it is sent and done, say so on the page it came from."""
    if request.method != "POST":
        return render(request, template, {"form": form, **context})
    if not form.act(service, *args, by=request.user):
        return refuse(request, template, form, context)
    messages.success(request, told)
    return redirect("people:staff" if template == "people/hire.html" else request.path)
