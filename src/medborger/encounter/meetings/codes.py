"""The code in a letter opens the same page as the link; guessing is slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import caches

from medborger.encounter.meetings.models import Invitation

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_TRIES = 10
WITHIN = 600
"""Seconds in which so many tries are allowed from one address."""


def may_try(request: HttpRequest) -> bool:
    """Whether there were few enough wrong codes from this address."""
    return bool(caches["tries"].get(_key(request), 0) < MOST_TRIES)


def note_wrong(request: HttpRequest) -> None:
    """Count a wrong code; right ones do not count."""
    tries = caches["tries"]
    tries.set(_key(request), tries.get(_key(request), 0) + 1, WITHIN)


def _key(request: HttpRequest) -> str:
    return f"meetings.code:{request.META.get('REMOTE_ADDR', '')}"


def invitation_with(code: str) -> Invitation | None:
    """The invitation with this code, however it was typed."""
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    return Invitation.objects.filter(code=typed).first() if typed else None
