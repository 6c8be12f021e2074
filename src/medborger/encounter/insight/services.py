"""Ask about a look, and answer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from medborger.encounter.insight.models import Question
from medborger.encounter.insight.policies import may_answer, may_ask_about
from medborger.encounter.plan.telling import Act, require, tell, worded
from medborger.foundation import clock
from medborger.foundation.outbox.services import write
from medborger.foundation.people.models import Engagement, Person
from medborger.foundation.people.roles import Ability, roles_with

if TYPE_CHECKING:
    from medborger.foundation.access.models import Look
    from medborger.foundation.journal.models import Event

DAYS_TO_ANSWER = 7
"""How long the municipality has to answer; the day is shown to the citizen at once."""

ANSWERED = gettext_noop("Du har fået svar på et spørgsmål.")
ASKED = gettext_noop("En borger har spurgt om et opslag.")


@transaction.atomic
def ask_about(look: Look, *, wording: str, by: Person) -> Event:
    """Ask why somebody looked. The leader of the unit owns the answer."""
    require(may_ask_about(look, by=by))
    owner = _owner_of(look)
    question, is_new = Question.objects.get_or_create(
        look=look,
        defaults={
            "subject": by,
            "wording": worded(wording),
            "owner": owner,
            "team": look.team,
            "due_on": clock.today() + dt.timedelta(days=DAYS_TO_ANSWER),
        },
    )
    if not is_new:
        raise ValidationError(_("Du har allerede spurgt om det opslag."))
    write(owner, subject_line=ASKED, text=f"{ASKED} Log ind for at læse og svare.", by=by)
    act = Act("insight.question.asked", "spurgte om et opslag", question.wording)
    return tell(act, about=by, by=by, question=str(question.public_id))


@transaction.atomic
def answer_question(question: Question, *, answer: str, by: Person) -> Event:
    """Answer a citizen's question about a look."""
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    require(may_answer(question, by=by))
    if question.is_answered:
        raise ValidationError(_("Der er allerede svaret."))
    question.answer, question.answered_by = worded(answer, "answer"), by
    question.answered_at = clock.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    act = Act("insight.question.answered", "svarede på et spørgsmål om et opslag", news=ANSWERED)
    return tell(act, about=question.subject, by=by, question=str(question.public_id))


def _owner_of(look: Look) -> Person:
    """The leader of the unit that looked; else a leader or administrator of the municipality."""
    engaged = Engagement.objects.active().select_related("person").order_by("pk")
    here = engaged.filter(person__municipality_id=look.subject.municipality_id)
    leaders = here.filter(role__in=roles_with(Ability.LEAD))
    administrators = here.filter(role__in=roles_with(Ability.ADMINISTER))
    ours = leaders.filter(team=look.team) if look.team_id else leaders.none()
    for rows in (ours, leaders, administrators):
        others = rows.exclude(person=look.viewer)  # nobody answers for their own look
        if found := others.first() or rows.first():
            owner: Person = found.person
            return owner
    raise ValidationError(
        _("Der er ingen til at svare endnu. Ring til kommunen på %(phone)s.")
        % {"phone": look.subject.municipality.phone}
    )
