"""«Hvem har set min sag», and the questions it gives rise to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from medborger.encounter.insight import forms, selectors, services
from medborger.encounter.insight.models import Question
from medborger.encounter.insight.policies import may_answer
from medborger.encounter.plan.asking import FormPage, ask
from medborger.foundation import clock
from medborger.foundation.access import services as trace
from medborger.foundation.access.declare import about, having, own
from medborger.foundation.access.models import Look, Purpose
from medborger.foundation.access.selectors import look_line
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest

BOTH = ("GET", "POST")


@own(Ability.OWN_PLAN)
def mine(request: PersonRequest) -> HttpResponse:
    """Show everybody who has looked at one's own case."""
    before = request.GET.get("foer", "")
    page = selectors.insight_page(
        request.user,
        before=int(before) if before.isascii() and before.isdigit() else None,
        number=request.GET.get("kvittering", ""),
    )
    return render(request, "insight/mine.html", {"page": page})


@own(Ability.OWN_PLAN, methods=BOTH, opens=False)
def question(request: PersonRequest, look_id: int) -> HttpResponse:
    """Ask about one look."""
    looks = Look.objects.visible_to(request.user).select_related("viewer", "team", "subject")
    look = looks.filter(pk=look_id).first()
    if look is None:
        raise Http404
    day = date_format(clock.today() + dt.timedelta(days=services.DAYS_TO_ANSWER))
    page = FormPage(
        _("Spørg om et opslag"),
        reverse("insight:mine"),
        _("Lederen af enheden får dit spørgsmål. Du får svar senest %(day)s.") % {"day": day},
        words=_told(look, shows_names=request.user.municipality.shows_staff_names),
        draft=f"insight:look:{look.pk}",
        button=_("Send spørgsmålet"),
    )
    return ask(request, forms.QuestionForm, page, services.ask_about, look)


@having(Ability.LEAD, Ability.ADMINISTER)
def questions(request: PersonRequest) -> HttpResponse:
    """List what citizens have asked one's team."""
    found = selectors.questions_for(request.user)
    people = {question.subject for question in found}
    trace.listed(
        people,
        what=gettext_noop("spørgsmål om opslag"),
        by=request.user,
        purpose=Purpose.LEADERSHIP,
    )
    return render(request, "insight/questions.html", {"questions": found})


@about(
    Question, "question_id", seen=_("dit spørgsmål om et opslag"), purpose=Purpose.LEADERSHIP,
    who=may_answer, methods=BOTH,
)  # fmt: skip
def answer(request: PersonRequest, question: Question) -> HttpResponse:
    """Answer a citizen's question."""
    page = FormPage(
        _("Svar på et spørgsmål"),
        reverse("insight:questions"),
        _told(question.look, shows_names=True),
        news=_(services.ANSWERED),
        words=question.wording,
        subject=question.subject,
        draft=f"insight:question:{question.public_id}",
        button=_("Send svaret"),
    )
    return ask(request, forms.ReplyForm, page, services.answer_question, question)


def _told(look: Look, *, shows_names: bool) -> str:
    line = look_line(look, shows_names=shows_names)
    who = ", ".join(part for part in (line.who, line.role, line.unit) if part)
    at = date_format(line.at, "DATETIME_FORMAT")
    return _("%(who)s %(kind)s %(what)s %(at)s. Formål: %(purpose)s.") % {
        "who": who,
        "kind": line.kind,
        "what": line.what,
        "at": at,
        "purpose": line.purpose,
    }
