"""In the talk and after it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from medborger.encounter.meetings import forms, policies, selectors, services
from medborger.encounter.meetings.feedback import summary
from medborger.encounter.meetings.models import AgendaPoint, Talk
from medborger.encounter.meetings.one_page import OnePageForm
from medborger.encounter.meetings.views.asking import BOTH, about_talk, ask, typed
from medborger.foundation import clock
from medborger.foundation.access.declare import about, having
from medborger.foundation.access.models import Purpose
from medborger.foundation.people.models import Team
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest

SEEN = _("en samtale med dig")
PERIOD = dt.timedelta(days=91)


@about(Talk, "talk_id", seen=SEEN, purpose=Purpose.CASEWORK, who=policies.may_write_minutes,
       methods=BOTH)  # fmt: skip
def draft(request: PersonRequest, talk: Talk) -> HttpResponse:
    """Draft the minutes."""
    newest = talk.records.filter(is_comment=False).order_by("-at", "-pk").first()
    form = forms.MinutesForm(typed(request), initial={"text": newest.text if newest else ""})
    notice = _("Borgeren læser referatet, når du deler det.")
    page = about_talk(request, talk, _("Skriv referatet"), notice=notice)
    return ask(request, form, page, services.draft, talk)


@about(Talk, "talk_id", seen=SEEN, purpose=Purpose.CASEWORK, who=policies.may_write_minutes,
       methods=BOTH)  # fmt: skip
def complete(request: PersonRequest, talk: Talk) -> HttpResponse:
    """Write down a whole talk on one page: points, minutes, next step, next contact."""
    newest = talk.records.filter(is_comment=False).order_by("-at", "-pk").first()
    form = OnePageForm(typed(request), initial={"text": newest.text if newest else ""})
    form.offer(selectors.open_goals(talk.subject, request.user))
    form.offer_points(talk.points.filter(state=AgendaPoint.State.OPEN))
    page = about_talk(request, talk, _("Skriv samtalen færdig"), button=_("Gem og del"),
                      news=_("Referatet er klar. Du kan skrive, hvis noget skal med."))  # fmt: skip
    return ask(request, form, page, services.complete, talk)


@about(Talk, "talk_id", seen=SEEN, purpose=Purpose.CASEWORK, who=policies.may_write_minutes,
       methods=BOTH)  # fmt: skip
def hold(request: PersonRequest, talk: Talk) -> HttpResponse:
    """Say that the talk was held, and when the next contact is."""
    page = about_talk(request, talk, _("Samtalen er holdt"),
                      notice=_("Aftal det sammen. En dag eller noget, der sker."))  # fmt: skip
    return ask(request, forms.HoldForm(typed(request)), page, services.hold, talk)


@about(Talk, "talk_id", seen=SEEN, purpose=Purpose.CASEWORK, who=policies.may_write_minutes,
       methods=BOTH)  # fmt: skip
def publish(request: PersonRequest, talk: Talk) -> HttpResponse:
    """Share the minutes."""
    page = about_talk(request, talk, _("Del referatet"), button=_("Del"),
                      news=_("Referatet er klar. Du kan skrive, hvis noget skal med."))  # fmt: skip
    return ask(request, forms.PressForm(typed(request)), page, services.publish, talk)


@about(Talk, "talk_id", purpose=Purpose.OWN, who=policies.is_citizens, methods=BOTH)
def comment(request: PersonRequest, talk: Talk) -> HttpResponse:
    """Add one's words to the minutes."""
    page = about_talk(request, talk, _("Skriv til referatet"),
                      notice=_("Referatet bliver stående. Dine ord står ved siden af."))  # fmt: skip
    return ask(request, forms.CommentForm(typed(request)), page, services.comment, talk)


@about(Talk, "talk_id", purpose=Purpose.OWN, who=policies.may_answer_after, methods=BOTH)
def feedback(request: PersonRequest, talk: Talk) -> HttpResponse:
    """Answer the six questions."""
    notice = _("Ingen ser dine svar alene. De vises kun sammen med mindst fire andres.")
    page = about_talk(request, talk, _("Hvordan var samtalen?"), notice=notice, button=_("Send"))
    return ask(request, forms.FeedbackForm(typed(request)), page, services.give_feedback, talk)


@having(Ability.LEAD)
def team_feedback(request: PersonRequest) -> HttpResponse:
    """Show the leader the answers of the own team's citizens: five or more, never per person."""
    today = clock.today()
    teams = Team.objects.filter(pk__in=request.user.team_ids)
    least = request.user.municipality.least_shown
    summaries = [summary(team, today - PERIOD, today, least=least) for team in teams]
    return render(request, "meetings/feedback.html", {"summaries": summaries})
