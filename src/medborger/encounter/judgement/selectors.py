"""What the judgement's pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from medborger.encounter.judgement import policies
from medborger.encounter.judgement.freezing import is_whole
from medborger.encounter.judgement.models import Judgement, SecondOpinion
from medborger.encounter.judgement.readiness import lacks
from medborger.foundation.journal.models import Event
from medborger.foundation.language import Advice, advise, lix
from medborger.foundation.people.models import Engagement, Person
from medborger.foundation.people.roles import Role

if TYPE_CHECKING:
    from medborger.encounter.judgement.models import Alternative, Comment, Complaint, Fact

EASY = 35
"""LIX that most adults read easily."""


@dataclass(frozen=True, slots=True)
class Plainness:
    """Advice about the words; it never stops anybody."""

    lix: int
    is_heavy: bool
    advice: list[Advice]


@dataclass(frozen=True, slots=True)
class JudgementPage:
    """A judgement as its author, the citizen or an asked colleague sees it."""

    judgement: Judgement
    facts: list[Fact]
    alternatives: list[Alternative]
    comments: list[Comment]
    opinions: list[SecondOpinion]
    complaint: Complaint | None
    receipt: Event | None
    is_own: bool
    may_write: bool
    may_comment: bool
    may_complain: bool
    may_reassess: bool
    own_opinion: SecondOpinion | None
    missing: list[str]
    plainness: Plainness | None
    is_whole: bool


def judgement_page(judgement: Judgement, viewer: Person, *, number: str = "") -> JudgementPage:
    """A judgement with all that stands in it."""
    writes = policies.may_write(judgement, by=viewer)
    own = policies.is_about(judgement, by=viewer)
    prefetch_related_objects([judgement], "facts", "alternatives", "comments")
    opinions = list(judgement.opinions.select_related("asked", "asked_by"))
    complaint = getattr(judgement, "complaint", None)
    open_complaint = complaint is not None and complaint.answered_at is None
    return JudgementPage(
        judgement=judgement,
        facts=list(judgement.facts.all()),
        alternatives=list(judgement.alternatives.all()),
        comments=list(judgement.comments.all()),
        opinions=opinions,
        complaint=complaint,
        receipt=_receipt(viewer, number),
        is_own=own,
        may_write=writes,
        may_comment=policies.may_comment(judgement, by=viewer),
        may_complain=policies.may_complain(judgement, by=viewer),
        may_reassess=open_complaint and policies.may_reassess(judgement, by=viewer),
        own_opinion=next(
            (o for o in opinions if o.asked_id == viewer.pk and o.answered_at is None), None
        ),
        missing=lacks(judgement) if writes else [],
        plainness=_plainness(judgement) if writes else None,
        is_whole=judgement.is_final and is_whole(judgement),
    )


def _receipt(viewer: Person, number: str) -> Event | None:
    return Event.objects.filter(actor=viewer, number=number).first() if number else None


def _plainness(judgement: Judgement) -> Plainness:
    text = "\n".join(
        part
        for part in (
            judgement.question,
            judgement.weighing,
            judgement.conclusion,
            judgement.would_change,
        )
        if part
    )
    measured = lix(text)
    return Plainness(measured, measured > EASY, advise(text))


def about_citizen(citizen: Person, viewer: Person) -> list[Judgement]:
    """The judgements about a citizen, newest first."""
    rows = Judgement.objects.visible_to(viewer).filter(subject=citizen)
    return list(rows.select_related("matter", "begun_by", "complaint"))


def asked_of(viewer: Person) -> list[SecondOpinion]:
    """The judgements colleagues have asked this viewer to look at, open ones first."""
    rows = SecondOpinion.objects.filter(
        asked=viewer, judgement__subject__municipality_id=viewer.municipality_id
    )
    return list(
        rows.select_related("judgement__matter", "asked_by").order_by("answered_at", "-asked_at")
    )


def colleagues_to_ask(judgement: Judgement) -> list[Person]:
    """Professionals of the municipality who can be asked to look along."""
    working = Engagement.objects.active().filter(role__in=[Role.CASEWORKER, Role.PROFESSIONAL])
    people = Person.objects.filter(
        municipality_id=judgement.subject.municipality_id,
        is_active=True,
        engagements__in=working,
    )
    others = people.exclude(pk__in=[judgement.begun_by_id, judgement.subject_id]).distinct()
    return list(others.order_by("given_name", "family_name", "pk"))
