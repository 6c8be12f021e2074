"""What every answer has: a reference, honesty when the database is away, and no stored copies."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from django_htmx.http import HttpResponseClientRedirect

from medborger.site.errors import AWAY, away
from medborger.site.logs import reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    Handler = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger(__name__)


class Reference:
    """Give each request a number that an error page shows and the log carries."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Number the request."""
        token = reference.set(secrets.token_hex(4).upper())
        try:
            return self.get_response(request)
        finally:
            reference.reset(token)


class AwayIsNotBroken:
    """Answer 503 with Retry-After when the database is away, so that nobody thinks it is lost.

    What fails outside views (sessions, log-in) is answered by `errors.broken`.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Catch what happens inside views."""
        if isinstance(error, AWAY):
            log.error("The database is away (%s).", type(error).__name__)
            return away()
        return None


class Private:
    """Pages about people are never stored by browsers or proxies."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answer."""
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class HtmxFollows:
    """A redirect sends the whole page on, also when only a part of it asked."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Tell htmx where to go; without it the browser follows by itself."""
        response = self.get_response(request)
        place = response.get("Location", "")
        if not place or not request.headers.get("HX-Request"):
            return response
        followed = HttpResponseClientRedirect(place)
        followed.cookies = response.cookies
        return followed
