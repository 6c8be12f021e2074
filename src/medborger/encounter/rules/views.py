"""What holds for a citizen today, what a professional does with it, and what everybody may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medborger.encounter.rules import forms, selectors, services
from medborger.encounter.rules.current import current_pack
from medborger.encounter.rules.models import Deadline, Exemption, Requirement, RulePack, Situation
from medborger.encounter.rules.policies import may_apply_rules
from medborger.foundation.access.declare import about, having, own, public
from medborger.foundation.access.models import Purpose
from medborger.foundation.forms import refuse
from medborger.foundation.people.models import Municipality, Person
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from medborger.foundation.forms import ActionForm
    from medborger.foundation.http import PersonRequest

BOTH = ("GET", "POST")
SEEN = _("hvilke regler der gælder for dig")


def _professional(row: Person | Requirement | Exemption | Situation, *, by: Person) -> bool:
    return may_apply_rules(row.subject, by=by)


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around a form."""

    title: Any
    notice: Any
    back: str
    subject: Person | None = None
    words: str = ""


def _answer(
    request: PersonRequest,
    form: ActionForm,
    page: FormPage,
    act: Callable[..., object],
    *args: object,
) -> HttpResponse:
    """Show a form, or act with what was typed and go back."""
    if request.method != "POST":
        return render(request, "rules/form.html", {"page": page, "form": form})
    if form.act(act, *args, by=request.user):
        return redirect(page.back)
    return refuse(request, "rules/form.html", form, {"page": page})


def _typed(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


@own(Ability.OWN_PLAN)
def mine(request: PersonRequest) -> HttpResponse:
    """Show the citizen's rights, duties and options today."""
    page = selectors.rules_page(request.user)
    return render(request, "rules/mine.html", {"page": page, "is_own": True})


@about(Person, "person_id", seen=SEEN, purpose=Purpose.CASEWORK, who=_professional)
def of_citizen(request: PersonRequest, person: Person) -> HttpResponse:
    """Show a professional what holds for the citizen today."""
    page = selectors.rules_page(person)
    return render(request, "rules/mine.html", {"page": page, "is_own": False})


def _page(title: Any, notice: Any, citizen: Person, words: str = "") -> FormPage:
    back = reverse("rules:of_citizen", args=[citizen.public_id])
    return FormPage(title, notice, back, citizen, words)


@about(Person, "person_id", seen=SEEN, purpose=Purpose.CASEWORK, who=_professional, methods=BOTH)
def require(request: PersonRequest, person: Person) -> HttpResponse:
    """Put a requirement in the plan."""
    form = forms.RequireForm(_typed(request))
    form.offer(selectors.rules_to_require(person))
    notice = _("Borgeren får besked: «Der er kommet et krav fra loven i din plan.»")
    page = _page(_("Skriv et krav fra loven"), notice, person)
    return _answer(request, form, page, services.require, person)


@about(Person, "person_id", seen=SEEN, purpose=Purpose.CASEWORK, who=_professional, methods=BOTH)
def exempt(request: PersonRequest, person: Person) -> HttpResponse:
    """Leave the citizen out of a population rule."""
    form = forms.ExemptForm(_typed(request))
    form.offer(selectors.rules_to_exempt_from(person))
    notice = _("Borgeren kan læse undtagelsen og begrundelsen på sin egen side.")
    page = _page(_("Undtag fra et mål"), notice, person)
    return _answer(request, form, page, services.exempt, person)


@about(Person, "person_id", seen=SEEN, purpose=Purpose.CASEWORK, who=_professional, methods=BOTH)
def place(request: PersonRequest, person: Person) -> HttpResponse:
    """Say which target group the citizen belongs to."""
    form = forms.PlaceForm(_typed(request))
    form.offer(current_pack(person.municipality).groups)
    notice = _("Borgeren kan læse målgruppen på sin egen side.")
    page = _page(_("Skriv målgruppen"), notice, person)
    return _answer(request, form, page, services.place, person)


@about(
    Requirement, "requirement_id", seen=_("et krav i din plan"), purpose=Purpose.CASEWORK,
    who=_professional, methods=BOTH,
)  # fmt: skip
def end_requirement(request: PersonRequest, requirement: Requirement) -> HttpResponse:
    """Say that a requirement is met or no longer holds."""
    form = forms.EndForm(_typed(request))
    notice = _("Borgeren kan læse begrundelsen.")
    page = _page(_("Afslut kravet"), notice, requirement.subject, requirement.title)
    return _answer(request, form, page, services.end_requirement, requirement)


@about(Exemption, "exemption_id", purpose=Purpose.CASEWORK, who=_professional, methods=("POST",))
def end_exemption(request: PersonRequest, exemption: Exemption) -> HttpResponse:
    """Take an exemption back."""
    services.end_exemption(exemption, by=request.user)
    return redirect("rules:of_citizen", exemption.subject.public_id)


@about(Situation, "situation_id", purpose=Purpose.CASEWORK, who=_professional, methods=("POST",))
def leave(request: PersonRequest, situation: Situation) -> HttpResponse:
    """End a target group."""
    services.leave(situation, by=request.user)
    return redirect("rules:of_citizen", situation.subject.public_id)


@having(Ability.LEAD)
def population(request: PersonRequest) -> HttpResponse:
    """Show the leader how the population rules stand, without a single person."""
    lines = selectors.population_lines(request.user.municipality)
    return render(request, "rules/population.html", {"lines": lines})


@having(Ability.ADMINISTER, methods=BOTH)
def packs(request: PersonRequest) -> HttpResponse:
    """Show the rules in use, and load a new edition."""
    home = request.user.municipality
    context = {
        "pack": current_pack(home),
        "loaded": RulePack.objects.filter(municipality=home).select_related("loaded_by")[:20],
    }
    form = forms.PackForm(_typed(request))
    if request.method != "POST":
        return render(request, "rules/packs.html", context | {"form": form})
    if form.act(services.load_pack, home, by=request.user):
        return redirect("rules:packs")
    return refuse(request, "rules/packs.html", form, context)


@public("Kommunens frister skal offentliggøres (retssikkerhedsloven § 3, stk. 2).")
def deadlines(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show how long each kind of application takes."""
    home = Municipality.objects.filter(slug=municipality).first()
    if home is None:
        raise Http404
    rows = Deadline.objects.filter(municipality=home)
    return render(request, "rules/deadlines.html", {"home": home, "deadlines": rows})


@having(Ability.ADMINISTER, methods=BOTH)
def deadline(request: PersonRequest) -> HttpResponse:
    """Publish a deadline, or change one."""
    home = request.user.municipality
    form = forms.DeadlineForm(_typed(request))
    notice = _("Fristen bliver offentlig med det samme.")
    page = FormPage(_("Skriv en frist"), notice, reverse("rules:deadlines", args=[home.slug]))
    return _answer(request, form, page, services.set_deadline, home)
