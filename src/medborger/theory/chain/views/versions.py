"""Hand a theory in, begin and compare versions, take one back, and adopt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from medborger.foundation.access.declare import having
from medborger.foundation.documents.located import ImportRefused
from medborger.foundation.forms import ActionForm, refuse
from medborger.foundation.people.roles import Ability
from medborger.theory.chain import services
from medborger.theory.chain.differences import differences
from medborger.theory.chain.documents import documents_of
from medborger.theory.chain.forms import AdoptForm, ImportForm, NewVersionForm
from medborger.theory.chain.policies import may_shape_theories
from medborger.theory.chain.views.finding import trail_to, version_of, way_to
from medborger.theory.exchange.starters import starter
from medborger.theory.exchange.table import lay_out_table

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def import_page(request: PersonRequest) -> HttpResponse:
    """Take a theory in: all of it, or one clear error."""
    if request.method != "POST":
        form = ImportForm(initial={"text": starter(request.GET.get("skabelon", ""))})
        return render(request, "chain/import.html", {"form": form, "trail": trail_to()})
    form = ImportForm(request.POST, request.FILES)
    if form.act(_take_in, municipality=request.user.municipality, by=request.user):
        version = form.result
        messages.success(
            request,
            _("«%(title)s» er læst ind som version %(number)s.")
            % {"title": version.theory.title, "number": version.number},
        )
        return redirect("chain:table", slug=version.theory.slug)
    return refuse(request, "chain/import.html", form, {"trail": trail_to()})


def _take_in(**given: Any) -> object:
    """Let what cannot be read be an error on the form."""
    try:
        return services.import_theory(given.pop("text"), **given)
    except ImportRefused as refusal:
        raise ValidationError({"text": str(refusal)}) from refusal


@having(Ability.READ_SIGNS)
def versions(request: PersonRequest, slug: str) -> HttpResponse:
    """List the versions, the newest first."""
    newest = version_of(request, slug)
    found = newest.theory.versions.select_related("adopted_by").order_by("-number")
    context = {"newest": newest, "versions": found, "trail": trail_to(way_to(newest))}
    return render(request, "chain/versions.html", context)


@having(Ability.READ_SIGNS)
def version(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show one version as it stands, and what it changed, in words."""
    one = version_of(request, slug, number)
    found_both = one.theory.versions.filter(number__in=(number - 1, number))
    both = list(found_both.select_related("theory").order_by("number"))
    documents = documents_of(both)
    found = differences(documents[0], documents[1]) if len(documents) > 1 else ()
    shape = may_shape_theories(one.theory.municipality_id, by=request.user)
    context = {
        "version": one,
        "is_first": len(documents) == 1,
        "differences": found,
        "table": lay_out_table(documents[-1]),
        "may_restore": shape,
        "trail": trail_to(way_to(one)),
    }
    return render(request, "chain/version.html", context)


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def restore(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Let an earlier version be the newest again, after a yes."""
    old = version_of(request, slug, number)
    context = {"version": old, "trail": trail_to(way_to(old))}
    if request.method != "POST":
        return render(request, "chain/restore.html", {**context, "form": ActionForm()})
    form = ActionForm(request.POST)
    if form.act(services.restore_version, old, by=request.user):
        messages.success(
            request,
            _("Version %(old)s er hentet tilbage som version %(new)s. Det er en kladde.")
            % {"old": number, "new": form.result.number},
        )
        return redirect("chain:table", slug=slug)
    return refuse(request, "chain/restore.html", form, context)


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def begin(request: PersonRequest, slug: str) -> HttpResponse:
    """Begin a new version, so that an adopted theory can be changed."""
    newest = version_of(request, slug)
    context = {"version": newest, "trail": trail_to(way_to(newest))}
    if request.method != "POST":
        return render(request, "chain/begin.html", {**context, "form": NewVersionForm()})
    form = NewVersionForm(request.POST)
    if form.act(services.begin_version, newest.theory, by=request.user):
        messages.success(request, _("Her er en kladde, I kan rette i."))
        return redirect("chain:edit", slug=slug)
    return refuse(request, "chain/begin.html", form, context)


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def adopt(request: PersonRequest, slug: str) -> HttpResponse:
    """Freeze the newest version, with the citizens' view."""
    newest = version_of(request, slug)
    context = {"version": newest, "trail": trail_to(way_to(newest))}
    if request.method != "POST":
        return render(request, "chain/adopt.html", {**context, "form": AdoptForm()})
    form = AdoptForm(request.POST)
    if form.act(services.adopt, newest, by=request.user):
        messages.success(request, _("Versionen er vedtaget og kan ikke ændres mere."))
        return redirect("chain:table", slug=slug)
    return refuse(request, "chain/adopt.html", form, context)
