"""The citizen's start page and plan, and the professional's way to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan import forms, selectors, services
from medborger.encounter.plan.models import Goal, Plan, Step, Suggestion
from medborger.encounter.plan.policies import may_finish_step, may_suggest, may_write
from medborger.foundation.access import services as trace
from medborger.foundation.access.declare import about, having, own
from medborger.foundation.access.models import Purpose
from medborger.foundation.forms import refuse
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from medborger.foundation.forms import ActionForm
    from medborger.foundation.http import PersonRequest
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person

BOTH = ("GET", "POST")


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around a form: its title, what it is about, and who gets to know."""

    title: Any
    notice: Any
    back: str
    words: str = ""
    subject: Person | None = None


def _back(request: PersonRequest, plan: Plan) -> str:
    own_plan = plan.subject_id == request.user.pk
    return reverse("plan:mine") if own_plan else reverse("plan:plan", args=[plan.public_id])


def _form(
    request: PersonRequest,
    form_class: type[ActionForm],
    page: FormPage,
    act: Callable[..., Event],
    *args: object,
    **initial: object,
) -> HttpResponse:
    """Show a form; when it is sent and done, go back with a receipt."""
    if request.method != "POST":
        form = form_class(initial=initial)
        return render(request, "plan/form.html", {"page": page, "form": form})
    form = form_class(request.POST)
    if form.act(act, *args, by=request.user):
        return redirect(f"{page.back}?kvittering={form.result.number}")
    return refuse(request, "plan/form.html", form, {"page": page})


@own(Ability.OWN_PLAN)
def mine(request: PersonRequest) -> HttpResponse:
    """Show the citizen's plan, what waits, and who has looked."""
    page = selectors.own_page(request.user, number=request.GET.get("kvittering", ""))
    return render(request, "plan/mine.html", {"page": page})


@own(Ability.OWN_PLAN, methods=BOTH, opens=False)
def goal(request: PersonRequest) -> HttpResponse:
    """Write a goal; the first one begins the plan."""
    page = FormPage(
        _("Skriv et mål"), _("De, der arbejder sammen med dig, kan læse det."), reverse("plan:mine")
    )
    return _form(request, forms.GoalForm, page, _goal_in_own_plan)


def _goal_in_own_plan(*, by: Person, **words: Any) -> Event:
    if not Plan.objects.filter(subject=by).exists():
        services.begin_plan(by, by=by)
    return services.add_goal(Plan.objects.get(subject=by), by=by, **words)


@about(Goal, "goal_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def step(request: PersonRequest, goal: Goal) -> HttpResponse:
    """Write a step towards a goal."""
    notice = _("De, der arbejder sammen med dig, kan læse det.")
    page = FormPage(_("Skriv et skridt"), notice, reverse("plan:mine"), goal.wording)
    return _form(request, forms.StepForm, page, services.add_step, goal, owner=Step.Owner.CITIZEN)


@about(
    Step, "step_id", seen=_("et skridt i din plan"), purpose=Purpose.CASEWORK,
    who=may_finish_step, methods=BOTH,
)  # fmt: skip
def finish(request: PersonRequest, step: Step) -> HttpResponse:
    """Say how a step went."""
    plan = step.goal.plan
    notice = _("Det står i planen, at skridtet er afsluttet, og hvordan det gik.")
    title = _("Hvordan gik det?")
    page = FormPage(title, notice, _back(request, plan), step.wording, _other(request, plan))
    return _form(request, forms.FinishForm, page, services.finish_step, step, version=step.version)


@about(Suggestion, "suggestion_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def answer(request: PersonRequest, suggestion: Suggestion) -> HttpResponse:
    """Answer a suggestion."""
    notice = _("Den, der foreslog det, kan se dit svar. Du må gerne sige nej.")
    page = FormPage(_("Svar på et forslag"), notice, reverse("plan:mine"), suggestion.wording)
    return _form(request, forms.AnswerForm, page, services.answer_suggestion, suggestion)


@having(Ability.CASEWORK)
def citizens(request: PersonRequest) -> HttpResponse:
    """List the citizens one works with."""
    lines = selectors.citizens_of(request.user)
    people = [line.citizen for line in lines]
    trace.listed(people, what="liste over borgere", by=request.user, purpose=Purpose.CASEWORK)
    return render(request, "plan/citizens.html", {"lines": lines})


@about(Plan, "plan_id", seen=_("din plan"), purpose=Purpose.CASEWORK, who=may_suggest)
def detail(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Show a citizen's plan to a professional."""
    page = selectors.page_of(plan, request.user, number=request.GET.get("kvittering", ""))
    return render(request, "plan/detail.html", {"page": page})


@about(
    Goal, "goal_id", seen=_("et mål i din plan"), purpose=Purpose.CASEWORK,
    who=may_suggest, methods=BOTH,
)  # fmt: skip
def suggest(request: PersonRequest, goal: Goal) -> HttpResponse:
    """Suggest a step."""
    notice = _("Borgeren ser forslaget på sin side og kan sige nej.")
    back = _back(request, goal.plan)
    page = FormPage(_("Foreslå et skridt"), notice, back, goal.wording, goal.subject)
    return _form(request, forms.SuggestForm, page, services.suggest_step, goal)


def _other(request: PersonRequest, plan: Plan) -> Person | None:
    return None if plan.subject_id == request.user.pk else plan.subject
