"""The page anybody may read: the adopted theory, and numbers without small groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from medborger.foundation.access.declare import having, public
from medborger.foundation.forms import ActionForm, refuse
from medborger.foundation.people.roles import Ability
from medborger.theory.chain import services
from medborger.theory.chain.documents import table_of
from medborger.theory.chain.models import Theory, TheoryVersion
from medborger.theory.chain.views.finding import trail_to, version_of, way_to
from medborger.theory.exchange.table import lay_out_table
from medborger.theory.followup.gathering import read_numbers
from medborger.theory.picture.numbers import public_numbers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from medborger.foundation.http import PersonRequest


@public("Kommunen har selv offentliggjort teorien, og små tal er skjult.")
def read(request: HttpRequest, municipality: str, slug: str) -> HttpResponse:
    """Show the newest adopted version of a published theory."""
    published = Theory.objects.published().filter(municipality__slug=municipality, slug=slug)
    versions = TheoryVersion.objects.filter(theory__in=published, adopted_at__isnull=False)
    version = versions.select_related("theory__municipality").order_by("-number").first()
    if version is None:
        raise Http404(slug)
    context = {
        "version": version,
        "table": lay_out_table(table_of(version)),
        "numbers": public_numbers(read_numbers(version.theory)),
    }
    return render(request, "picture/public.html", context)


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def publish(request: PersonRequest, slug: str) -> HttpResponse:
    """Make the theory public, or take it back, after a yes."""
    version = version_of(request, slug)
    theory = version.theory
    context = {"theory": theory, "trail": trail_to(way_to(version))}
    if request.method != "POST":
        return render(request, "picture/publish.html", {**context, "form": ActionForm()})
    form = ActionForm(request.POST)
    shown = request.POST.get("verb") != "skjul"
    if form.act(services.publish, theory, shown=shown, by=request.user):
        said = _("Teorien er offentlig nu.") if shown else _("Teorien er ikke offentlig mere.")
        messages.success(request, said)
        return redirect("chain:table", slug=slug)
    return refuse(request, "picture/publish.html", form, context)
