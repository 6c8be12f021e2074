"""The same post twice has one effect and one answer."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.http import HttpResponse

from medborger.foundation.posts.models import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

FIELD = "once"
"""The hidden field that carries the token; `{% once %}` writes it."""


def new_token() -> str:
    """Make a token that nobody else has."""
    return secrets.token_urlsafe(24)


def answered_once(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act in one transaction, and remember the answer to the post's token.

    A post whose answer is 400 or more changes nothing: its transaction is rolled back, so the
    same token may be sent again with better words. No answer leaves before its commit is durable.
    """
    token = request.POST.get(FIELD, "")[:40]
    if not token:
        return _act_atomically(act)
    try:
        with transaction.atomic():
            if earlier := _earlier(request, token):
                return earlier
            answer = _claim(request, token)
            response = act()
            if response.status_code >= 400:
                transaction.set_rollback(True)
                return response
            _keep(answer, response)
            return response
    except _ClaimedMeanwhile:
        return _earlier(request, token) or _act_atomically(act)


class _ClaimedMeanwhile(Exception):
    """Another request with the same token was faster."""


def _act_atomically(act: Callable[[], HttpResponse]) -> HttpResponse:
    with transaction.atomic():
        response = act()
        if response.status_code >= 400:
            transaction.set_rollback(True)
    return response


def _sender(request: HttpRequest) -> str:
    return str(request.user.public_id) if request.user.is_authenticated else "-"


def _earlier(request: HttpRequest, token: str) -> HttpResponse | None:
    answer = Answer.objects.filter(
        token=token, sender=_sender(request), path=request.path[:300]
    ).first()
    if answer is None:
        return None
    response = HttpResponse(answer.body, status=answer.status)
    if answer.location:
        response["Location"] = answer.location
    return response


def _claim(request: HttpRequest, token: str) -> Answer:
    try:
        with transaction.atomic():
            return Answer.objects.create(
                token=token, sender=_sender(request), path=request.path[:300]
            )
    except IntegrityError as collision:
        raise _ClaimedMeanwhile from collision


def _keep(answer: Answer, response: HttpResponse) -> None:
    answer.status = response.status_code
    answer.location = response.get("Location", "")
    answer.body = response.content.decode() if not answer.location else ""
    answer.save(update_fields=["status", "location", "body"])
