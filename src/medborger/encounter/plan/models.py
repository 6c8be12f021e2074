"""The citizen's plan: goals and steps in the citizen's words, and what others suggest."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.foundation.people.models import Person

if TYPE_CHECKING:
    from typing import Self


class PlanQuerySet(models.QuerySet["Plan"]):
    """Questions about many plans."""

    def visible_to(self, viewer: Person) -> Self:
        """One's own plan, and those of citizens one's team works with today."""
        return self.filter(subject__in=Person.objects.visible_to(viewer))


class Plan(models.Model):
    """A citizen's one plan (plan). It belongs to the citizen."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="plan", verbose_name=_("borger")
    )
    begun_at = models.DateTimeField(_("begyndt"), default=clock.now)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("plan")
        verbose_name_plural = _("planer")

    def __str__(self) -> str:
        return str(self.subject)


class GoalQuerySet(models.QuerySet["Goal"]):
    """Questions about many goals."""

    def visible_to(self, viewer: Person) -> Self:
        """Goals of the plans the viewer may see."""
        return self.filter(plan__in=Plan.objects.visible_to(viewer))


class Goal(models.Model):
    """What matters to the citizen (mål), in the citizen's own words."""

    class State(models.TextChoices):
        OPEN = "open", _("i gang")
        CLOSED = "closed", _("afsluttet")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals", verbose_name=_("plan"))
    wording = models.TextField(_("ordlyd"))
    helped = models.TextField(_("det, der har hjulpet"), blank=True)
    state = models.CharField(_("tilstand"), max_length=8, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(_("version"), default=1)
    added_at = models.DateTimeField(_("skrevet"), default=clock.now)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ("added_at", "pk")
        verbose_name = _("mål")
        verbose_name_plural = _("mål")
        constraints = [models.CheckConstraint(name="plan_goal_has_words", condition=~Q(wording=""))]

    def __str__(self) -> str:
        return self.wording

    @property
    def subject(self) -> Person:
        """The citizen whose goal it is."""
        return self.plan.subject


class StepQuerySet(models.QuerySet["Step"]):
    """Questions about many steps."""

    def visible_to(self, viewer: Person) -> Self:
        """Steps of the goals the viewer may see."""
        return self.filter(goal__in=Goal.objects.visible_to(viewer))


class Step(models.Model):
    """Something to do on the way to a goal (skridt), and who does it."""

    class Owner(models.TextChoices):
        CITIZEN = "citizen", _("borgeren")
        PROFESSIONAL = "professional", _("kommunen")
        NETWORK = "network", _("en, jeg kender")
        EMPLOYER = "employer", _("en virksomhed")

    class State(models.TextChoices):
        ACTIVE = "active", _("i gang")
        DONE = "done", _("gjort")
        DROPPED = "dropped", _("droppet")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="steps", verbose_name=_("mål"))
    wording = models.TextField(_("ordlyd"))
    owner = models.CharField(_("hvem gør det"), max_length=12, choices=Owner, default=Owner.CITIZEN)
    due_on = models.DateField(_("senest"), null=True, blank=True)
    state = models.CharField(_("tilstand"), max_length=8, choices=State, default=State.ACTIVE)
    outcome = models.TextField(_("hvordan det gik"), blank=True)
    worded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("skrevet af")
    )
    done_on = models.DateField(_("gjort den"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    added_at = models.DateTimeField(_("skrevet"), default=clock.now)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ("added_at", "pk")
        verbose_name = _("skridt")
        verbose_name_plural = _("skridt")
        constraints = [
            models.CheckConstraint(name="plan_step_has_words", condition=~Q(wording="")),
            models.CheckConstraint(
                name="plan_step_done_has_a_day",
                condition=~Q(state="done") | Q(done_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def subject(self) -> Person:
        """The citizen whose step it is."""
        return self.goal.plan.subject


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Questions about many suggestions."""

    def visible_to(self, viewer: Person) -> Self:
        """Suggestions to the plans the viewer may see."""
        return self.filter(plan__in=Plan.objects.visible_to(viewer))

    def waiting(self) -> Self:
        """Suggestions the citizen has not answered."""
        return self.filter(state=Suggestion.State.OPEN)


class Suggestion(models.Model):
    """A step somebody suggests (forslag). The citizen says yes, no, or says it differently."""

    class State(models.TextChoices):
        OPEN = "open", _("venter på svar")
        ACCEPTED = "accepted", _("sagt ja til")
        CHANGED = "changed", _("sagt ja til med andre ord")
        DECLINED = "declined", _("sagt nej til")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="suggestions")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="suggestions")
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
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def subject(self) -> Person:
        """The citizen it is suggested to."""
        return self.plan.subject
