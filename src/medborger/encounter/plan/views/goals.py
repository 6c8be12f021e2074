"""Goals over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan import forms, services
from medborger.encounter.plan.asking import FormPage, ask
from medborger.encounter.plan.models import Goal
from medborger.encounter.plan.policies import may_write
from medborger.encounter.plan.ways import BOTH, names_of_readers
from medborger.foundation.access.declare import about, own
from medborger.foundation.access.models import Purpose
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@own(Ability.OWN_PLAN, methods=BOTH, opens=False)
def add(request: PersonRequest) -> HttpResponse:
    """Write a goal; the first one begins the plan."""
    page = FormPage(
        _("Skriv et mål"),
        reverse("plan:mine"),
        readers=names_of_readers(request.user),
        draft="plan:goal",
    )
    return ask(request, forms.GoalForm, page, _in_own_plan)


def _in_own_plan(*, by: Person, **words: Any) -> Event:
    return services.add_goal(services.own_plan(by=by), by=by, **words)


@about(Goal, "goal_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def edit(request: PersonRequest, goal: Goal) -> HttpResponse:
    """Say a goal in better words."""
    page = FormPage(
        _("Ret målet"), reverse("plan:mine"), readers=_readers(goal),
        draft=f"plan:goal:{goal.public_id}",
    )  # fmt: skip
    now = {"wording": goal.wording, "helped": goal.helped, "version": goal.version}
    return ask(request, forms.GoalWordsForm, page, services.edit_goal, goal, initial=now)


@about(Goal, "goal_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def close(request: PersonRequest, goal: Goal) -> HttpResponse:
    """Close a goal, and tell what helped."""
    page = FormPage(
        _("Afslut målet"),
        reverse("plan:mine"),
        _("Målet bliver stående i din plan, og du kan tage det op igen."),
        words=goal.wording,
        draft=f"plan:goal:{goal.public_id}:close",
        button=_("Afslut målet"),
        readers=_readers(goal),
    )
    now = {"version": goal.version, "what_helped": goal.what_helped}
    return ask(request, forms.CloseForm, page, services.close_goal, goal, initial=now)


@about(Goal, "goal_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def reopen(request: PersonRequest, goal: Goal) -> HttpResponse:
    """Take a closed goal up again."""
    page = FormPage(
        _("Tag målet op igen"), reverse("plan:mine"), words=goal.wording,
        button=_("Tag målet op igen"),
    )  # fmt: skip
    return ask(request, forms.Confirmation, page, services.reopen_goal, goal)


def _readers(goal: Goal) -> list[str] | None:
    return None if goal.is_private else names_of_readers(goal.subject)
