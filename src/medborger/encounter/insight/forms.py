"""What people type about the trace."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.forms import words
from medborger.foundation.forms import ActionForm


class QuestionForm(ActionForm):
    """What the citizen wants to know about a look."""

    wording = words(_("Hvad vil du gerne vide?"))


class ReplyForm(ActionForm):
    """The leader's answer."""

    answer = words(_("Dit svar"))
