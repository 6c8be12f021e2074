"""Drafts: nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.foundation.posts.models import Draft

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person

LONGEST = 100_000
"""Characters in a draft. More than any form of ours holds."""


def save_draft(key: str, *, fields: dict[str, str], by: Person) -> Draft:
    """Keep what has been typed so far in one form."""
    if sum(map(len, fields.values())) > LONGEST or len(key) > 200:
        raise ValidationError(_("Kladden er for lang til at blive gemt."))
    draft, _is_new = Draft.objects.update_or_create(
        person=by, key=key, defaults={"fields": fields, "saved_at": clock.now()}
    )
    return draft


def discard_draft(key: str, *, by: Person) -> None:
    """Throw the draft away: it has been sent, or is not wanted."""
    Draft.objects.filter(person=by, key=key).delete()


def draft_for(key: str, *, by: Person) -> dict[str, str]:
    """Give what was typed last time; empty when there is no draft."""
    draft = Draft.objects.filter(person=by, key=key).first()
    return draft.fields if draft else {}
