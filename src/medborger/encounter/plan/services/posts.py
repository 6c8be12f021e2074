"""Talk beside an item: say something, ask for an answer, or say that none is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.plan.models import Post, Step, WaitsFor
from medborger.encounter.plan.policies import may_read
from medborger.encounter.plan.telling import NEW_POST, Act, require, tell, worded

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Item
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@transaction.atomic
def write_post(item: Item, *, wording: str, wants_answer: bool = True, by: Person) -> Event:
    """Say something beside an item; the other side sees that an answer is waited for."""
    item = _locked(item)
    require(may_read(item, by=by))
    private = item.is_private or (isinstance(item, Step) and item.goal.is_private)
    post = Post.objects.create(
        plan=item.plan, wording=worded(wording), by=by, was_private=private, **{item.kind: item}
    )
    own = by.pk == item.subject.pk
    other = WaitsFor.MUNICIPALITY if own else WaitsFor.CITIZEN
    _wait(item, other if wants_answer else WaitsFor.NOBODY)
    act = Act("plan.post.written", "skrev i en samtale i planen", news=NEW_POST)
    return tell(act, about=item.subject, by=by, post=str(post.public_id), private=private)


@transaction.atomic
def settle(item: Item, *, by: Person) -> Event:
    """Say that nobody waits for an answer any more."""
    item = _locked(item)
    require(may_read(item, by=by))
    if item.waits_for == WaitsFor.NOBODY:
        raise ValidationError(_("Der er ikke nogen, der venter på svar."))
    _wait(item, WaitsFor.NOBODY)
    facts = {item.kind: str(item.public_id), "private": item.is_private}
    act = Act("plan.post.settled", "sagde, at der ikke er brug for svar")
    return tell(act, about=item.subject, by=by, **facts)


def _wait(item: Item, side: WaitsFor) -> None:
    item.waits_for = side
    item.save(update_fields=["waits_for"])


def _locked(item: Item) -> Item:
    locked: Item = type(item).objects.select_for_update().get(pk=item.pk)
    return locked
