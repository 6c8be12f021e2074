"""Suggestions and disagreement over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan import forms, services, telling
from medborger.encounter.plan.asking import FormPage, ask
from medborger.encounter.plan.models import Disagreement, Goal, Step, Suggestion
from medborger.encounter.plan.policies import is_helper, may_write
from medborger.encounter.plan.ways import BOTH, back_to
from medborger.foundation.access.declare import about
from medborger.foundation.access.models import Purpose

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest

NOTHING_CHANGES = _("Planen er uændret, til borgeren har sagt ja. Borgeren må gerne sige nej.")


@about(
    Goal, "goal_id", seen=_("et mål i din plan"), purpose=Purpose.CASEWORK,
    who=is_helper, methods=BOTH,
)  # fmt: skip
def step(request: PersonRequest, goal: Goal) -> HttpResponse:
    """Suggest a step."""
    page = _page(request, goal, _("Foreslå et skridt"))
    return ask(request, forms.SuggestForm, page, services.suggest_step, goal)


@about(
    Goal, "goal_id", seen=_("et mål i din plan"), purpose=Purpose.CASEWORK,
    who=is_helper, methods=BOTH,
)  # fmt: skip
def goal_words(request: PersonRequest, goal: Goal) -> HttpResponse:
    """Suggest other words for a goal."""
    page = _page(request, goal, _("Foreslå andre ord"))
    now = {"wording": goal.wording}
    return ask(request, forms.SuggestWordsForm, page, services.suggest_words, goal, initial=now)


@about(
    Step, "step_id", seen=_("et skridt i din plan"), purpose=Purpose.CASEWORK,
    who=is_helper, methods=BOTH,
)  # fmt: skip
def step_words(request: PersonRequest, step: Step) -> HttpResponse:
    """Suggest other words for a step."""
    page = _page(request, step, _("Foreslå andre ord"))
    now = {"wording": step.wording}
    return ask(request, forms.SuggestWordsForm, page, services.suggest_words, step, initial=now)


@about(Suggestion, "suggestion_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def answer(request: PersonRequest, suggestion: Suggestion) -> HttpResponse:
    """Answer a suggestion."""
    page = FormPage(
        _("Svar på et forslag"),
        reverse("plan:mine"),
        _("Den, der foreslog det, kan se dit svar. Du må gerne sige nej."),
        words=suggestion.wording,
        draft=f"plan:suggestion:{suggestion.public_id}",
        button=_("Send svar"),
    )
    now = {"state": request.GET.get("svar", ""), "wording": suggestion.wording}
    act = services.answer_suggestion
    return ask(request, forms.AnswerForm, page, act, suggestion, initial=now)


@about(Suggestion, "suggestion_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def disagree(request: PersonRequest, suggestion: Suggestion) -> HttpResponse:
    """Say that one does not agree with a suggestion."""
    page = FormPage(
        _("Jeg er ikke enig"),
        reverse("plan:mine"),
        _("Det kommer til at stå ved forslaget, og alle, der ser forslaget, ser det."),
        words=suggestion.wording,
        draft=f"plan:suggestion:{suggestion.public_id}:disagree",
    )
    return ask(request, forms.DisagreeForm, page, services.disagree, suggestion)


@about(Disagreement, "disagreement_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def agree(request: PersonRequest, disagreement: Disagreement) -> HttpResponse:
    """Take a disagreement back."""
    page = FormPage(
        _("Jeg er ikke uenig længere"),
        reverse("plan:mine"),
        _("At du var uenig, kan stadig ses i planen, som den så ud før."),
        words=disagreement.wording,
        button=_("Tag min uenighed tilbage"),
    )
    return ask(request, forms.Confirmation, page, services.withdraw_disagreement, disagreement)


def _page(request: PersonRequest, item: Goal | Step, title: object) -> FormPage:
    return FormPage(
        title,
        back_to(request, item.plan),
        NOTHING_CHANGES,
        news=_(telling.NEW_SUGGESTION),
        words=item.wording,
        subject=item.subject,
        draft=f"plan:{item.kind}:{item.public_id}:suggest",
        button=_("Send forslaget"),
    )
