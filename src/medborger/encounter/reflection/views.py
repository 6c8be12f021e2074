"""A room of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from medborger.encounter.plan.asking import typed
from medborger.encounter.reflection import forms, policies, selectors, services
from medborger.encounter.reflection.models import Reflection
from medborger.foundation.access.declare import about, own
from medborger.foundation.access.models import Purpose
from medborger.foundation.forms import refuse
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest


@own(Ability.CASEWORK, methods=("GET", "POST"), opens=False)
@sensitive_post_parameters("text")
def mine(request: PersonRequest) -> HttpResponse:
    """Read one's own thoughts, and write one more. No draft is kept: a draft would be readable."""
    form = forms.ReflectForm(typed(request))
    if request.method == "POST" and form.act(services.write, by=request.user):
        return redirect("reflection:mine")
    context = {"form": form, "thoughts": selectors.own_thoughts(request.user)}
    if request.method == "POST":
        return refuse(request, "reflection/mine.html", form, context)
    return render(request, "reflection/mine.html", context)


@about(Reflection, "reflection_id", purpose=Purpose.OWN, who=policies.is_own, methods=("POST",))
def throw_away(request: PersonRequest, reflection: Reflection) -> HttpResponse:
    """Delete a thought for good."""
    services.throw_away(reflection, by=request.user)
    return redirect("reflection:mine")
