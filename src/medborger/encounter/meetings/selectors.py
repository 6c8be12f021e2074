"""What the pages about talks show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, IntegerField, Value, When

from medborger.encounter.meetings import policies
from medborger.encounter.meetings.coaching import QUESTIONS
from medborger.encounter.meetings.links import invitation_link
from medborger.encounter.meetings.models import AgendaPoint, Invitation, Minutes, Slot, Talk
from medborger.encounter.meetings.statements import Gap, gaps
from medborger.encounter.meetings.telling import invitation_text
from medborger.encounter.plan.models import Goal
from medborger.foundation.journal.models import Event
from medborger.foundation.language import lix
from medborger.foundation.people.models import Person, Relation

if TYPE_CHECKING:
    import datetime as dt

    from medborger.encounter.plan.models.items import GoalQuerySet

SHOWN = 40
"""Times shown at once."""


@dataclass(frozen=True, slots=True)
class Day:
    """The free times of one day."""

    on: dt.date
    slots: list[Slot]


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """An invitation, the time chosen, and the times one can choose."""

    invitation: Invitation
    talk: Talk | None
    slots: list[Slot]


@dataclass(frozen=True, slots=True)
class TalkPage:
    """A talk as one of the two, or a colleague, sees it."""

    talk: Talk
    points: list[AgendaPoint]
    records: list[Minutes]
    draft: Minutes | None
    has_answered: bool
    other_has_answered: bool
    gaps: list[Gap]
    questions: list[tuple[str, Any, list[tuple[int, Any]]]]
    receipt: Event | None
    is_own: bool
    may_prepare: bool
    may_write: bool
    may_answer_after: bool
    may_cancel: bool

    @property
    def is_thanked(self) -> bool:
        """Whether the citizen has just answered after the talk."""
        return self.receipt is not None and self.receipt.kind == "meetings.feedback"

    @property
    def point_kind(self) -> str:
        """Writing a point is the citizen's first act; the professional's is to write it all."""
        return "primary" if self.is_own else "secondary"


def choose_page(invitation: Invitation) -> ChoosePage:
    """The invitation's page: the own professional's times first."""
    booked = Talk.objects.filter(invitation=invitation, state=Talk.State.BOOKED)
    return ChoosePage(invitation, booked.select_related("worker").first(), free_times(invitation))


def free_times(invitation: Invitation) -> list[Slot]:
    """Free times: first those of the one who invited, then of others who work with the citizen."""
    working = Relation.objects.active().filter(citizen=invitation.subject).values("worker_id")
    slots = Slot.objects.free().filter(worker__in=working) | Slot.objects.free().filter(
        worker=invitation.by
    )
    own_first = Case(
        When(worker=invitation.by, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    ordered = slots.select_related("worker").order_by(own_first, "starts_at", "pk")
    return list(ordered.distinct()[:SHOWN])


def talk_page(talk: Talk, viewer: Person, *, number: str = "") -> TalkPage:
    """A talk with all that belongs to it, as far as the viewer may see it."""
    own = talk.subject_id == viewer.pk
    writes = policies.may_write_minutes(talk, by=viewer)
    records = list(talk.records.select_related("by"))
    drafts = [r for r in records if not r.is_comment]
    answered = {row.is_citizens: row.answers for row in talk.expectations.all()}
    both = len(answered) == 2
    return TalkPage(
        talk=talk,
        points=list(talk.points.select_related("by")),
        records=[r for r in records if r.published_at is not None],
        draft=drafts[-1] if writes and drafts and drafts[-1].published_at is None else None,
        has_answered=own in answered if own or writes else False,
        other_has_answered=(not own) in answered,
        gaps=gaps(answered[True], answered[False]) if both else [],
        questions=_questions() if writes else [],
        receipt=receipt(viewer, number),
        is_own=own,
        may_prepare=policies.may_prepare(talk, by=viewer) and talk.state == Talk.State.BOOKED,
        may_write=writes,
        may_answer_after=policies.may_answer_after(talk, by=viewer),
        may_cancel=talk.state == Talk.State.BOOKED and policies.may_choose(talk, by=viewer),
    )


def _questions() -> list[tuple[str, Any, list[tuple[int, Any]]]]:
    return [(key, name, list(enumerate(asked))) for key, (name, asked) in QUESTIONS.items()]


def receipt(viewer: Person, number: str) -> Event | None:
    """The act with this number, if the viewer did it."""
    return Event.objects.filter(actor=viewer, number=number).first() if number else None


def talks_of(citizen: Person, viewer: Person) -> list[Talk]:
    """The citizen's talks, newest first."""
    return list(Talk.objects.visible_to(viewer).filter(subject=citizen)[:50])


def invitations_of(citizen: Person, viewer: Person) -> list[Invitation]:
    """The citizen's open and booked invitations."""
    rows = Invitation.objects.visible_to(viewer).filter(subject=citizen)
    return list(rows.exclude(state=Invitation.State.CLOSED).select_related("by")[:20])


def times_of(worker: Person) -> list[Slot]:
    """A professional's coming free times."""
    return list(Slot.objects.visible_to(worker).free()[:SHOWN])


def open_goals(citizen: Person, viewer: Person) -> GoalQuerySet:
    """The goals a next step can belong to, the oldest first."""
    goals = Goal.objects.visible_to(viewer).filter(plan__subject=citizen, state=Goal.State.OPEN)
    return goals.order_by("added_at", "pk")


def letter_of(invitation: Invitation) -> tuple[str, int]:
    """The invitation's text and how heavy it is to read."""
    text = invitation_text(invitation, invitation_link(invitation))
    return text, lix(invitation_text(invitation, "").replace(invitation.code, ""))


def citizens_to_invite(viewer: Person) -> list[Person]:
    """Citizens one works with who have no open invitation from one."""
    own = Relation.objects.active().filter(worker=viewer).values("citizen_id")
    invited = Invitation.objects.filter(by=viewer, state=Invitation.State.OPEN).values("subject_id")
    people = Person.objects.visible_to(viewer).filter(pk__in=own).exclude(pk__in=invited)
    return list(people.order_by("given_name", "family_name", "pk"))
