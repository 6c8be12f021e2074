"""Trial actions: an idea, a promise, what was delivered, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from medborger.foundation.access.declare import having
from medborger.foundation.forms import ActionForm, refuse
from medborger.foundation.people.roles import Ability
from medborger.theory.chain.models import Theory
from medborger.theory.followup.gathering import newest_elements
from medborger.theory.followup.models import TrialAction
from medborger.theory.followup.one_trial import trial_page
from medborger.theory.followup.policies import may_decide, may_enter_values
from medborger.theory.followup.services import trials as services
from medborger.theory.followup.staff import staff_of
from medborger.theory.followup.trial_forms import (
    DeliveryForm,
    TrialDecisionForm,
    TrialForm,
    written,
)

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest


def _theory(request: PersonRequest, slug: str) -> Theory:
    theories = Theory.objects.visible_to(request.user).select_related("municipality")
    return get_object_or_404(theories, slug=slug)


def _trial(request: PersonRequest, slug: str, number: int) -> TrialAction:
    theories = Theory.objects.visible_to(request.user)
    trials = TrialAction.objects.select_related(
        "theory__municipality", "sign__theory__municipality", "coordinator"
    )
    return get_object_or_404(trials, theory__in=theories, theory__slug=slug, pk=number)


def _trail(theory: Theory, *more: tuple[str, str]) -> list[tuple[str, str]]:
    given = {"slug": theory.slug}
    return [
        (_("Månedsmøde"), reverse("followup:review", kwargs=given)),
        (_("Prøvehandlinger"), reverse("followup:trials", kwargs=given)),
        *more,
    ]


@having(Ability.READ_SIGNS)
def trials(request: PersonRequest, slug: str) -> HttpResponse:
    """List what is tried, planned and ended."""
    theory = _theory(request, slug)
    context = {
        "theory": theory,
        "trials": theory.trials.select_related("sign", "coordinator"),
        "may_shape": may_enter_values(theory.municipality_id, by=request.user),
        "trail": _trail(theory)[:1],
    }
    return render(request, "followup/trials.html", context)


def _form(theory: Theory, *data: Any, **options: Any) -> TrialForm:
    """The form with what can be chosen in this theory."""
    elements = newest_elements(theory)
    mechanisms = [e for e in elements if e.level.key == "active_mechanism"]
    return TrialForm(
        *data,
        signs=theory.signs.select_related("theory"),
        mechanisms=mechanisms or [e for e in elements if e.level.key in {"goal", "sub_goal"}],
        staff=staff_of(theory.municipality),
        **options,
    )


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def new(request: PersonRequest, slug: str) -> HttpResponse:
    """Write down an idea."""
    theory = _theory(request, slug)
    context = {"theory": theory, "trail": _trail(theory)}
    if request.method != "POST":
        return render(request, "followup/trial_form.html", {**context, "form": _form(theory)})
    form = _form(theory, request.POST)
    if form.act(services.plan_trial, theory, by=request.user):
        messages.success(request, _("Idéen er gemt."))
        return redirect("followup:trial", slug=slug, number=form.result.pk)
    return refuse(request, "followup/trial_form.html", form, context)


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def change(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Change an idea that has not begun."""
    one = _trial(request, slug, number)
    context = {"theory": one.theory, "trial": one, "trail": _trail(one.theory, _way(one))}
    if request.method != "POST":
        form = _form(one.theory, initial=written(one))
        return render(request, "followup/trial_form.html", {**context, "form": form})
    form = _form(one.theory, request.POST)
    if form.act(services.change_trial, one, by=request.user):
        messages.success(request, _("Gemt."))
        return redirect("followup:trial", slug=slug, number=number)
    return refuse(request, "followup/trial_form.html", form, context)


def _way(one: TrialAction) -> tuple[str, str]:
    given = {"slug": one.theory.slug, "number": one.pk}
    return one.title, reverse("followup:trial", kwargs=given)


@having(Ability.READ_SIGNS)
def trial(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Read one: the promise, what was delivered, prediction beside result."""
    one = _trial(request, slug, number)
    context = {
        "page": trial_page(one),
        "trail": _trail(one.theory),
        "may_shape": may_enter_values(one.theory.municipality_id, by=request.user),
        "may_decide": may_decide(one.theory.municipality_id, by=request.user),
    }
    return render(request, "followup/trial.html", context)


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def start(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Start, after a yes; what is missing is said, and it does not start."""
    one = _trial(request, slug, number)
    context = {"page": trial_page(one), "trail": _trail(one.theory, _way(one))}
    if request.method != "POST":
        return render(request, "followup/trial_start.html", {**context, "form": ActionForm()})
    form = ActionForm(request.POST)
    if form.act(services.start_trial, one, by=request.user):
        messages.success(request, _("Prøvehandlingen er i gang. Basis er frosset."))
        return redirect("followup:trial", slug=slug, number=number)
    return refuse(request, "followup/trial_start.html", form, context)


@having(Ability.READ_SIGNS, methods=("GET", "POST"))
def deliver(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Write down a delivery."""
    one = _trial(request, slug, number)
    context = {"trial": one, "trail": _trail(one.theory, _way(one))}
    if request.method != "POST":
        form = DeliveryForm(trial=one)
        return render(request, "followup/deliver.html", {**context, "form": form})
    form = DeliveryForm(request.POST, trial=one)
    if form.act(services.deliver, one, by=request.user):
        messages.success(request, _("Leverancen er skrevet ned."))
        return redirect("followup:trial", slug=slug, number=number)
    return refuse(request, "followup/deliver.html", form, context)


@having(Ability.LEAD, methods=("GET", "POST"))
def decide(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Decide about it: continue, or end it."""
    one = _trial(request, slug, number)
    context = {"page": trial_page(one), "trail": _trail(one.theory, _way(one))}
    if request.method != "POST":
        form = TrialDecisionForm(trial=one)
        return render(request, "followup/trial_decide.html", {**context, "form": form})
    form = TrialDecisionForm(request.POST, trial=one)
    if form.act(services.decide_on_trial, one, by=request.user):
        messages.success(request, _("Beslutningen er gemt. I ser på den igen på dagen."))
        return redirect("followup:trial", slug=slug, number=number)
    return refuse(request, "followup/trial_decide.html", form, context)
