"""A talk's own page, and what the two bring to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from medborger.encounter.meetings import coaching, forms, links, policies, selectors, services
from medborger.encounter.meetings.models import AgendaPoint, Talk
from medborger.encounter.meetings.views.asking import BOTH, about_talk, ask, typed
from medborger.foundation.access.declare import about, own
from medborger.foundation.access.models import Purpose
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest
    from medborger.foundation.people.models import Person

SEEN = _("en samtale med dig")


def _point_of_mine(point: AgendaPoint, *, by: Person) -> bool:
    return policies.may_prepare(point.talk, by=by)


@own(Ability.OWN_PLAN)
def mine(request: PersonRequest) -> HttpResponse:
    """Show the citizen's invitations and talks."""
    me = request.user
    context = {
        "talks": selectors.talks_of(me, me),
        "invitations": selectors.invitations_of(me, me),
        "receipt": selectors.receipt(me, request.GET.get("kvittering", "")),
        "feed": links.calendar_token(me),
    }
    return render(request, "meetings/mine.html", context)


@about(Talk, "talk_id", seen=SEEN, purpose=Purpose.CASEWORK)
def talk(request: PersonRequest, talk: Talk) -> HttpResponse:
    """Show a talk: points, expectations, minutes, what comes next."""
    page = selectors.talk_page(talk, request.user, number=request.GET.get("kvittering", ""))
    return render(request, "meetings/talk.html", {"page": page})


@about(Talk, "talk_id", purpose=Purpose.CASEWORK, who=policies.may_prepare, methods=BOTH, seen=SEEN)
def point(request: PersonRequest, talk: Talk) -> HttpResponse:
    """Put a point on the agenda."""
    page = about_talk(request, talk, _("Skriv et punkt"),
                      notice=_("Den anden kan læse det før samtalen."))  # fmt: skip
    return ask(request, forms.PointForm(typed(request)), page, services.add_point, talk)


@about(Talk, "talk_id", purpose=Purpose.CASEWORK, who=policies.may_write_minutes, methods=("POST",))
def question(request: PersonRequest, talk: Talk, key: str, number: int) -> HttpResponse:
    """Put one of the open questions on the agenda with one click."""
    text = coaching.question(key, number)
    if text is None:
        raise Http404
    services.add_point(talk, text=str(text), by=request.user)
    return redirect("meetings:talk", talk.public_id)


@about(AgendaPoint, "point_id", purpose=Purpose.CASEWORK, who=_point_of_mine, methods=BOTH,
       seen=SEEN)  # fmt: skip
def settle(request: PersonRequest, agendapoint: AgendaPoint) -> HttpResponse:
    """Say what became of a point."""
    page = about_talk(request, agendapoint.talk, _("Hvad skete der med punktet?"),
                      words=agendapoint.text)  # fmt: skip
    return ask(request, forms.SettleForm(typed(request)), page, services.settle_point, agendapoint)


@about(Talk, "talk_id", purpose=Purpose.CASEWORK, who=policies.may_prepare, methods=BOTH, seen=SEEN)
def expect(request: PersonRequest, talk: Talk) -> HttpResponse:
    """Answer the statements."""
    notice = _("Ingen af jer ser den andens svar, før I begge har svaret.")
    page = about_talk(request, talk, _("Hvad forventer du af samtalen?"), notice=notice)
    return ask(request, forms.ExpectForm(typed(request)), page, services.expect, talk)


@about(
    Talk, "talk_id", purpose=Purpose.CASEWORK, who=policies.may_write_minutes, methods=BOTH,
    seen=SEEN,
)  # fmt: skip
def agree(request: PersonRequest, talk: Talk) -> HttpResponse:
    """Write what the two agreed about their expectations."""
    page = about_talk(request, talk, _("Det aftalte vi"))
    return ask(request, forms.AgreeForm(typed(request)), page, services.agree, talk)


@about(Talk, "talk_id", purpose=Purpose.CASEWORK, who=policies.may_choose, methods=BOTH, seen=SEEN)
def cancel(request: PersonRequest, talk: Talk) -> HttpResponse:
    """Cancel a talk."""
    own_one = talk.subject_id == request.user.pk
    page = about_talk(
        request, talk, _("Aflys samtalen"), notice=_("Tiden bliver ledig igen. Du kan vælge en ny."),
        news="" if own_one else _("Samtalen er aflyst."), button=_("Aflys"),
    )  # fmt: skip
    via = "" if own_one else "on_behalf"
    return ask(request, forms.PressForm(typed(request)), page, services.cancel, talk, via=via)
