"""Read theories, and take them out as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from medborger.foundation.access.declare import having
from medborger.foundation.people.roles import Ability
from medborger.theory.chain.documents import document_of
from medborger.theory.chain.models import Theory
from medborger.theory.chain.policies import may_shape_theories
from medborger.theory.chain.selectors import theory_page
from medborger.theory.chain.views.finding import trail_to, version_of
from medborger.theory.exchange.table import lay_out_table, table_csv
from medborger.theory.exchange.writing import write_theory

if TYPE_CHECKING:
    from medborger.foundation.http import PersonRequest


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
    version = version_of(request, slug)
    signed = set(version.theory.signs.values_list("element_key", flat=True))
    page = theory_page(version, signed=signed)
    may_shape = may_shape_theories(version.theory.municipality_id, by=request.user)
    return render(
        request, "chain/table.html", {"page": page, "may_shape": may_shape, "trail": trail_to()}
    )


@having(Ability.READ_SIGNS)
def as_yaml(request: PersonRequest, slug: str) -> HttpResponse:
    """Give the theory back as the file it came from."""
    text = write_theory(document_of(version_of(request, slug)))
    return as_file(text, f"{slug}.yaml", "application/yaml")


@having(Ability.READ_SIGNS)
def as_csv(request: PersonRequest, slug: str) -> HttpResponse:
    """Give the table as CSV."""
    text = table_csv(lay_out_table(document_of(version_of(request, slug))))
    return as_file(text, f"{slug}.csv", "text/csv")


def as_file(text: str, name: str, kind: str) -> HttpResponse:
    """Answer with a file."""
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
