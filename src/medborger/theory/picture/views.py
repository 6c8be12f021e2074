"""The derived picture and the contribution story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.template.loader import render_to_string

from medborger.foundation.access.declare import having
from medborger.foundation.people.roles import Ability
from medborger.theory.chain.documents import table_of
from medborger.theory.chain.views.finding import trail_to, version_of, way_to
from medborger.theory.chain.views.reading import as_file
from medborger.theory.exchange import graph
from medborger.theory.followup.gathering import read_numbers
from medborger.theory.picture.numbers import indicators
from medborger.theory.picture.selectors import picture_page, story_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest


@having(Ability.READ_SIGNS)
def picture(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the picture, and the same in words below it."""
    version = version_of(request, slug)
    context = {"page": picture_page(version), "trail": trail_to(way_to(version))}
    return render(request, "picture/picture.html", context)


@having(Ability.READ_SIGNS)
def as_svg(request: PersonRequest, slug: str) -> HttpResponse:
    """Give the picture as a file."""
    page = picture_page(version_of(request, slug))
    text = render_to_string("picture/parts/drawing.svg", {"page": page, "alone": True})
    return as_file(text, f"{slug}.svg", "image/svg+xml")


@having(Ability.READ_SIGNS)
def story(request: PersonRequest, slug: str) -> HttpResponse:
    """Tell how we think we contribute."""
    version = version_of(request, slug)
    context = {"page": story_page(version), "trail": trail_to(way_to(version))}
    return render(request, "picture/story.html", context)


@having(Ability.READ_SIGNS)
def as_json_ld(request: PersonRequest, slug: str) -> HttpResponse:
    """Give the theory for other programs, with names of the Common Impact Data Standard."""
    version = version_of(request, slug)
    text = graph.as_json_ld(table_of(version), indicators(read_numbers(version.theory)))
    return as_file(text, f"{slug}.jsonld", "application/ld+json")


@having(Ability.READ_SIGNS)
def as_dot(request: PersonRequest, slug: str) -> HttpResponse:
    """Give the theory as Graphviz text."""
    text = graph.as_dot(table_of(version_of(request, slug)))
    return as_file(text, f"{slug}.dot", "text/vnd.graphviz")
