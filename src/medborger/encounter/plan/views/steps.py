"""Steps over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan import forms, services, telling
from medborger.encounter.plan.asking import FormPage, ask
from medborger.encounter.plan.models import Goal, Step
from medborger.encounter.plan.policies import (
    is_helper,
    may_finish_step,
    may_word_step,
    may_write,
)
from medborger.encounter.plan.selectors import pages
from medborger.encounter.plan.ways import BOTH, back_to, names_of_readers, whose
from medborger.foundation.access.declare import about
from medborger.foundation.access.models import Purpose

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest


@about(Goal, "goal_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def add(request: PersonRequest, goal: Goal) -> HttpResponse:
    """Write a step towards a goal."""
    page = FormPage(
        _("Skriv et skridt"),
        reverse("plan:mine"),
        words=goal.wording,
        draft=f"plan:goal:{goal.public_id}:step",
        readers=None if goal.is_private else names_of_readers(goal.subject),
    )
    return ask(request, forms.StepForm, page, services.add_step, goal)


@about(
    Goal, "goal_id", seen=_("et mål i din plan"), purpose=Purpose.CASEWORK,
    who=is_helper, methods=BOTH,
)  # fmt: skip
def promise(request: PersonRequest, goal: Goal) -> HttpResponse:
    """Write what the municipality will do."""
    page = FormPage(
        _("Skriv, hvad kommunen gør"),
        back_to(request, goal.plan),
        news=_(telling.NEW_STEP),
        words=goal.wording,
        subject=goal.subject,
        draft=f"plan:goal:{goal.public_id}:promise",
    )
    owner = Step.Owner.PROFESSIONAL
    return ask(request, forms.PromiseForm, page, services.add_step, goal, owner=owner)


SEEN: dict[str, Any] = {
    "seen": _("et skridt i din plan"),
    "purpose": Purpose.CASEWORK,
    "methods": BOTH,
}


@about(Step, "step_id", who=may_word_step, **SEEN)
def edit(request: PersonRequest, step: Step) -> HttpResponse:
    """Say a step in better words."""
    page = _page(request, step, _("Ret skridtet"), telling.STEP_CHANGED, "edit")
    now = {"wording": step.wording, "version": step.version}
    if page.subject is not None:
        act = services.edit_step
        return ask(request, forms.PromiseWordsForm, page, act, step, initial=now, owner=step.owner)
    now |= {"owner": step.owner, "owner_name": step.owner_name}
    return ask(request, forms.StepWordsForm, page, services.edit_step, step, initial=now)


@about(Step, "step_id", who=may_finish_step, **SEEN)
def move(request: PersonRequest, step: Step) -> HttpResponse:
    """Move the day of a step."""
    page = _page(request, step, _("Flyt dagen"), telling.STEP_CHANGED, "")
    now = {"due_on": step.due_on, "version": step.version}
    return ask(request, forms.MoveForm, page, services.move_step, step, initial=now)


@about(Step, "step_id", who=may_finish_step, **SEEN)
def finish(request: PersonRequest, step: Step) -> HttpResponse:
    """Say how a step went."""
    page = _page(request, step, _("Hvordan gik det?"), telling.STEP_FINISHED, "finish")
    now = {"version": step.version}
    return ask(request, forms.FinishForm, page, services.finish_step, step, initial=now)


@about(Step, "step_id", who=may_finish_step, **SEEN)
def skip(request: PersonRequest, step: Step) -> HttpResponse:
    """Skip a step that is not the right one any more."""
    page = _page(request, step, _("Spring skridtet over"), telling.STEP_FINISHED, "skip")
    now = {"version": step.version}
    return ask(request, forms.SkipForm, page, services.skip_step, step, initial=now)


@about(Step, "step_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def earlier(request: PersonRequest, step: Step) -> HttpResponse:
    """Put a step one place earlier."""
    return _place(request, step, _("Flyt skridtet op"), earlier=True)


@about(Step, "step_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def later(request: PersonRequest, step: Step) -> HttpResponse:
    """Put a step one place later."""
    return _place(request, step, _("Flyt skridtet ned"), earlier=False)


def _place(request: PersonRequest, step: Step, title: object, *, earlier: bool) -> HttpResponse:
    def part(number: str) -> HttpResponse:
        page = pages.own_page(request.user, number=number)
        return render(request, "plan/mine.html#plan", {"page": page})

    page = FormPage(title, reverse("plan:mine"), words=step.wording, button=title, part=part)
    return ask(request, forms.Confirmation, page, services.place_step, step, earlier=earlier)


def _page(request: PersonRequest, step: Step, title: object, news: str, act: str) -> FormPage:
    subject = whose(request, step.subject)
    key = f"plan:step:{step.public_id}:{act}" if act else ""
    seen = subject is None and not step.is_private and not step.goal.is_private
    return FormPage(
        title,
        back_to(request, step.plan),
        news=_(news) if subject else "",
        words=step.wording,
        subject=subject,
        draft=key,
        readers=names_of_readers(step.subject) if seen else None,
    )
