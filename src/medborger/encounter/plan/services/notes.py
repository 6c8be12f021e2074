"""Notes: what the citizen wants to remember."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from medborger.encounter.plan.models import Note
from medborger.encounter.plan.policies import may_write
from medborger.encounter.plan.telling import Act, require, tell_change, worded
from medborger.foundation.forms import check_version

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Plan
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@transaction.atomic
def add_note(plan: Plan, *, wording: str, is_private: bool = True, by: Person) -> Event:
    """Write a note; nobody else sees it unless the citizen says so."""
    require(may_write(plan, by=by))
    note = Note.objects.create(plan=plan, wording=worded(wording), is_private=is_private)
    return tell_change(Act("plan.note.added", "skrev en note", note.wording), note, by=by)


@transaction.atomic
def edit_note(note: Note, *, wording: str, version: int | None = None, by: Person) -> Event:
    """Say a note in better words."""
    note = Note.objects.select_for_update().get(pk=note.pk)
    require(may_write(note, by=by))
    check_version(note.version, version, wording=note.wording)
    note.wording = worded(wording)
    note.version += 1
    note.save()
    return tell_change(Act("plan.note.edited", "rettede en note", note.wording), note, by=by)
