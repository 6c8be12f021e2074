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
    """Count a try, and say whether there were few enough from this address."""
    key = f"meetings.code:{request.META.get('REMOTE_ADDR', '')}"
    tries = caches["tries"]
    count = tries.get(key, 0) + 1
    tries.set(key, count, WITHIN)
    return bool(count <= MOST_TRIES)


def invitation_with(code: str) -> Invitation | None:
    """The invitation with this code, however it was typed."""
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    return Invitation.objects.filter(code=typed).first() if typed else None
