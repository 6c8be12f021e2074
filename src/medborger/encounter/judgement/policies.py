"""Who may judge, comment, look along and complain. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.encounter.judgement.models import Judgement
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.encounter.judgement.models import SecondOpinion
    from medborger.encounter.judgement.models.parts import Part
    from medborger.foundation.people.models import Person

    Row = Judgement | Part


def may_judge(citizen: Person, *, by: Person) -> bool:
    """Professionals of the citizen's municipality judge, never about themselves."""
    same = citizen.municipality_id == by.municipality_id
    return Ability.CASEWORK in by.abilities and same and citizen.pk != by.pk


def may_write(judgement: Judgement, *, by: Person) -> bool:
    """The one who began the judgement writes it, until it is final."""
    is_author = judgement.begun_by_id == by.pk and may_judge(judgement.subject, by=by)
    return is_author and not judgement.is_final


def is_about(row: Row, *, by: Person) -> bool:
    """Whether it is about oneself."""
    return Ability.OWN_PLAN in by.abilities and row.subject.pk == by.pk


def may_comment(judgement: Judgement, *, by: Person) -> bool:
    """The citizen says something to the draft while it is with them."""
    return is_about(judgement, by=by) and judgement.state == Judgement.State.SENT


def may_be_asked(colleague: Person, judgement: Judgement) -> bool:
    """Another professional of the same municipality can be asked to look along."""
    return colleague.pk != judgement.begun_by_id and may_judge(judgement.subject, by=colleague)


def may_answer(opinion: SecondOpinion, *, by: Person) -> bool:
    """The colleague who was asked answers once, before the judgement is final."""
    is_open = opinion.answered_at is None and not opinion.judgement.is_final
    return opinion.asked_id == by.pk and is_open


def may_complain(judgement: Judgement, *, by: Person) -> bool:
    """The citizen complains once about a final judgement, also when it is late."""
    return is_about(judgement, by=by) and judgement.is_final and not hasattr(judgement, "complaint")


def may_reassess(row: Row, *, by: Person) -> bool:
    """Professionals who work with the citizen look again; who began it may, too."""
    return may_judge(row.subject, by=by)
