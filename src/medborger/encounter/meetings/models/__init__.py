"""Free times, invitations, talks, and what people say before, in and after them."""

from __future__ import annotations

from medborger.encounter.meetings.models.invitations import Invitation, Slot
from medborger.encounter.meetings.models.preparation import AgendaPoint, Expectation
from medborger.encounter.meetings.models.talks import Feedback, Minutes, Talk

__all__ = [
    "AgendaPoint",
    "Expectation",
    "Feedback",
    "Invitation",
    "Minutes",
    "Slot",
    "Talk",
]
