"""How what happens to a judgement is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from medborger.encounter.judgement.models import Judgement
from medborger.foundation.journal.services import Words, record

if TYPE_CHECKING:
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


def require(allowed: bool) -> None:
    """Refuse what is not one's own to do."""
    if not allowed:
        raise PermissionDenied("Skønnet skrives af den, der begyndte det, indtil det er afsluttet.")


def said(text: str, field: str) -> str:
    """Give the words without blanks around them; refuse when there are none."""
    if not text.strip():
        raise ValidationError({field: _("Skriv noget her først.")})
    return text.strip()


def held(judgement: Judgement) -> Judgement:
    """The judgement as it stands, held for this transaction."""
    rows = Judgement.objects.select_for_update(of=("self",))
    return rows.select_related("subject__municipality", "matter").get(pk=judgement.pk)


def tell(kind: str, act: str, judgement: Judgement, *, by: Person, **data: Any) -> Event:
    """Record one act: «Du» to the citizen who did it, and nothing of what was written."""
    own = judgement.subject_id == by.pk
    words = Words(
        citizen=f"{'Du' if own else by.name} {act}",
        staff=f"{by.name} {act}",
        archive=f"{'Borgeren' if own else 'En medarbejder'} {act}",
    )
    facts = {"judgement": str(judgement.public_id), **data}
    return record(kind, about=judgement.subject, by=by, words=words, data=facts)
