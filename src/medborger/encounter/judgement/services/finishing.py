"""Send the draft to the citizen, and finish when nothing is lacking."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from medborger.encounter.judgement.freezing import frozen_text, seal_of
from medborger.encounter.judgement.likeness import features
from medborger.encounter.judgement.models import Judgement
from medborger.encounter.judgement.policies import may_write
from medborger.encounter.judgement.readiness import lacks
from medborger.encounter.judgement.telling import held, require, tell
from medborger.foundation import clock
from medborger.foundation.outbox.services import write as write_to

if TYPE_CHECKING:
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@transaction.atomic
def send(judgement: Judgement, *, by: Person) -> Event:
    """Send the draft to the citizen, who has some days to say something to it."""
    judgement = held(judgement)
    require(may_write(judgement, by=by))
    if missing := lacks(judgement):
        raise ValidationError(missing)
    judgement.state = Judgement.State.SENT
    judgement.comment_by = clock.today() + dt.timedelta(days=judgement.matter.days_to_comment)
    judgement.save(update_fields=["state", "comment_by"])
    day = date_format(judgement.comment_by, "j. F Y")
    write_to(
        judgement.subject,
        subject_line="Læs vores udkast, og sig din mening",
        text=f"Vi har skrevet et udkast til et svar. Log ind, læs det, og skriv din mening senest {day}.",
        by=by,
    )
    return tell("judgement.sent", "sendte et udkast til et skøn til borgeren.", judgement, by=by)


@transaction.atomic
def finish(judgement: Judgement, *, answer: str = "", by: Person) -> Event:
    """Make a judgement final: its grounds are frozen under a seal, and the citizen is told."""
    judgement = held(judgement)
    require(may_write(judgement, by=by))
    _require_ready(judgement, answer)
    judgement.answer = answer.strip()
    judgement.state = Judgement.State.FINAL
    judgement.finished_at = clock.now()
    judgement.likeness = features(judgement)
    judgement.frozen = frozen_text(judgement)
    judgement.seal = seal_of(judgement.frozen)
    judgement.save(update_fields=["answer", "state", "finished_at", "likeness", "frozen", "seal"])
    write_to(
        judgement.subject,
        subject_line="Vi har svaret på et spørgsmål i din sag",
        text="Log ind for at læse svaret, og hvordan du klager, hvis du ikke er enig.",
        by=by,
    )
    return tell("judgement.finished", "afsluttede et skøn.", judgement, by=by, seal=judgement.seal)


def _require_ready(judgement: Judgement, answer: str) -> None:
    missing = lacks(judgement)
    comments = list(judgement.comments.all())
    if judgement.state != Judgement.State.SENT:
        missing.append(_("Send udkastet til borgeren først."))
    elif not comments and judgement.comment_by and clock.today() <= judgement.comment_by:
        day = date_format(judgement.comment_by, "j. F Y")
        missing.append(_("Vent på borgerens svar til og med %(day)s.") % {"day": day})
    opinions = judgement.opinions
    if judgement.matter.needs_second_opinion and not opinions.exclude(answer="").exists():
        missing.append(_("Den her slags skøn kræver en kollegas blik."))
    if any(comment.text for comment in comments) and not answer.strip():
        raise ValidationError({"answer": [_("Svar på borgerens kommentar."), *missing]})
    if missing:
        raise ValidationError(missing)
