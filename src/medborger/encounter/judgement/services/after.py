"""Complain, and look again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.judgement.models import Complaint
from medborger.encounter.judgement.policies import may_complain, may_reassess
from medborger.encounter.judgement.telling import held, require, said, tell
from medborger.foundation import clock
from medborger.foundation.outbox.services import write as write_to

if TYPE_CHECKING:
    from medborger.encounter.judgement.models import Judgement
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person

WEEKS_TO_LOOK_AGAIN = 4
"""Our own promise: how long the municipality takes to look again."""


@transaction.atomic
def complain(judgement: Judgement, *, text: str, by: Person) -> Event:
    """Complain about a final judgement. A late complaint is received too, and says so itself."""
    judgement = held(judgement)
    require(may_complain(judgement, by=by))
    answer_by = clock.today() + dt.timedelta(weeks=WEEKS_TO_LOOK_AGAIN)
    Complaint.objects.create(judgement=judgement, text=said(text, "text"), answer_by=answer_by)
    write_to(
        judgement.begun_by,
        subject_line="En borger har klaget",
        text="En borger har klaget over et skøn. Log ind, og se på sagen igen.",
        by=by,
    )
    return tell("judgement.complained", "klagede over et skøn.", judgement, by=by)


@transaction.atomic
def answer_complaint(complaint: Complaint, *, state: str, answer: str, by: Person) -> Event:
    """Say what came of looking again: the answer is changed, or the complaint is sent on."""
    judgement = held(complaint.judgement)
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    require(may_reassess(judgement, by=by))
    if complaint.answered_at is not None:
        raise ValidationError(_("Klagen er allerede besvaret."))
    if state not in {Complaint.State.CHANGED, Complaint.State.FORWARDED}:
        raise ValidationError({"state": _("Vælg, hvad der sker med klagen.")})
    complaint.state = state
    complaint.answer = said(answer, "answer")
    complaint.answered_at = clock.now()
    complaint.save(update_fields=["state", "answer", "answered_at"])
    write_to(
        judgement.subject,
        subject_line="Svar på din klage",
        text="Vi har set på din sag igen. Log ind for at læse svaret.",
        by=by,
    )
    return tell(
        "judgement.complaint.answered", "svarede på en klage.", judgement, by=by, state=state
    )
