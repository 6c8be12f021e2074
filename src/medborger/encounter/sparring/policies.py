"""Who may ask for sparring, be asked, and answer. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.encounter.plan.policies import may_meet
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.encounter.sparring.models import Sparring
    from medborger.foundation.people.models import Person


def may_ask(citizen: Person, *, by: Person) -> bool:
    """A professional whose team works with the citizen asks."""
    return may_meet(citizen, by=by)


def may_send(sparring: Sparring, *, by: Person) -> bool:
    """The one who wrote it sends it, once, while still working with the citizen."""
    is_own = sparring.asked_by_id == by.pk and not sparring.is_sent
    return is_own and may_ask(sparring.subject, by=by)


def may_drop(sparring: Sparring, *, by: Person) -> bool:
    """What has not been sent can be thrown away by the one who wrote it."""
    return sparring.asked_by_id == by.pk and not sparring.is_sent


def may_be_asked(colleague: Person, sparring: Sparring) -> bool:
    """Another professional of the same municipality, who is not the citizen."""
    same = colleague.municipality_id == sparring.subject.municipality_id
    others = colleague.pk not in {sparring.asked_by_id, sparring.subject_id}
    return same and others and Ability.CASEWORK in colleague.abilities


def may_read(sparring: Sparring, *, by: Person) -> bool:
    """The two who talk; what is not sent has a page of its own."""
    return sparring.is_sent and by.pk in {sparring.asked_by_id, sparring.asked_id}


def may_answer(sparring: Sparring, *, by: Person) -> bool:
    """The colleague who was asked answers once."""
    return sparring.asked_id == by.pk and sparring.is_sent and not sparring.is_answered
