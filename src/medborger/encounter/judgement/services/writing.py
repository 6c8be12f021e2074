"""Begin a judgement, and write it part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.judgement.models import Alternative, Fact, Judgement, Matter
from medborger.encounter.judgement.policies import may_judge, may_write
from medborger.encounter.judgement.telling import held, require, said, tell
from medborger.foundation.forms import check_version
from medborger.foundation.outbox.services import write as write_to
from medborger.foundation.people.policies import may_administer

if TYPE_CHECKING:
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Municipality, Person


@transaction.atomic
def set_matter(
    municipality: Municipality,
    *,
    name: str,
    paragraph: str = "",
    needs_second_opinion: bool = False,
    days_to_comment: int = 7,
    by: Person | None,
) -> Matter:
    """Set up a kind of judgement, or change it; `by` is None only when the house is set up."""
    if by is not None and not may_administer(municipality.pk, by=by):
        raise PermissionDenied("Kun kommunens administrator bestemmer slags skøn.")
    matter, _is_new = Matter.objects.update_or_create(
        municipality=municipality,
        name=said(name, "name"),
        defaults={
            "paragraph": paragraph.strip(),
            "needs_second_opinion": needs_second_opinion,
            "days_to_comment": days_to_comment,
        },
    )
    return matter


@transaction.atomic
def begin(
    citizen: Person, *, matter: Matter, question: str, citizens_view: str = "", by: Person
) -> Event:
    """Begin a judgement with its question; the citizen can follow it from now on."""
    require(may_judge(citizen, by=by) and matter.municipality_id == citizen.municipality_id)
    judgement = Judgement.objects.create(
        subject=citizen,
        matter=matter,
        question=said(question, "question"),
        citizens_view=citizens_view.strip(),
        begun_by=by,
    )
    write_to(
        citizen,
        subject_line="Et spørgsmål om dig bliver vurderet",
        text="Vi er begyndt at vurdere et spørgsmål i din sag. Log ind for at følge med.",
        by=by,
    )
    return tell("judgement.begun", "begyndte et skøn.", judgement, by=by)


WORDS = ("question", "citizens_view", "no_view_reason", "weighing", "conclusion", "would_change")


@transaction.atomic
def write(
    judgement: Judgement,
    *,
    question: str,
    citizens_view: str = "",
    no_view_reason: str = "",
    weighing: str = "",
    conclusion: str = "",
    would_change: str = "",
    outcome: str = "",
    version: int | None = None,
    by: Person,
) -> Event:
    """Write the words of a judgement; what somebody else wrote meanwhile is not overwritten."""
    judgement = held(judgement)
    require(may_write(judgement, by=by))
    standing = {name: getattr(judgement, name) for name in WORDS}
    check_version(judgement.version, version, **standing)
    judgement.question = said(question, "question")
    judgement.citizens_view = citizens_view.strip()
    judgement.no_view_reason = no_view_reason.strip()
    judgement.weighing = weighing.strip()
    judgement.conclusion = conclusion.strip()
    judgement.would_change = would_change.strip()
    if outcome and outcome not in Judgement.Outcome.values:
        raise ValidationError({"outcome": _("Vælg et udfald.")})
    judgement.outcome = outcome
    judgement.version += 1
    judgement.save(update_fields=[*WORDS, "outcome", "version"])
    return tell("judgement.written", "skrev i et skøn.", judgement, by=by)


@transaction.atomic
def add_fact(judgement: Judgement, *, text: str, source: str, by: Person) -> Event:
    """Add something we know, and where from."""
    judgement = held(judgement)
    require(may_write(judgement, by=by))
    fact = Fact(judgement=judgement, text=said(text, "text"), source=said(source, "source"))
    fact.save()
    return tell("judgement.fact.added", "skrev en oplysning i et skøn.", judgement, by=by)


@transaction.atomic
def remove_fact(fact: Fact, *, by: Person) -> Event:
    """Take a fact out of a judgement that is not final; the journal keeps that it was there."""
    judgement = held(fact.judgement)
    require(may_write(judgement, by=by))
    Fact.objects.filter(pk=fact.pk).delete()
    return tell(
        "judgement.fact.removed", "tog en oplysning ud af et skøn.", judgement, by=by,
        text=fact.text, source=fact.source,
    )  # fmt: skip


@transaction.atomic
def add_alternative(judgement: Judgement, *, text: str, weighed: str, by: Person) -> Event:
    """Add another way one could go, and what speaks for and against it."""
    judgement = held(judgement)
    require(may_write(judgement, by=by))
    Alternative.objects.create(
        judgement=judgement, text=said(text, "text"), weighed=said(weighed, "weighed")
    )
    return tell("judgement.alternative.added", "skrev en anden vej i et skøn.", judgement, by=by)


@transaction.atomic
def remove_alternative(alternative: Alternative, *, by: Person) -> Event:
    """Take an alternative out of a judgement that is not final."""
    judgement = held(alternative.judgement)
    require(may_write(judgement, by=by))
    Alternative.objects.filter(pk=alternative.pk).delete()
    return tell(
        "judgement.alternative.removed", "tog en anden vej ud af et skøn.", judgement, by=by,
        text=alternative.text, weighed=alternative.weighed,
    )  # fmt: skip
