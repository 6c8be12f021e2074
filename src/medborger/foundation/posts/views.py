"""Drafts over the wire."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from medborger.foundation.access.declare import signed_in
from medborger.foundation.posts import services
from medborger.foundation.posts.once import FIELD

if TYPE_CHECKING:
    from medborger.foundation.http import PersonRequest

NOT_TYPED = {"csrfmiddlewaretoken", FIELD, "draft_key", "version"}


@signed_in("Kladder er kun ens egne.", methods=("POST",))
def save(request: PersonRequest) -> HttpResponse:
    """Keep a draft and tell when it was kept."""
    fields = {name: str(text) for name, text in request.POST.items() if name not in NOT_TYPED}
    try:
        draft = services.save_draft(
            request.POST.get("draft_key", ""), fields=fields, by=request.user
        )
    except ValidationError as refusal:
        return HttpResponse(refusal.messages[0], status=HTTPStatus.UNPROCESSABLE_ENTITY)
    at = date_format(localtime(draft.saved_at), "H.i")
    return HttpResponse(_("Gemt kl. %(at)s") % {"at": at})
