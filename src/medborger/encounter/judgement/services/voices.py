"""The citizen's comment, and the colleague's look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.judgement.models import Comment, SecondOpinion
from medborger.encounter.judgement.policies import (
    may_answer,
    may_be_asked,
    may_comment,
    may_write,
)
from medborger.encounter.judgement.telling import held, require, said, tell
from medborger.foundation import clock
from medborger.foundation.outbox.services import write as write_to

if TYPE_CHECKING:
    from medborger.encounter.judgement.models import Judgement
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@transaction.atomic
def comment(judgement: Judgement, *, text: str = "", by: Person) -> Event:
    """Say something to the draft; an empty text says «nothing to add»."""
    judgement = held(judgement)
    require(may_comment(judgement, by=by))
    Comment.objects.create(judgement=judgement, text=text.strip())
    act = "kommenterede et skøn." if text.strip() else "havde ikke mere at sige til et skøn."
    write_to(
        judgement.begun_by,
        subject_line="En borger har svaret på et skøn",
        text="Borgeren har svaret på dit udkast. Log ind for at læse det.",
        by=by,
    )
    return tell("judgement.commented", act, judgement, by=by)


@transaction.atomic
def ask_opinion(judgement: Judgement, *, asked: Person, wondering: str, by: Person) -> Event:
    """Ask a colleague to look along. The citizen can see that it was done, and why."""
    judgement = held(judgement)
    require(may_write(judgement, by=by))
    if not may_be_asked(asked, judgement):
        raise ValidationError({"asked": _("Vælg en kollega fra din egen kommune.")})
    opinion = SecondOpinion(
        judgement=judgement, asked=asked, asked_by=by, wondering=said(wondering, "wondering")
    )
    opinion.full_clean()
    opinion.save()
    write_to(
        asked,
        subject_line="En kollega beder om dit blik",
        text="En kollega beder dig se på et skøn. Log ind for at læse det.",
        by=by,
    )
    act = f"bad {asked.name} om at se med på et skøn."
    return tell("judgement.opinion.asked", act, judgement, by=by)


@transaction.atomic
def answer_opinion(opinion: SecondOpinion, *, answer: str, by: Person) -> Event:
    """Answer a colleague; the answer stands beside the judgement."""
    judgement = held(opinion.judgement)
    opinion = SecondOpinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    opinion.judgement = judgement
    require(may_answer(opinion, by=by))
    opinion.answer = said(answer, "answer")
    opinion.answered_at = clock.now()
    opinion.save(update_fields=["answer", "answered_at"])
    return tell("judgement.opinion.answered", "gav sit blik på et skøn.", judgement, by=by)
