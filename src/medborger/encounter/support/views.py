"""Support over the wire: the same page for both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.asking import FormPage, ask
from medborger.encounter.plan.forms import Confirmation
from medborger.encounter.plan.models import Plan
from medborger.encounter.plan.policies import is_helper, may_read
from medborger.encounter.plan.ways import BOTH, whose
from medborger.encounter.support import forms, selectors, services
from medborger.encounter.support.models import Support
from medborger.encounter.support.policies import may_agree
from medborger.foundation.access.declare import about, own
from medborger.foundation.access.models import Purpose
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest

BOTH_CHANGE = _("I kan begge ændre det når som helst.")


@own(Ability.OWN_PLAN)
def mine(request: PersonRequest) -> HttpResponse:
    """Show how much support one has."""
    plan = Plan.objects.visible_to(request.user).filter(subject=request.user).first()
    if plan is None:
        raise Http404
    return _page(request, plan)


@about(Plan, "plan_id", seen=_("din støtte"), purpose=Purpose.CASEWORK, who=is_helper)
def of(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Show how much support a citizen has."""
    return _page(request, plan)


@about(Plan, "plan_id", seen=_("din støtte"), purpose=Purpose.CASEWORK, who=may_read, methods=BOTH)
def change(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Ask for another degree of support."""
    subject = whose(request, plan.subject)
    page = FormPage(
        _("Foreslå en grad af støtte"),
        _back(request, plan),
        BOTH_CHANGE,
        news=_(services.ASKED) if subject else "",
        subject=subject,
        draft=f"support:{plan.public_id}",
        button=_("Send forslaget"),
    )
    return ask(request, forms.SupportForm, page, services.ask_for_support, plan)


@about(
    Support, "support_id", seen=_("din støtte"), purpose=Purpose.CASEWORK,
    who=may_agree, methods=BOTH,
)  # fmt: skip
def agree(request: PersonRequest, support: Support) -> HttpResponse:
    """Say yes to what the other side has asked for."""
    subject = whose(request, support.subject)
    page = FormPage(
        support.get_degree_display(),
        _back(request, support.plan),
        BOTH_CHANGE,
        news=_(services.AGREED) if subject else "",
        words=support.reason,
        subject=subject,
        button=_("Ja, det aftaler vi"),
    )
    return ask(request, Confirmation, page, services.agree, support)


def _page(request: PersonRequest, plan: Plan) -> HttpResponse:
    number = request.GET.get("kvittering", "")
    page = selectors.support_page(plan, request.user, number=number)
    return render(request, "support/page.html", {"page": page})


def _back(request: PersonRequest, plan: Plan) -> str:
    own_plan = plan.subject_id == request.user.pk
    return reverse("support:mine") if own_plan else reverse("support:of", args=[plan.public_id])
