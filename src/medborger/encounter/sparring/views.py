"""Ask a colleague to wonder along, see what leaves, and answer with questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.asking import FormPage, act_with, typed
from medborger.encounter.sparring import forms, policies, selectors, services
from medborger.encounter.sparring.models import Sparring
from medborger.foundation.access.declare import about, having
from medborger.foundation.access.models import Purpose
from medborger.foundation.forms import refuse
from medborger.foundation.journal.models import Event
from medborger.foundation.people.models import Person
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest

BOTH = ("GET", "POST")
SEEN = _("sparring om din sag, uden navne")


@having(Ability.CASEWORK)
def mine(request: PersonRequest) -> HttpResponse:
    """List what one has asked and is asked; the list names no citizen and shows no words."""
    rows = selectors.mine(request.user)
    return render(request, "sparring/mine.html", {"sparrings": rows, "viewer": request.user})


@about(Person, "person_id", seen=SEEN, purpose=Purpose.CASEWORK, who=policies.may_ask, methods=BOTH)
def begin(request: PersonRequest, person: Person) -> HttpResponse:
    """Write what one wonders about; nothing leaves yet."""
    items = selectors.items_to_ask_about(person, viewer=request.user)
    words = selectors.words_to_begin_with(items, chosen=request.GET.get("ting", ""))
    form = forms.BeginForm(typed(request), initial={"text": words})
    context = {"form": form, "citizen": person, "items": items}
    if request.method != "POST":
        return render(request, "sparring/begin.html", context)
    if form.act(services.begin, person, by=request.user):
        return redirect("sparring:look", form.result.public_id)
    return refuse(request, "sparring/begin.html", form, context)


@about(
    Sparring, "sparring_id", seen=SEEN, purpose=Purpose.CASEWORK, who=policies.may_send,
    methods=BOTH,
)  # fmt: skip
def look(request: PersonRequest, sparring: Sparring) -> HttpResponse:
    """Show exactly what leaves; it can be changed, and is sent by a second press."""
    form = forms.SendForm(typed(request), initial={"slice": sparring.slice})
    form.offer(selectors.colleagues_for(sparring))
    context = {"form": form, "sparring": sparring}
    if request.method != "POST":
        return render(request, "sparring/look.html", context)
    if form.act(services.send, sparring, by=request.user):
        address = reverse("sparring:sparring", args=[sparring.public_id])
        return redirect(f"{address}?kvittering={form.result.number}")
    return refuse(request, "sparring/look.html", form, context)


@about(Sparring, "sparring_id", purpose=Purpose.CASEWORK, who=policies.may_drop, methods=("POST",))
def drop(request: PersonRequest, sparring: Sparring) -> HttpResponse:
    """Throw away what was not sent."""
    services.drop(sparring, by=request.user)
    return redirect("sparring:mine")


@about(Sparring, "sparring_id", seen=SEEN, purpose=Purpose.CASEWORK, who=policies.may_read)
def sparring(request: PersonRequest, sparring: Sparring) -> HttpResponse:
    """Show a sparring to the two who talk; the citizen is named to neither of them here."""
    number = request.GET.get("kvittering", "")
    receipt = Event.objects.filter(actor=request.user, number=number).first() if number else None
    may_answer = policies.may_answer(sparring, by=request.user)
    context = {"sparring": sparring, "receipt": receipt, "may_answer": may_answer}
    return render(request, "sparring/sparring.html", context)


@about(
    Sparring, "sparring_id", seen=SEEN, purpose=Purpose.CASEWORK, who=policies.may_answer,
    methods=BOTH,
)  # fmt: skip
def answer(request: PersonRequest, sparring: Sparring) -> HttpResponse:
    """Answer with questions."""
    page = FormPage(
        _("Svar med spørgsmål"),
        reverse("sparring:sparring", args=[sparring.public_id]),
        _("Kun din kollega læser dem. Borgeren kan se, at I har sparret, og hvorfor."),
        words=sparring.slice,
        button=_("Send spørgsmålene"),
    )
    return act_with(request, forms.AnswerForm(typed(request)), page, services.answer, sparring)
