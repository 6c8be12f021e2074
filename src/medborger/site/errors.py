"""Error pages: what happened, what you can do, and a number to give us."""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from medborger.site.logs import reference

if TYPE_CHECKING:
    from django.http import HttpRequest

AWAY = (OperationalError, InterfaceError)
"""What is raised when the database does not answer."""

WORDS = {
    HTTPStatus.BAD_REQUEST: (
        _("Vi kunne ikke læse det, du sendte"),
        _("Gå tilbage, og prøv igen. Det, du har skrevet, står der stadig."),
    ),
    HTTPStatus.FORBIDDEN: (
        _("Siden har været åben for længe"),
        _("Gå tilbage, hent siden igen, og send så. Det, du har skrevet, står der stadig."),
    ),
    HTTPStatus.NOT_FOUND: (
        _("Siden findes ikke"),
        _("Måske er adressen skrevet forkert, eller siden er ikke delt med dig."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        _("Der er sket en fejl hos os"),
        _("Det er ikke din skyld. Det, der allerede er gemt, er ikke gået tabt."),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        _("Vi er her igen om lidt"),
        _("Prøv igen om et øjeblik. Det, der allerede er gemt, er ikke gået tabt."),
    ),
}


def page(status: HTTPStatus) -> HttpResponse:
    """Render without a request: the database may be away."""
    heading, advice = WORDS[status]
    context = {"heading": heading, "advice": advice, "reference": reference.get()}
    return HttpResponse(render_to_string("site/error.html", context), status=status)


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return page(HTTPStatus.BAD_REQUEST)


def forbidden(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: what is forbidden to a person is, to that person, not there."""
    return page(HTTPStatus.NOT_FOUND)


def expired(_request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 because the page was open for too long (CSRF)."""
    return page(HTTPStatus.FORBIDDEN)


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return page(HTTPStatus.NOT_FOUND)


def broken(_request: HttpRequest) -> HttpResponse:
    """500, or 503 when it broke outside a view because the database is away."""
    if isinstance(sys.exc_info()[1], AWAY):
        return away()
    return page(HTTPStatus.INTERNAL_SERVER_ERROR)


def away() -> HttpResponse:
    """503: try again in a moment."""
    response = page(HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = "5"
    return response
