"""The professional's times and invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medborger.encounter.meetings import forms, links, policies, selectors, services
from medborger.encounter.meetings.models import Invitation, Slot
from medborger.encounter.meetings.views.asking import BOTH, ask, typed
from medborger.encounter.plan.asking import FormPage
from medborger.foundation.access import services as trace
from medborger.foundation.access.declare import about, having
from medborger.foundation.access.models import Purpose
from medborger.foundation.forms import refuse
from medborger.foundation.people.models import Person
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.foundation.http import PersonRequest


def _professional(row: Person | Invitation, *, by: Person) -> bool:
    return policies.may_meet(row.subject, by=by)


@having(Ability.CASEWORK, methods=BOTH)
def times(request: PersonRequest) -> HttpResponse:
    """Show one's free times, and offer more."""
    form = forms.TimesForm(typed(request))
    context: dict[str, Any] = {
        "form": form,
        "slots": selectors.times_of(request.user),
        "feed": links.calendar_token(request.user),
    }
    if request.method != "POST":
        return render(request, "meetings/times.html", context)
    if form.act(services.offer_times, by=request.user):
        return redirect("meetings:times")
    return refuse(request, "meetings/times.html", form, context)


@about(Slot, "slot_id", purpose=Purpose.OWN, abilities=(Ability.CASEWORK,), methods=("POST",))
def withdraw(request: PersonRequest, slot: Slot) -> HttpResponse:
    """Take back a free time."""
    try:
        services.withdraw(slot, by=request.user)
    except ValidationError as refusal:
        return HttpResponse(refusal.messages[0], status=409, content_type="text/plain")
    return redirect("meetings:times")


@about(Person, "person_id", seen=_("dine samtaler"), purpose=Purpose.CASEWORK, who=_professional)
def of_citizen(request: PersonRequest, person: Person) -> HttpResponse:
    """Show a citizen's talks and invitations."""
    context = {
        "citizen": person,
        "talks": selectors.talks_of(person, request.user),
        "invitations": selectors.invitations_of(person, request.user),
        "receipt": selectors.receipt(request.user, request.GET.get("kvittering", "")),
    }
    return render(request, "meetings/of_citizen.html", context)


def _back(person: Person) -> str:
    return reverse("meetings:of_citizen", args=[person.public_id])


@about(Person, "person_id", purpose=Purpose.CASEWORK, who=_professional, methods=BOTH,
       seen=_("dine samtaler"))  # fmt: skip
def invite(request: PersonRequest, person: Person) -> HttpResponse:
    """Invite one citizen."""
    page = FormPage(
        _("Inviter til en samtale"),
        _back(person),
        news=_("Vi vil gerne tale med dig. Du vælger selv, hvornår det passer dig."),
        subject=person,
        button=_("Send invitationen"),
    )
    return ask(request, forms.InviteForm(typed(request)), page, services.invite, person)


@having(Ability.CASEWORK, methods=BOTH)
def invite_many(request: PersonRequest) -> HttpResponse:
    """Invite several citizens at once."""
    people = selectors.citizens_to_invite(request.user)
    trace.listed(people, what="liste over borgere", by=request.user, purpose=Purpose.CASEWORK)
    form = forms.InviteManyForm(typed(request))
    form.offer(people)
    page = FormPage(
        _("Inviter flere"),
        reverse("meetings:times"),
        news=_("Vi vil gerne tale med dig. Du vælger selv, hvornår det passer dig."),
        button=_("Send invitationerne"),
    )
    return ask(request, form, page, services.invite_many)


@about(Invitation, "invitation_id", purpose=Purpose.CASEWORK, who=_professional,
       seen=_("en invitation til dig"))  # fmt: skip
def letter(request: PersonRequest, invitation: Invitation) -> HttpResponse:
    """Show the text the citizen got, and how heavy it is to read."""
    text, weight = selectors.letter_of(invitation)
    context = {"invitation": invitation, "text": text, "lix": weight}
    return render(request, "meetings/letter.html", context)


@about(Invitation, "invitation_id", purpose=Purpose.CASEWORK, who=_professional, methods=BOTH,
       seen=_("en invitation til dig"))  # fmt: skip
def pause(request: PersonRequest, invitation: Invitation) -> HttpResponse:
    """Pause the reminders."""
    page = FormPage(_("Pause"), _back(invitation.subject), _("Linket virker stadig."),
                    words=invitation.about, subject=invitation.subject)  # fmt: skip
    return ask(request, forms.PauseForm(typed(request)), page, services.pause, invitation)


@about(Invitation, "invitation_id", purpose=Purpose.CASEWORK, who=_professional, methods=("POST",))
def close(request: PersonRequest, invitation: Invitation) -> HttpResponse:
    """Close an invitation."""
    services.close(invitation, by=request.user)
    return redirect(_back(invitation.subject))


@about(
    Invitation, "invitation_id", purpose=Purpose.CASEWORK, who=policies.may_choose, methods=BOTH,
    seen=_("en invitation til dig"),
)  # fmt: skip
def book(request: PersonRequest, invitation: Invitation) -> HttpResponse:
    """Choose a time when signed in; a professional does it on the citizen's behalf."""
    own = invitation.subject_id == request.user.pk
    page = selectors.choose_page(invitation)
    form = forms.ChooseForm(typed(request))
    form.offer(page.slots)
    back = reverse("meetings:mine") if own else _back(invitation.subject)
    context = {"page": page, "form": form, "own": own}
    if request.method != "POST":
        return render(request, "meetings/book.html", context)
    via = "" if own else "on_behalf"
    if form.act(services.book, invitation, via=via, by=request.user):
        return redirect(f"{back}?kvittering={form.result.number}")
    return refuse(request, "meetings/book.html", form, context)


@about(Person, "person_id", purpose=Purpose.CASEWORK, who=_professional, methods=BOTH,
       seen=_("dine samtaler"))  # fmt: skip
def register(request: PersonRequest, person: Person) -> HttpResponse:
    """Register a talk that just took place."""
    form = forms.RegisterForm(typed(request))
    form.offer(selectors.open_goals(person, request.user))
    page = FormPage(
        _("Skriv en samtale ind"),
        _back(person),
        news=_("Referatet er klar. Du kan skrive, hvis noget skal med."),
        subject=person,
    )
    return ask(request, form, page, services.register, person)
