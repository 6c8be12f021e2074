"""The times a professional offers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from medborger.encounter.meetings.models import Slot
from medborger.encounter.meetings.models.invitations import Mode
from medborger.encounter.meetings.policies import may_offer
from medborger.encounter.meetings.telling import require
from medborger.foundation import clock

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


@transaction.atomic
def offer_times(
    *,
    on: dt.date,
    first: dt.time,
    last: dt.time,
    minutes: int = 45,
    mode: str = Mode.HERE,
    by: Person,
) -> list[Slot]:
    """Offer times on one day, one after the other, from the first until the last ends."""
    require(may_offer(by, by=by))
    start = make_aware(dt.datetime.combine(on, first))
    end = make_aware(dt.datetime.combine(on, last))
    length = dt.timedelta(minutes=minutes)
    if start <= clock.now():
        raise ValidationError({"on": _("Vælg en dag, der ikke er gået.")})
    if start + length > end:
        raise ValidationError({"last": _("Der er ikke plads til en samtale mellem de to.")})
    taken = set(Slot.objects.filter(worker=by).values_list("starts_at", flat=True))
    made = []
    while start + length <= end:
        if start not in taken:
            made.append(Slot(worker=by, starts_at=start, minutes=minutes, mode=mode))
        start += length
    return Slot.objects.bulk_create(made)


@transaction.atomic
def withdraw(slot: Slot, *, by: Person) -> None:
    """Take back a time that nobody has chosen."""
    require(may_offer(slot.worker, by=by))
    free = Slot.objects.select_for_update(of=("self",)).filter(pk=slot.pk, talk__isnull=True)
    if not free.first():
        raise ValidationError(_("Nogen har valgt tiden. Aflys samtalen i stedet."))
    free.delete()
