"""What a citizen does by a signed link or a code, without logging in."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from medborger.encounter.meetings import codes, forms, links, selectors, services
from medborger.encounter.meetings.calendar import feed
from medborger.encounter.meetings.views.asking import BOTH, typed
from medborger.foundation.access.declare import public
from medborger.foundation.people.models import Person

if TYPE_CHECKING:
    from django.http import HttpRequest

    from medborger.encounter.meetings.models import Invitation

WHY = "Linket er underskrevet og kan kun åbne én invitation."


def _invitation(request: HttpRequest, token: str) -> Invitation:
    """The invitation, for the citizen alone: whoever is signed in as somebody else finds nothing."""
    invitation = links.invitation_of(token)
    other = request.user.is_authenticated and invitation and request.user != invitation.subject
    if invitation is None or other:
        raise Http404
    return invitation


@public(WHY, methods=BOTH)
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Show the free times, and book or move."""
    invitation = _invitation(request, token)
    page = selectors.choose_page(invitation)
    receipt = selectors.receipt(invitation.subject, request.GET.get("klar", ""))
    context = {"page": page, "token": token, "receipt": receipt}
    if not invitation.is_usable:
        return render(request, "meetings/closed.html", context)
    form = forms.ChooseForm(typed(request))
    form.offer(page.slots)
    context["form"] = form
    if request.method != "POST":
        return render(request, "meetings/choose.html", context)
    if form.act(services.book, invitation, via="link", by=invitation.subject):
        return redirect(f"{request.path}?klar={form.result.number}")
    context["page"] = selectors.choose_page(invitation)
    return render(request, "meetings/choose.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@public(WHY, methods=("POST",))
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Cancel what was booked; the link can be used again."""
    invitation = _invitation(request, token)
    page = selectors.choose_page(invitation)
    if page.talk is None:
        raise Http404
    event = services.cancel(page.talk, via="link", by=invitation.subject)
    return redirect(f"{reverse('meetings:choose', args=[token])}?klar={event.number}")


@public("Siden spørger kun efter koden fra et brev.", methods=BOTH)
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code from a letter."""
    form = forms.CodeForm(typed(request))
    if request.method != "POST":
        return render(request, "meetings/code.html", {"form": form})
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if not codes.may_try(request):
        form.add_error("code", _("Der er prøvet for mange koder. Vent ti minutter, eller ring."))
        status = HTTPStatus.TOO_MANY_REQUESTS
    elif form.is_valid():
        invitation = codes.invitation_with(form.cleaned_data["code"])
        if invitation is not None:
            return redirect("meetings:choose", links.invitation_token(invitation))
        codes.note_wrong(request)
        form.add_error("code", _("Koden passer ikke. Se efter i brevet, eller ring til os."))
    return render(request, "meetings/code.html", {"form": form}, status=status)


@public("Linket er underskrevet og viser kun egne tider, uden navne.")
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar feed."""
    owner = Person.objects.filter(public_id=links.owner_of_calendar(token)).first()
    if owner is None or not owner.is_active:
        raise Http404
    answer = HttpResponse(feed(owner), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="samtaler.ics"'
    return answer
