"""What is said to a plan: suggestions by others, and the citizen's disagreement."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.models.items import Goal, Note, Step
from medborger.encounter.plan.models.plans import Plan
from medborger.encounter.plan.models.sharing import ITEMS, Attached, exactly_one
from medborger.foundation import clock

if TYPE_CHECKING:
    from typing import Self

    from medborger.foundation.people.models import Person


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Questions about many suggestions."""

    def visible_to(self, viewer: Person) -> Self:
        """Suggestions to the goals and steps the viewer may see."""
        to_a_step = Q(step__isnull=True) | Q(step__in=Step.objects.visible_to(viewer))
        found = self.filter(to_a_step, goal__in=Goal.objects.visible_to(viewer))
        return found.select_related("plan__subject", "goal", "step", "by")

    def waiting(self) -> Self:
        """Suggestions the citizen has not answered."""
        return self.filter(state=Suggestion.State.OPEN)


class Suggestion(models.Model):
    """Words somebody suggests (forslag). The citizen says yes, no, or says it differently.

    It is the only way for others to change what the citizen has written.
    """

    class Kind(models.TextChoices):
        NEW_STEP = "new_step", _("et nyt skridt")
        STEP_WORDS = "step_words", _("andre ord til et skridt")
        GOAL_WORDS = "goal_words", _("andre ord til et mål")

    class State(models.TextChoices):
        OPEN = "open", _("venter på svar")
        ACCEPTED = "accepted", _("sagt ja til")
        CHANGED = "changed", _("sagt ja til med andre ord")
        DECLINED = "declined", _("sagt nej til")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="suggestions")
    kind = models.CharField(_("hvad"), max_length=10, choices=Kind, default=Kind.NEW_STEP)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="suggestions")
    step = models.ForeignKey(
        Step, models.PROTECT, null=True, blank=True, related_name="suggestions"
    )
    wording = models.TextField(_("ordlyd"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("foreslået af")
    )
    state = models.CharField(_("tilstand"), max_length=8, choices=State, default=State.OPEN)
    reason = models.TextField(_("begrundelse"), blank=True)
    accepted_wording = models.TextField(_("ordlyd, der blev sagt ja til"), blank=True)
    made_at = models.DateTimeField(_("foreslået"), default=clock.now)
    answered_at = models.DateTimeField(_("besvaret"), null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ("made_at", "pk")
        verbose_name = _("forslag")
        verbose_name_plural = _("forslag")
        constraints = [
            models.CheckConstraint(name="plan_suggestion_has_words", condition=~Q(wording="")),
            models.CheckConstraint(
                name="plan_suggestion_yes_has_words",
                condition=~Q(state__in=["accepted", "changed"]) | ~Q(accepted_wording=""),
            ),
            models.CheckConstraint(
                name="plan_suggestion_step_words_has_step",
                condition=Q(kind="step_words", step__isnull=False)
                | (~Q(kind="step_words") & Q(step__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def subject(self) -> Person:
        """The citizen it is suggested to."""
        return self.plan.subject

    @property
    def stands_now(self) -> str:
        """The words that would be changed; empty when it is a new step."""
        if self.kind == Suggestion.Kind.NEW_STEP:
            return ""
        return self.step.wording if self.step else self.goal.wording


class DisagreementQuerySet(models.QuerySet["Disagreement"]):
    """Questions about many disagreements."""

    def visible_to(self, viewer: Person) -> Self:
        """Disagreements with items the viewer may see."""
        return self.filter(
            Q(goal__in=Goal.objects.visible_to(viewer))
            | Q(step__in=Step.objects.visible_to(viewer))
            | Q(note__in=Note.objects.visible_to(viewer))
            | Q(suggestion__in=Suggestion.objects.visible_to(viewer))
        ).select_related("plan__subject", "by")

    def standing(self) -> Self:
        """Those the citizen has not taken back."""
        return self.filter(withdrawn_at__isnull=True)


class Disagreement(Attached):
    """The citizen does not agree (uenighed), and says so beside the item for all who see it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, null=True, blank=True, related_name="disagreements"
    )
    wording = models.TextField(_("hvorfor"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("hvem")
    )
    made_at = models.DateTimeField(_("skrevet"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("taget tilbage"), null=True, blank=True)

    objects = DisagreementQuerySet.as_manager()

    class Meta:
        ordering = ("made_at", "pk")
        verbose_name = _("uenighed")
        verbose_name_plural = _("uenigheder")
        constraints = [
            models.CheckConstraint(
                name="plan_disagreement_with_one_thing",
                condition=exactly_one(*ITEMS, "suggestion"),
            ),
            models.CheckConstraint(name="plan_disagreement_has_words", condition=~Q(wording="")),
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def item(self) -> Goal | Step | Note | Suggestion:
        """What the citizen does not agree with."""
        return self.suggestion or super().item
