"""The gallery: every component in its normal, wrong and empty state."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from medborger.design import samples

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

STATES = ("", "fejl", "tom")


def gallery(request: HttpRequest, state: str = "") -> HttpResponse:
    """Show the components; the wrong state answers 422, as a form would."""
    if state not in STATES:
        raise Http404
    status = HTTPStatus.UNPROCESSABLE_ENTITY if state == "fejl" else HTTPStatus.OK
    return render(request, "design/gallery.html", samples.gallery(state), status=status)
