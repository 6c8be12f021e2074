"""Who may ask about a look, and who answers. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.encounter.insight.models import Question
    from medborger.foundation.access.models import Look
    from medborger.foundation.people.models import Person


def may_ask_about(look: Look, *, by: Person) -> bool:
    """Everybody may ask about looks at their own case, and no other."""
    return look.subject_id == by.pk and Ability.OWN_PLAN in by.abilities


def may_answer(question: Question, *, by: Person) -> bool:
    """The owner answers, or another leader of the team; never the one who asked."""
    if question.subject_id == by.pk:
        return False
    if question.owner_id == by.pk:
        return True
    return Ability.LEAD in by.abilities and question.team_id in by.team_ids
