"""How long a log-in lasts: as long as it is used, and never beyond a working day."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import logout

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

BEGAN, RENEWED = "began", "renewed"
"""When the log-in began and when it was last prolonged: seconds, kept in the session."""
SELDOM = 60
"""A log-in is prolonged at most once a minute, so that reading pages seldom writes."""


class StillHere:
    """Prolong the log-in of people who use the pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note that somebody is here, or end a log-in that has lasted for too long."""
        if request.user.is_authenticated:
            now, session = time.time(), request.session
            if now - session.setdefault(BEGAN, now) > settings.SESSION_LONGEST:
                logout(request)
            elif now - session.get(RENEWED, 0) > SELDOM:
                session[RENEWED] = now
        return self.get_response(request)


def seconds_left(request: HttpRequest) -> int:
    """How long the log-in lasts if nothing more is done."""
    now, session = time.time(), request.session
    idle: float = session.get(RENEWED, now) + settings.SESSION_COOKIE_AGE - now
    whole: float = session.get(BEGAN, now) + settings.SESSION_LONGEST - now
    return max(0, round(min(idle, whole)))
