"""Disagreement: said beside the item, never hidden in a letter box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.plan.models import Disagreement, Step, Suggestion
from medborger.encounter.plan.policies import may_write
from medborger.encounter.plan.telling import Act, require, tell, worded
from medborger.foundation import clock

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Item
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@transaction.atomic
def disagree(item: Item | Suggestion, *, wording: str, by: Person) -> Event:
    """Say that one does not agree; all who see the item see it."""
    require(may_write(item, by=by))
    kind = str(item._meta.model_name)
    said = Disagreement.objects.create(
        plan=item.plan, wording=worded(wording), by=by, **{kind: item}
    )
    private = _is_private(item)
    act = Act(f"plan.{kind}.disagreed", "var uenig i noget", "" if private else said.wording)
    return tell(act, about=by, by=by, disagreement=str(said.public_id), private=private)


@transaction.atomic
def withdraw_disagreement(disagreement: Disagreement, *, by: Person) -> Event:
    """Take a disagreement back; that it was there stays in the history."""
    said = Disagreement.objects.select_for_update(of=("self",)).get(pk=disagreement.pk)
    require(may_write(said, by=by))
    if said.withdrawn_at is not None:
        raise ValidationError(_("Det er allerede taget tilbage."))
    said.withdrawn_at = clock.now()
    said.save(update_fields=["withdrawn_at"])
    act = Act("plan.disagreement.withdrawn", "var ikke uenig længere")
    return tell(act, about=by, by=by, disagreement=str(said.public_id))


def _is_private(item: Item | Suggestion) -> bool:
    if isinstance(item, Suggestion):
        return item.goal.is_private
    return item.is_private or (isinstance(item, Step) and item.goal.is_private)
