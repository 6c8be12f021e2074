"""Read theories, hand them in, take them out, and adopt them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from medborger.foundation.access.declare import having
from medborger.foundation.documents.located import ImportRefused
from medborger.foundation.forms import refuse
from medborger.foundation.people.roles import Ability
from medborger.theory.chain import services
from medborger.theory.chain.documents import document_of
from medborger.theory.chain.forms import AdoptForm, ImportForm
from medborger.theory.chain.models import Theory
from medborger.theory.chain.policies import may_shape_theories
from medborger.theory.chain.selectors import theory_page
from medborger.theory.exchange.table import lay_out_table, table_csv
from medborger.theory.exchange.writing import write_theory

if TYPE_CHECKING:
    from medborger.foundation.http import PersonRequest


def _theory(request: PersonRequest, slug: str) -> Theory:
    """One of one's own municipality's theories; others do not exist."""
    return get_object_or_404(Theory.objects.visible_to(request.user), slug=slug)


def _trail() -> list[tuple[str, str]]:
    """The way to a theory."""
    return [(_("Forandringsteorier"), reverse("chain:index"))]


@having(Ability.READ_SIGNS)
def index(request: PersonRequest) -> HttpResponse:
    """List the municipality's theories."""
    return render(
        request,
        "chain/index.html",
        {
            "theories": Theory.objects.visible_to(request.user),
            "may_shape": Ability.SHAPE_THEORY in request.user.abilities,
        },
    )


@having(Ability.READ_SIGNS)
def table(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the theory as its table, with its holes."""
    theory = _theory(request, slug)
    signed = set(theory.signs.values_list("element_key", flat=True))
    page = theory_page(theory.current, signed=signed)
    may_shape = may_shape_theories(theory.municipality_id, by=request.user)
    return render(
        request, "chain/table.html", {"page": page, "may_shape": may_shape, "trail": _trail()}
    )


@having(Ability.READ_SIGNS)
def as_yaml(request: PersonRequest, slug: str) -> HttpResponse:
    """Give the theory back as the file it came from."""
    text = write_theory(document_of(_theory(request, slug).current))
    return _file(text, f"{slug}.yaml", "application/yaml")


@having(Ability.READ_SIGNS)
def as_csv(request: PersonRequest, slug: str) -> HttpResponse:
    """Give the table as CSV."""
    text = table_csv(lay_out_table(document_of(_theory(request, slug).current)))
    return _file(text, f"{slug}.csv", "text/csv")


def _file(text: str, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def import_page(request: PersonRequest) -> HttpResponse:
    """Take a theory in: all of it, or one clear error."""
    if request.method != "POST":
        return render(request, "chain/import.html", {"form": ImportForm(), "trail": _trail()})
    form = ImportForm(request.POST, request.FILES)
    if form.act(_take_in, municipality=request.user.municipality, by=request.user):
        version = form.result
        messages.success(
            request,
            _("«%(title)s» er læst ind som version %(number)s.")
            % {"title": version.theory.title, "number": version.number},
        )
        return redirect("chain:table", slug=version.theory.slug)
    return refuse(request, "chain/import.html", form, {"trail": _trail()})


def _take_in(**given: Any) -> object:
    """Let what cannot be read be an error on the form."""
    try:
        return services.import_theory(given.pop("text"), **given)
    except ImportRefused as refusal:
        raise ValidationError({"text": str(refusal)}) from refusal


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def adopt(request: PersonRequest, slug: str) -> HttpResponse:
    """Freeze the newest version, with the citizens' view."""
    version = _theory(request, slug).current
    if request.method != "POST":
        return render(request, "chain/adopt.html", {"form": AdoptForm(), "version": version})
    form = AdoptForm(request.POST)
    if form.act(services.adopt, version, by=request.user):
        messages.success(request, _("Versionen er vedtaget og kan ikke ændres mere."))
        return redirect("chain:table", slug=slug)
    return refuse(request, "chain/adopt.html", form, {"version": version})
