"""Write a reflection, and throw it away. Nothing is journalled: not even that it was written."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.reflection.lock import lock, new_wrapped_key
from medborger.encounter.reflection.models import OwnerKey, Reflection
from medborger.encounter.reflection.policies import is_own, may_reflect

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


@transaction.atomic
def write(*, text: str, by: Person) -> Reflection:
    """Lock a thought away; only its writer can open it again."""
    if not may_reflect(by=by):
        raise PermissionDenied("Refleksioner er for dem, der arbejder sammen med borgere.")
    if not text.strip():
        raise ValidationError({"text": _("Skriv en tanke først.")})
    owner, note = str(by.public_id), uuid.uuid4()
    key, _is_new = OwnerKey.objects.get_or_create(
        owner=by, defaults={"wrapped": new_wrapped_key(owner)}
    )
    locked = lock(text.strip(), wrapped=bytes(key.wrapped), owner=owner, note=str(note))
    return Reflection.objects.create(public_id=note, owner=by, locked=locked)


@transaction.atomic
def throw_away(reflection: Reflection, *, by: Person) -> None:
    """Delete a thought; with the last one goes the key, so that old copies cannot be opened."""
    if not is_own(reflection, by=by):
        raise PermissionDenied("Kun den, der skrev den, kan slette den.")
    OwnerKey.objects.select_for_update(of=("self",)).get(owner=by)
    reflection.delete()
    if not Reflection.objects.filter(owner=by).exists():
        OwnerKey.objects.filter(owner=by).delete()
