"""Signed links: a citizen chooses, moves and cancels without logging in, again and again."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse

from medborger.encounter.meetings.models import Invitation

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person

INVITATION = "meetings.invitation"
CALENDAR = "meetings.calendar"


def invitation_token(invitation: Invitation) -> str:
    """The token in the link."""
    return signing.dumps(str(invitation.public_id), salt=INVITATION)


def invitation_link(invitation: Invitation) -> str:
    """The whole address, as it stands in a letter."""
    path = reverse("meetings:choose", args=[invitation_token(invitation)])
    return f"{settings.PUBLIC_URL}{path}"


def invitation_of(token: str) -> Invitation | None:
    """The invitation a token names; None when somebody has changed it."""
    public_id = _opened(token, INVITATION)
    if public_id is None:
        return None
    rows = Invitation.objects.select_related("subject__municipality", "by")
    return rows.filter(public_id=public_id).first()


def calendar_token(person: Person) -> str:
    """The token of a person's own calendar feed."""
    return signing.dumps(str(person.public_id), salt=CALENDAR)


def owner_of_calendar(token: str) -> uuid.UUID | None:
    """Whose calendar a token opens."""
    return _opened(token, CALENDAR)


def _opened(token: str, salt: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(signing.loads(token, salt=salt))
    except (signing.BadSignature, ValueError):
        return None
