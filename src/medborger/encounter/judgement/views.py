"""The citizen follows a judgement; the professional writes it; a colleague looks along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medborger.encounter.judgement import forms, policies, selectors, services
from medborger.encounter.judgement.letter import letter
from medborger.encounter.judgement.likeness import like_cases
from medborger.encounter.judgement.models import (
    Alternative,
    Complaint,
    Fact,
    Judgement,
    Matter,
    SecondOpinion,
)
from medborger.encounter.plan.asking import FormPage, act_with, typed
from medborger.foundation.access.declare import about, having, own
from medborger.foundation.access.models import Purpose
from medborger.foundation.paper import pdf_response
from medborger.foundation.people.models import Person
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.encounter.judgement.models.parts import Part
    from medborger.foundation.http import PersonRequest

BOTH = ("GET", "POST")
SEEN = _("et skøn i din sag")


def _author(row: Judgement | Part, *, by: Person) -> bool:
    judgement = row if isinstance(row, Judgement) else row.judgement  # type: ignore[attr-defined]
    return policies.may_write(judgement, by=by)


def _professional(row: Person | Judgement | Part, *, by: Person) -> bool:
    return policies.may_judge(row.subject, by=by)


def _page(judgement: Judgement, title: object, notice: object, **more: Any) -> FormPage:
    back = reverse("judgement:judgement", args=[judgement.public_id])
    return FormPage(title, back, notice, words=judgement.question, **more)


@own(Ability.OWN_PLAN)
def mine(request: PersonRequest) -> HttpResponse:
    """Show the citizen the judgements about them."""
    rows = selectors.about_citizen(request.user, request.user)
    return render(request, "judgement/mine.html", {"judgements": rows})


@about(Person, "person_id", seen=SEEN, purpose=Purpose.CASEWORK, who=_professional)
def of_citizen(request: PersonRequest, person: Person) -> HttpResponse:
    """Show a professional the judgements about a citizen."""
    rows = selectors.about_citizen(person, request.user)
    context = {"judgements": rows, "citizen": person}
    return render(request, "judgement/of_citizen.html", context)


@about(Person, "person_id", seen=SEEN, purpose=Purpose.CASEWORK, who=_professional, methods=BOTH)
def begin(request: PersonRequest, person: Person) -> HttpResponse:
    """Begin a judgement."""
    form = forms.BeginForm(typed(request))
    form.offer(Matter.objects.filter(municipality=person.municipality))
    page = FormPage(
        _("Begynd et skøn"),
        reverse("judgement:of_citizen", args=[person.public_id]),
        news=_("Et spørgsmål om dig bliver vurderet. Log ind for at følge med."),
        subject=person,
    )
    return act_with(request, form, page, services.begin, person)


@about(Judgement, "judgement_id", seen=SEEN, purpose=Purpose.CASEWORK)
def judgement(request: PersonRequest, judgement: Judgement) -> HttpResponse:
    """Show a judgement to its citizen, its author, or a colleague who is asked."""
    number = request.GET.get("kvittering", "")
    page = selectors.judgement_page(judgement, request.user, number=number)
    return render(request, "judgement/judgement.html", {"page": page})


@about(Judgement, "judgement_id", purpose=Purpose.CASEWORK, who=_author, seen=SEEN)
def alike(request: PersonRequest, judgement: Judgement) -> HttpResponse:
    """Show how like cases ended: a spread, and nobody in it."""
    context = {"judgement": judgement, "alike": like_cases(judgement)}
    return render(request, "judgement/alike.html", context)


@about(Judgement, "judgement_id", seen=_("et brev i din sag"), purpose=Purpose.CASEWORK)
def as_letter(request: PersonRequest, judgement: Judgement) -> HttpResponse:
    """Give the answer as a letter on paper."""
    return pdf_response(letter(selectors.judgement_page(judgement, request.user)))


@about(Judgement, "judgement_id", purpose=Purpose.CASEWORK, who=_author, methods=BOTH, seen=SEEN)
def write(request: PersonRequest, judgement: Judgement) -> HttpResponse:
    """Write the words."""
    standing = {name: getattr(judgement, name) for name in forms.WriteForm.base_fields}
    form = forms.WriteForm(typed(request), initial=standing)
    notice = _("Borgeren kan følge med, mens du skriver.")
    page = _page(judgement, _("Skriv i skønnet"), notice, subject=judgement.subject)
    return act_with(request, form, page, services.write, judgement)


@about(Judgement, "judgement_id", purpose=Purpose.CASEWORK, who=_author, methods=BOTH, seen=SEEN)
def fact(request: PersonRequest, judgement: Judgement) -> HttpResponse:
    """Add a fact."""
    page = _page(judgement, _("Skriv en oplysning"), _("Borgeren kan læse den."),
                 subject=judgement.subject)  # fmt: skip
    return act_with(request, forms.FactForm(typed(request)), page, services.add_fact, judgement)


@about(Judgement, "judgement_id", purpose=Purpose.CASEWORK, who=_author, methods=BOTH, seen=SEEN)
def alternative(request: PersonRequest, judgement: Judgement) -> HttpResponse:
    """Add another way."""
    page = _page(judgement, _("Skriv en anden vej"), _("Borgeren kan læse den."),
                 subject=judgement.subject)  # fmt: skip
    form = forms.AlternativeForm(typed(request))
    return act_with(request, form, page, services.add_alternative, judgement)


@about(Fact, "fact_id", purpose=Purpose.CASEWORK, who=_author, methods=("POST",))
def remove_fact(request: PersonRequest, fact: Fact) -> HttpResponse:
    """Take a fact out."""
    services.remove_fact(fact, by=request.user)
    return redirect("judgement:judgement", fact.judgement.public_id)


@about(Alternative, "alternative_id", purpose=Purpose.CASEWORK, who=_author, methods=("POST",))
def remove_alternative(request: PersonRequest, alternative: Alternative) -> HttpResponse:
    """Take another way out."""
    services.remove_alternative(alternative, by=request.user)
    return redirect("judgement:judgement", alternative.judgement.public_id)


@about(Judgement, "judgement_id", purpose=Purpose.CASEWORK, who=_author, methods=BOTH, seen=SEEN)
def ask(request: PersonRequest, judgement: Judgement) -> HttpResponse:
    """Ask a colleague to look along."""
    form = forms.AskForm(typed(request))
    form.offer(selectors.colleagues_to_ask(judgement))
    notice = _("Borgeren kan se, hvem du har spurgt. Kollegaen får besked.")
    page = _page(judgement, _("Bed om en kollegas blik"), notice, subject=judgement.subject)
    return act_with(request, form, page, services.ask_opinion, judgement)


@having(Ability.CASEWORK)
def asked(request: PersonRequest) -> HttpResponse:
    """List what colleagues have asked one to look at; the questions name nobody."""
    return render(request, "judgement/asked.html", {"opinions": selectors.asked_of(request.user)})


@about(
    SecondOpinion, "opinion_id", seen=SEEN, purpose=Purpose.CASEWORK,
    who=policies.may_answer, methods=BOTH,
)  # fmt: skip
def opinion(request: PersonRequest, secondopinion: SecondOpinion) -> HttpResponse:
    """Answer a colleague."""
    notice = _("Dit svar står ved skønnet. Borgeren kan læse det.")
    page = _page(secondopinion.judgement, _("Giv dit blik"), notice)
    form = forms.AnswerForm(typed(request))
    return act_with(request, form, page, services.answer_opinion, secondopinion)


@about(Judgement, "judgement_id", purpose=Purpose.CASEWORK, who=_author, methods=BOTH, seen=SEEN)
def send(request: PersonRequest, judgement: Judgement) -> HttpResponse:
    """Send the draft to the citizen."""
    page = _page(
        judgement, _("Send udkastet til borgeren"), "", subject=judgement.subject,
        news=_("Læs vores udkast, og sig din mening."), button=_("Send"),
    )  # fmt: skip
    return act_with(request, forms.SendForm(typed(request)), page, services.send, judgement)


@about(Judgement, "judgement_id", purpose=Purpose.OWN, who=policies.may_comment, methods=BOTH)
def comment(request: PersonRequest, judgement: Judgement) -> HttpResponse:
    """Say something to the draft."""
    notice = _("Den, der skriver skønnet, svarer på det, du siger.")
    page = _page(judgement, _("Hvad siger du til udkastet?"), notice)
    return act_with(request, forms.CommentForm(typed(request)), page, services.comment, judgement)


@about(Judgement, "judgement_id", purpose=Purpose.CASEWORK, who=_author, methods=BOTH, seen=SEEN)
def finish(request: PersonRequest, judgement: Judgement) -> HttpResponse:
    """Finish the judgement."""
    page = _page(
        judgement, _("Afslut skønnet"), _("Bagefter kan ingen ændre det. Se gerne lignende sager først."),
        subject=judgement.subject, news=_("Vi har svaret på et spørgsmål i din sag."),
        button=_("Afslut"),
    )  # fmt: skip
    return act_with(request, forms.FinishForm(typed(request)), page, services.finish, judgement)


@about(Judgement, "judgement_id", purpose=Purpose.OWN, who=policies.may_complain, methods=BOTH)
def complain(request: PersonRequest, judgement: Judgement) -> HttpResponse:
    """Complain."""
    notice = _("Vi ser på sagen igen og svarer dig senest om fire uger.")
    page = _page(judgement, _("Klag"), notice, button=_("Send klagen"))
    return act_with(request, forms.ComplainForm(typed(request)), page, services.complain, judgement)


@about(
    Complaint, "complaint_id", seen=_("din klage"), purpose=Purpose.CASEWORK,
    who=policies.may_reassess, methods=BOTH,
)  # fmt: skip
def reassess(request: PersonRequest, complaint: Complaint) -> HttpResponse:
    """Answer a complaint."""
    page = _page(
        complaint.judgement, _("Se på sagen igen"), "", subject=complaint.subject,
        news=_("Vi har set på din sag igen."), button=_("Send svaret"),
    )  # fmt: skip
    form = forms.ComplaintAnswerForm(typed(request))
    return act_with(request, form, page, services.answer_complaint, complaint)
