"""Begin a sparring, look at what leaves, send it, and answer with questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from medborger.encounter.sparring.models import Sparring
from medborger.encounter.sparring.policies import (
    may_answer,
    may_ask,
    may_be_asked,
    may_drop,
    may_send,
)
from medborger.encounter.sparring.selectors import taken_out
from medborger.foundation import clock
from medborger.foundation.journal.services import Words, record
from medborger.foundation.outbox.services import write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person

HELD = gettext_noop("Din sagsbehandler har bedt en kollega om sparring.")
ASKED = gettext_noop("En kollega beder om sparring.")
ANSWERED = gettext_noop("Du har fået spørgsmål tilbage på en sparring.")


@transaction.atomic
def begin(citizen: Person, *, purpose: str, text: str, by: Person) -> Sparring:
    """Write down what one wonders about; only the words without names are kept."""
    _require(may_ask(citizen, by=by))
    found = taken_out(_said(text, "text"), citizen=citizen)
    return Sparring.objects.create(subject=citizen, asked_by=by, purpose=purpose, slice=found.text)


@transaction.atomic
def send(sparring: Sparring, *, slice: str, asked: Person, by: Person) -> Event:  # noqa: A002
    """Send exactly these words to a colleague; words that still tell who it is are refused."""
    sparring = _held(sparring)
    _require(may_send(sparring, by=by))
    text = _said(slice, "slice")
    if left := taken_out(text, citizen=sparring.subject).removed:
        words = ", ".join(f"«{each}»" for each in left)
        raise ValidationError(
            {"slice": _("Det her kan stadig pege på et menneske: %(words)s. Skriv det om.") % {"words": words}}
        )  # fmt: skip
    if not may_be_asked(asked, sparring):
        raise ValidationError({"asked": _("Vælg en kollega fra din egen kommune.")})
    sparring.slice, sparring.asked, sparring.sent_at = text, asked, clock.now()
    sparring.save(update_fields=["slice", "asked", "sent_at"])
    _write(asked, ASKED, by)
    write(sparring.subject, subject_line=HELD, text=f"{HELD} Log ind for at læse hvorfor.", by=by)
    return _tell("sparring.asked", "bad om sparring uden navne", sparring, by=by)


@transaction.atomic
def answer(sparring: Sparring, *, questions: Iterable[str], by: Person) -> Event:
    """Answer with questions that make the colleague curious, not with a verdict."""
    sparring = _held(sparring)
    _require(may_answer(sparring, by=by))
    asked = [question.strip() for question in questions if question.strip()]
    if not asked or not all(question.endswith("?") for question in asked):
        raise ValidationError(_("Skriv det som spørgsmål, der slutter med et spørgsmålstegn."))
    sparring.answer, sparring.answered_at = "\n".join(asked), clock.now()
    sparring.save(update_fields=["answer", "answered_at"])
    _write(sparring.asked_by, ANSWERED, by)
    return _tell(
        "sparring.answered", "gav sparring uden at vide, hvem det handlede om", sparring, by=by
    )


@transaction.atomic
def drop(sparring: Sparring, *, by: Person) -> None:
    """Throw away what has not been sent; nobody else has seen it."""
    sparring = _held(sparring)
    _require(may_drop(sparring, by=by))
    sparring.delete()


def _held(sparring: Sparring) -> Sparring:
    rows = Sparring.objects.select_for_update(of=("self",))
    return rows.select_related("subject__municipality", "asked_by").get(pk=sparring.pk)


def _require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied(
            "Sparring hører til mellem den, der spørger, og den, der bliver spurgt."
        )


def _said(text: str, field: str) -> str:
    if not text.strip():
        raise ValidationError({field: _("Skriv, hvad du undrer dig over.")})
    return text.strip()


def _write(to: Person, news: str, by: Person) -> None:
    write(to, subject_line=news, text=f"{news} Log ind for at læse.", by=by)


def _tell(kind: str, did: str, sparring: Sparring, *, by: Person) -> Event:
    """Tell that it was, and why; none of the words."""
    why = f"Formål: {sparring.get_purpose_display()}."
    words = Words(
        citizen=f"{by.name} {did}. {why}",
        staff=f"{by.name} {did}. {why}",
        archive=f"En medarbejder {did}. {why}",
    )
    facts = {"sparring": str(sparring.public_id), "purpose": sparring.purpose}
    return record(kind, about=sparring.subject, by=by, words=words, data=facts)
