"""The monthly review, the decision log, and the list of signs."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from medborger.foundation.access.declare import having
from medborger.foundation.forms import refuse
from medborger.foundation.people.roles import Ability
from medborger.theory.chain.models import Theory
from medborger.theory.followup import selectors
from medborger.theory.followup.forms import DecisionForm, ReopenForm, ResultForm
from medborger.theory.followup.models import Decision
from medborger.theory.followup.policies import may_decide
from medborger.theory.followup.services import decisions

if TYPE_CHECKING:
    from medborger.foundation.http import PersonRequest


LOG_HEADER = (
    "dag",
    "version",
    "tegn",
    "prøvehandling",
    "valg",
    "hvorfor",
    "forventning",
    "tallet den dag",
    "ses på igen",
    "hvad det blev til",
    "andre forklaringer",
)


def _theory(request: PersonRequest, slug: str) -> Theory:
    return get_object_or_404(Theory.objects.visible_to(request.user), slug=slug)


@having(Ability.READ_SIGNS)
def index(request: PersonRequest) -> HttpResponse:
    """Go to the review of the only theory, or choose one."""
    theories = list(Theory.objects.visible_to(request.user))
    if len(theories) == 1:
        return redirect("followup:review", slug=theories[0].slug)
    return render(request, "followup/index.html", {"theories": theories})


@having(Ability.READ_SIGNS, methods=("GET", "POST"))
def review(request: PersonRequest, slug: str) -> HttpResponse:
    """Read the month, and decide."""
    theory = _theory(request, slug)
    page = selectors.review_page(theory)
    decides = may_decide(theory.municipality_id, by=request.user)
    context = {"page": page, "may_decide": decides, "trail": _trail(theory)}
    if request.method == "POST" and not decides:
        raise Http404
    if request.method != "POST":
        form = DecisionForm(signs=page.signs, initial={"sign": request.GET.get("tegn", "")})
        return render(request, "followup/review.html", {**context, "form": form})
    form = DecisionForm(request.POST, signs=page.signs)
    if form.is_valid():
        month = decisions.hold_review(theory, period=page.period, by=request.user)
        if form.act(decisions.decide, theory, review=month, by=request.user):
            messages.success(request, _("Beslutningen er gemt. I ser på den igen på dagen."))
            return redirect("followup:review", slug=slug)
    return refuse(request, "followup/review.html", form, context)


@having(Ability.READ_SIGNS)
def signs(request: PersonRequest, slug: str) -> HttpResponse:
    """List every sign: counted, or what is missing."""
    theory = _theory(request, slug)
    lines = selectors.sign_lines(theory)
    counted = sum(line.counted for line in lines)
    context = {"theory": theory, "lines": lines, "counted": counted, "trail": _trail(theory)}
    return render(request, "followup/signs.html", context)


@having(Ability.READ_SIGNS)
def log(request: PersonRequest, slug: str) -> HttpResponse:
    """The decision log: the minutes of every review."""
    theory = _theory(request, slug)
    words = request.GET.get("ord", "").strip()
    found = selectors.decisions_matching(theory, words)
    context = {"theory": theory, "decisions": found, "words": words, "trail": _trail(theory)}
    return render(request, "followup/log.html", context)


@having(Ability.READ_SIGNS)
def log_csv(request: PersonRequest, slug: str) -> HttpResponse:
    """The same lines as a file."""
    theory = _theory(request, slug)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-beslutninger.csv"'
    rows = csv.writer(response)
    rows.writerow(LOG_HEADER)
    for one in selectors.decisions_matching(theory, request.GET.get("ord", "").strip()):
        rows.writerow(
            [
                f"{one.decided_at:%Y-%m-%d}",
                one.version.number,
                one.sign.key if one.sign else "",
                one.trial or "",
                one.get_choice_display(),
                one.reason,
                one.expectation,
                one.value_then,
                one.review_on,
                one.result,
                one.rivals,
            ]
        )
    return response


@having(Ability.LEAD, methods=("GET", "POST"))
def look_again(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Put the expectation beside the result."""
    decision, context = _decision(request, slug, number)
    if request.method != "POST":
        return render(request, "followup/look_again.html", {**context, "form": ResultForm()})
    form = ResultForm(request.POST)
    if form.act(decisions.look_again, decision, by=request.user):
        messages.success(request, _("Gemt. Beslutningen er set på igen."))
        return redirect("followup:review", slug=slug)
    return refuse(request, "followup/look_again.html", form, context)


@having(Ability.LEAD, methods=("GET", "POST"))
def reopen(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Take a decision up again before its day."""
    decision, context = _decision(request, slug, number)
    if request.method != "POST":
        return render(request, "followup/reopen.html", {**context, "form": ReopenForm()})
    form = ReopenForm(request.POST)
    if form.act(decisions.reopen, decision, by=request.user):
        messages.success(request, _("Beslutningen er taget op igen."))
        return redirect("followup:log", slug=slug)
    return refuse(request, "followup/reopen.html", form, context)


def _decision(request: PersonRequest, slug: str, number: int) -> tuple[Decision, dict[str, object]]:
    theory = _theory(request, slug)
    found = Decision.objects.select_related("sign__theory__municipality", "theory", "trial")
    decision = get_object_or_404(found, theory=theory, pk=number)
    now = selectors.number_now(decision)
    return decision, {"decision": decision, "now": now, "theory": theory, "trail": _trail(theory)}


def _trail(theory: Theory) -> list[tuple[str, str]]:
    return [
        (_("Forandringsteorier"), reverse("chain:index")),
        (theory.title, reverse("chain:table", kwargs={"slug": theory.slug})),
    ]
