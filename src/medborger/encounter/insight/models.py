"""Questions about the trace: somebody looked, and the citizen wants to know why."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.foundation.access.models import Look
from medborger.foundation.people.models import Team
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from typing import Self

    from medborger.foundation.people.models import Person


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions about many questions."""

    def visible_to(self, viewer: Person) -> Self:
        """One's own, and for a leader those that are theirs or their teams' to answer."""
        mine = Q(subject=viewer)
        if Ability.LEAD in viewer.abilities:
            mine |= Q(owner=viewer) | Q(team__in=viewer.team_ids)
        elif Ability.ADMINISTER in viewer.abilities:
            mine |= Q(owner=viewer)
        return self.filter(mine).select_related(
            "subject", "owner", "answered_by", "look__viewer", "look__team"
        )

    def unanswered(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(answered_at__isnull=True)


class Question(models.Model):
    """What a citizen asks about one look (spørgsmål); somebody owns the answer, before a day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    look = models.OneToOneField(Look, models.PROTECT, related_name="question")
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="questions", verbose_name=_("borger")
    )
    wording = models.TextField(_("spørgsmål"))
    asked_at = models.DateTimeField(_("stillet"), default=clock.now)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("hvem svarer")
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("svar senest"))
    answer = models.TextField(_("svar"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("besvaret"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name = _("spørgsmål")
        verbose_name_plural = _("spørgsmål")
        constraints = [
            models.CheckConstraint(name="insight_question_has_words", condition=~Q(wording="")),
            models.CheckConstraint(
                name="insight_answer_has_words_and_an_author",
                condition=Q(answered_at__isnull=True, answer="", answered_by__isnull=True)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer."""
        return self.answered_at is not None

    @property
    def is_late(self) -> bool:
        """Whether the day has passed without an answer."""
        return not self.is_answered and self.due_on < clock.today()
