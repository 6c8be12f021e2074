"""One sign: read it, enter a number by hand, decide on a new baseline. And the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from medborger.foundation.access.declare import having
from medborger.foundation.forms import refuse
from medborger.foundation.people.roles import Ability
from medborger.theory.catalogue import MEASURES
from medborger.theory.chain.models import Theory
from medborger.theory.followup.forms import BaselineForm, SignForm, ValueForm, tuned
from medborger.theory.followup.models import Sign
from medborger.theory.followup.one_sign import sign_page
from medborger.theory.followup.policies import may_decide, may_enter_values
from medborger.theory.followup.reading import period_words
from medborger.theory.followup.services import signs as services
from medborger.theory.followup.staff import staff_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest


def _sign(request: PersonRequest, slug: str, key: str) -> Sign:
    visible = Theory.objects.visible_to(request.user)
    signs = Sign.objects.select_related("theory__municipality", "owner")
    return get_object_or_404(signs, theory__in=visible, theory__slug=slug, key=key)


def trail_to(sign: Sign) -> list[tuple[str, str]]:
    """The way to a sign."""
    slug = sign.theory.slug
    return [
        (_("Månedsmøde"), reverse("followup:review", kwargs={"slug": slug})),
        (_("Tegn"), reverse("followup:signs", kwargs={"slug": slug})),
    ]


@having(Ability.READ_SIGNS)
def sign(request: PersonRequest, slug: str, key: str) -> HttpResponse:
    """Read one sign with everything around it."""
    one = _sign(request, slug, key)
    municipality = one.theory.municipality_id
    context = {
        "page": sign_page(one),
        "trail": trail_to(one),
        "may_decide": may_decide(municipality, by=request.user),
        "may_enter": may_enter_values(municipality, by=request.user),
    }
    return render(request, "followup/sign.html", context)


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def enter(request: PersonRequest, slug: str, key: str) -> HttpResponse:
    """Enter a number or a narrative by hand; a second time with a reason."""
    one = _sign(request, slug, key)
    context = {"sign": one, "trail": [*trail_to(one), _way(one)]}
    if request.method != "POST":
        return render(request, "followup/enter.html", {**context, "form": ValueForm()})
    form = ValueForm(request.POST)
    if form.act(services.enter_value, one, by=request.user):
        messages.success(request, _("Tallet er gemt."))
        return redirect("followup:sign", slug=slug, key=key)
    return refuse(request, "followup/enter.html", form, context)


@having(Ability.LEAD, methods=("GET", "POST"))
def baseline(request: PersonRequest, slug: str, key: str) -> HttpResponse:
    """Decide on a new baseline."""
    one = _sign(request, slug, key)
    names = one.values.filter(team__isnull=True).values_list("period", flat=True)
    periods = [(n, period_words(n)) for n in dict.fromkeys(names.order_by("first_on"))]
    context = {"sign": one, "trail": [*trail_to(one), _way(one)]}
    if request.method != "POST":
        form = BaselineForm(periods=periods)
        return render(request, "followup/baseline.html", {**context, "form": form})
    form = BaselineForm(request.POST, periods=periods)
    if form.act(services.new_baseline, one, by=request.user):
        messages.success(request, _("Grænserne regnes nu ud fra den nye basis."))
        return redirect("followup:sign", slug=slug, key=key)
    return refuse(request, "followup/baseline.html", form, context)


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def tune(request: PersonRequest, slug: str, key: str) -> HttpResponse:
    """Set the target, the owner and whether the review reads it."""
    one = _sign(request, slug, key)
    others, staff = one.theory.signs.all(), staff_of(one.theory.municipality)
    context = {"sign": one, "trail": [*trail_to(one), _way(one)]}
    if request.method != "POST":
        form = SignForm(initial=tuned(one), sign=one, others=others, staff=staff)
        return render(request, "followup/tune.html", {**context, "form": form})
    form = SignForm(request.POST, sign=one, others=others, staff=staff)
    if form.act(services.tune_sign, one, by=request.user):
        messages.success(request, _("Gemt."))
        return redirect("followup:sign", slug=slug, key=key)
    return refuse(request, "followup/tune.html", form, context)


def _way(one: Sign) -> tuple[str, str]:
    return one.title, reverse("followup:sign", kwargs={"slug": one.theory.slug, "key": one.key})


@having(Ability.READ_SIGNS)
def catalogue(request: PersonRequest) -> HttpResponse:
    """Everything that can be counted, in plain words."""
    return render(request, "followup/catalogue.html", {"measures": list(MEASURES.values())})
