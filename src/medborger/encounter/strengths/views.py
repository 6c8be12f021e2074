"""Strengths over the wire."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.asking import FormPage, ask
from medborger.encounter.plan.forms import Confirmation
from medborger.encounter.plan.models import Plan, Step
from medborger.encounter.plan.policies import is_helper, may_write
from medborger.encounter.plan.services import own_plan
from medborger.encounter.plan.ways import names_of_readers
from medborger.encounter.strengths import forms, selectors, services
from medborger.encounter.strengths.models import Resource, Thought
from medborger.foundation.access.declare import about, own
from medborger.foundation.access.models import Purpose
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person

BOTH = ("GET", "POST")
ONLY_YOU = _("Kun du ser det. Det er ikke en karakter, og ingen andre får tallet.")


@own(Ability.OWN_PLAN)
def mine(request: PersonRequest) -> HttpResponse:
    """Show what the citizen has to build on."""
    number = request.GET.get("kvittering", "")
    page = selectors.strengths_page(request.user, number=number)
    return render(request, "strengths/mine.html", {"page": page})


@about(Plan, "plan_id", seen=_("dit ressourcekort"), purpose=Purpose.CASEWORK, who=is_helper)
def of(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Show a professional the part of the map that is not private."""
    circles = selectors.circles_of(plan.subject, viewer=request.user)
    return render(request, "strengths/of.html", {"plan": plan, "circles": circles})


@own(Ability.OWN_PLAN, methods=BOTH, opens=False)
def add(request: PersonRequest) -> HttpResponse:
    """Put something on the map."""
    page = FormPage(
        _("Skriv på dit ressourcekort"), reverse("strengths:mine"), draft="strengths:resource",
        readers=names_of_readers(request.user),
    )  # fmt: skip
    begin = {"circle": request.GET.get("cirkel", "")}
    return ask(request, forms.ResourceForm, page, _in_own(services.add_resource), initial=begin)


@about(Resource, "resource_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def edit(request: PersonRequest, resource: Resource) -> HttpResponse:
    """Say it better."""
    page = FormPage(
        _("Ret på dit ressourcekort"), reverse("strengths:mine"),
        draft=f"strengths:resource:{resource.public_id}", readers=names_of_readers(request.user),
    )  # fmt: skip
    names = ("wording", "circle", "is_private", "version")
    now = {name: getattr(resource, name) for name in names}
    act = services.edit_resource
    return ask(request, forms.ResourceWordsForm, page, act, resource, initial=now)


@about(Resource, "resource_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def remove(request: PersonRequest, resource: Resource) -> HttpResponse:
    """Take it off the map."""
    page = FormPage(
        _("Tag det af kortet"), reverse("strengths:mine"), words=resource.wording,
        button=_("Tag det af kortet"),
    )  # fmt: skip
    return ask(request, Confirmation, page, services.remove_resource, resource)


@about(Resource, "resource_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def use(request: PersonRequest, resource: Resource) -> HttpResponse:
    """Link a resource to steps."""
    steps = Step.objects.filter(goal__plan=resource.plan, state=Step.State.ACTIVE)
    form: Any = partial(forms.UseForm, own_steps=steps)
    page = FormPage(
        _("Hvad kan det hjælpe med?"), reverse("strengths:mine"), words=resource.wording
    )
    now = {"steps": resource.steps.all()}
    return ask(request, form, page, services.use_resource, resource, initial=now)


@own(Ability.OWN_PLAN, methods=BOTH, opens=False)
def mark(request: PersonRequest) -> HttpResponse:
    """Set today's mark."""
    page = FormPage(
        _("Sæt dagens mærke"), reverse("strengths:mine"), ONLY_YOU, draft="strengths:mark"
    )
    return ask(request, forms.MarkForm, page, _in_own(services.set_mark))


@own(Ability.OWN_PLAN, methods=BOTH, opens=False)
def thought(request: PersonRequest, about: str) -> HttpResponse:
    """Think about one of the six questions."""
    if about not in Thought.About.values:
        raise Http404
    page = FormPage(
        Thought.About(about).label, reverse("strengths:mine"), ONLY_YOU,
        draft=f"strengths:thought:{about}",
    )  # fmt: skip
    return ask(request, forms.ThoughtForm, page, _in_own(services.think), about=about)


def _in_own(act: Any) -> Any:
    def in_own_plan(*, by: Person, **typed: Any) -> Event:
        event: Event = act(own_plan(by=by), by=by, **typed)
        return event

    return in_own_plan
