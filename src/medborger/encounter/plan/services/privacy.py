"""What is the citizen's alone, what is shown to whom, and how it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.plan.models import Share, Step
from medborger.encounter.plan.policies import may_be_shown, may_hide, may_write
from medborger.encounter.plan.telling import Act, require, tell, tell_change
from medborger.foundation import clock

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Item
    from medborger.encounter.plan.models.sharing import ShareQuerySet
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@transaction.atomic
def make_private(item: Item, *, by: Person) -> Event:
    """Keep an item for oneself from now on."""
    item = _locked(item)
    require(may_write(item, by=by))
    if not may_hide(item, by=by):
        raise ValidationError(
            _("Andre har skrevet eller lovet noget her, så det kan ikke skjules.")
        )
    return _switch(item, private=True, by=by)


@transaction.atomic
def open_up(item: Item, *, by: Person) -> Event:
    """Let everybody who works with the citizen see an item; shares by name are not needed."""
    item = _locked(item)
    require(may_write(item, by=by))
    _shares_of(item).update(ended_at=clock.now())
    return _switch(item, private=False, by=by)


@transaction.atomic
def share(item: Item, *, person: Person, by: Person) -> Event:
    """Show one private item to one person, and nobody else."""
    item = _locked(item)
    require(may_be_shown(item, to=person, by=by))
    if not item.is_private:
        raise ValidationError(_("Det er ikke privat. De, der arbejder sammen med dig, ser det."))
    _require_its_goal_is_seen(item, person)
    on_item: dict[str, Any] = {item.kind: item}
    made, is_new = Share.objects.get_or_create(
        plan=item.plan, person=person, ended_at=None, **on_item
    )
    if not is_new:
        raise ValidationError(_("Det er allerede delt med %(name)s.") % {"name": person.name})
    act = Act(f"plan.{item.kind}.shared", f"delte noget privat med {person.name}")
    return tell(act, about=item.subject, by=by, share=str(made.public_id), private=True)


@transaction.atomic
def unshare(share: Share, *, by: Person) -> Event:
    """Take a shared item back; the next click of the other finds nothing."""
    share = Share.objects.select_for_update(of=("self",)).get(pk=share.pk)
    require(may_write(share, by=by))
    if share.ended_at is not None:
        raise ValidationError(_("Det er allerede taget tilbage."))
    share.ended_at = clock.now()
    share.save(update_fields=["ended_at"])
    did = f"delte ikke længere noget privat med {share.person.name}"
    act = Act(f"plan.{share.item.kind}.unshared", did)
    return tell(act, about=share.subject, by=by, share=str(share.public_id), private=True)


def _locked(item: Item) -> Item:
    locked: Item = type(item).objects.select_for_update().get(pk=item.pk)
    return locked


def _shares_of(item: Item) -> ShareQuerySet:
    return Share.objects.standing().filter(**{item.kind: item})


def _switch(item: Item, *, private: bool, by: Person) -> Event:
    if item.is_private == private:
        raise ValidationError(_("Det er det allerede."))
    item.is_private = private
    item.version += 1
    item.save()
    verb, did = ("hidden", "gjorde noget privat") if private else ("opened", "åbnede noget privat")
    return tell_change(Act(f"plan.{item.kind}.{verb}", did, item.wording), item, by=by)


def _require_its_goal_is_seen(item: Item, person: Person) -> None:
    if not isinstance(item, Step) or not item.goal.is_private:
        return
    if not _shares_of(item.goal).filter(person=person).exists():
        raise ValidationError(_("Skridtet hører til et privat mål. Del målet først."))
