"""What stands around a form about a talk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from medborger.encounter.plan.asking import FormPage, typed
from medborger.encounter.plan.asking import act_with as ask

if TYPE_CHECKING:
    from medborger.encounter.meetings.models import Talk
    from medborger.foundation.http import PersonRequest

__all__ = ["BOTH", "about_talk", "ask", "typed"]
BOTH = ("GET", "POST")


def about_talk(request: PersonRequest, talk: Talk, title: object, **more: Any) -> FormPage:
    """Where to go back to, and whose talk it is when it is not one's own."""
    back = reverse("meetings:talk", args=[talk.public_id])
    subject = None if talk.subject_id == request.user.pk else talk.subject
    return FormPage(title, back, subject=subject, **more)
