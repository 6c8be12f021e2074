"""Open a draft for a change: those who may, and only while it is not adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from medborger.theory.chain.models import TheoryVersion
from medborger.theory.chain.policies import may_shape_theories

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


def open_draft(version: TheoryVersion, *, by: Person) -> TheoryVersion:
    """Lock the version and give it back, when it may be changed."""
    if not may_shape_theories(version.theory.municipality_id, by=by):
        raise PermissionDenied("Kun de, der former forandringsteorier i kommunen, kan det.")
    locked = TheoryVersion.objects.select_for_update(of=("self",)).select_related("theory")
    draft = locked.get(pk=version.pk)
    if draft.adopted:
        raise ValidationError(_("Versionen er vedtaget. Lav en ny version for at ændre."))
    return draft
