"""Monthly reviews and what was decided: with a reason, an expectation and a date to look again."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.theory.chain.models import Theory, TheoryVersion
from medborger.theory.followup.words import Better, Choice


class Review(models.Model):
    """A monthly review (månedsmøde). Its minutes are the decisions."""

    theory = models.ForeignKey(Theory, models.CASCADE, related_name="reviews")
    period = models.CharField(_("måned"), max_length=8)
    held_on = models.DateField(_("holdt"), default=clock.today)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    present = models.CharField(_("hvem var med"), max_length=500, blank=True)

    class Meta:
        ordering = ("-held_on", "-pk")
        verbose_name = _("månedsmøde")
        verbose_name_plural = _("månedsmøder")
        constraints = [
            models.UniqueConstraint(fields=["theory", "period"], name="followup_review_once")
        ]

    def __str__(self) -> str:
        return f"{self.theory} {self.period}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Questions about many decisions."""

    def due(self) -> Self:
        """Those whose review date has come and that nobody has looked at again."""
        return self.filter(review_on__lte=clock.today(), looked_at__isnull=True)

    def open(self) -> Self:
        """Those that nobody has looked at again yet."""
        return self.filter(looked_at__isnull=True)


class Decision(models.Model):
    """What was decided (beslutning), why, what is expected, and when to look again."""

    theory = models.ForeignKey(Theory, models.CASCADE, related_name="decisions")
    version = models.ForeignKey(TheoryVersion, models.PROTECT, related_name="decisions")
    review = models.ForeignKey(
        Review, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    sign = models.ForeignKey(
        "followup.Sign", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    trial = models.ForeignKey(
        "followup.TrialAction", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    choice = models.CharField(_("valg"), max_length=12, choices=Choice)
    reason = models.TextField(_("hvorfor"))
    expectation = models.TextField(_("hvad venter vi"))
    expected = models.FloatField(_("forventet tal"), null=True, blank=True)
    direction = models.CharField(_("retning"), max_length=7, choices=Better, blank=True)
    review_on = models.DateField(_("ses på igen"))
    fired_at = models.DateTimeField(_("mindet om"), null=True, blank=True)
    looked_at = models.DateTimeField(_("set på igen"), null=True, blank=True)
    result = models.TextField(_("hvad blev det"), blank=True)
    reopens = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reopened_by"
    )
    rivals = models.TextField(_("andre forklaringer"), blank=True)
    value_then = models.CharField(_("tallet den dag"), max_length=60, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("besluttet"), default=clock.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_at", "-pk")
        verbose_name = _("beslutning")
        verbose_name_plural = _("beslutninger")
        constraints = [
            models.CheckConstraint(name="followup_decision_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="followup_decision_has_expectation", condition=~Q(expectation="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_choice_display()}: {self.reason}"

    @property
    def is_due(self) -> bool:
        """Whether its day has come and nobody has looked at it again."""
        return self.looked_at is None and self.review_on <= clock.today()
