"""Notes over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan import forms, services
from medborger.encounter.plan.asking import FormPage, ask
from medborger.encounter.plan.models import Note
from medborger.encounter.plan.policies import may_write
from medborger.encounter.plan.ways import BOTH
from medborger.foundation.access.declare import about, own
from medborger.foundation.access.models import Purpose
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@own(Ability.OWN_PLAN, methods=BOTH, opens=False)
def add(request: PersonRequest) -> HttpResponse:
    """Write a note; it begins as one's own."""
    page = FormPage(
        _("Skriv en note"),
        reverse("plan:mine"),
        _("Ingen andre ser noten, før du selv deler den."),
        draft="plan:note",
    )
    return ask(request, forms.NoteForm, page, _in_own_plan)


def _in_own_plan(*, by: Person, **words: Any) -> Event:
    return services.add_note(services.own_plan(by=by), by=by, **words)


@about(Note, "note_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def edit(request: PersonRequest, note: Note) -> HttpResponse:
    """Say a note in better words."""
    draft = f"plan:note:{note.public_id}"
    page = FormPage(_("Ret noten"), reverse("plan:mine"), draft=draft)
    now = {"wording": note.wording, "version": note.version}
    return ask(request, forms.NoteWordsForm, page, services.edit_note, note, initial=now)
