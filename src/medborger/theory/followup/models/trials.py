"""Trial actions: what we try, why we think it works, and what we promised to deliver."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.theory.chain.models import Theory
from medborger.theory.followup.words import Better, TrialState


class TrialActionQuerySet(models.QuerySet["TrialAction"]):
    """Questions about many trial actions."""

    def running(self) -> Self:
        """Those in progress."""
        return self.filter(state=TrialState.RUNNING)


class TrialAction(models.Model):
    """Something tried (prøvehandling), with a mechanism, a prediction and a delivery contract."""

    theory = models.ForeignKey(Theory, models.CASCADE, related_name="trials")
    element_key = models.CharField(_("element"), max_length=40, blank=True)
    title = models.CharField(_("prøvehandling"), max_length=200)
    mechanism_keys = models.JSONField(_("virksomme mekanismer"), default=list, blank=True)
    if_we = models.TextField(_("hvis"), blank=True)
    then = models.TextField(_("så"), blank=True)
    because = models.TextField(_("fordi"), blank=True)
    sign = models.ForeignKey(
        "followup.Sign", models.PROTECT, null=True, blank=True, related_name="trials"
    )
    predicted = models.FloatField(_("forudsagt tal"), null=True, blank=True)
    direction = models.CharField(_("retning"), max_length=7, choices=Better, blank=True)
    predicted_on = models.DateField(_("hvornår"), null=True, blank=True)
    content = models.TextField(_("hvad leverer vi"), blank=True)
    for_whom = models.CharField(_("for hvem"), max_length=200, blank=True)
    how_often = models.CharField(_("hvor ofte"), max_length=120, blank=True)
    how_long = models.CharField(_("hvor længe"), max_length=120, blank=True)
    parts = models.JSONField(_("dele af leverancen"), default=list, blank=True)
    people = models.PositiveIntegerField(_("antal, den er for"), null=True, blank=True)
    times_a_week = models.FloatField(_("gange om ugen"), null=True, blank=True)
    weeks = models.PositiveIntegerField(_("antal uger"), null=True, blank=True)
    start_rule = models.TextField(_("hvornår begynder vi"), blank=True)
    stop_rule = models.TextField(_("hvornår stopper vi før tid"), blank=True)
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tovholder"),
    )
    state = models.CharField(
        _("tilstand"), max_length=8, choices=TrialState, default=TrialState.IDEA
    )
    started_on = models.DateField(_("startet"), null=True, blank=True)
    ended_on = models.DateField(_("sluttet"), null=True, blank=True)
    closed_by = models.ForeignKey(
        "followup.Decision", models.PROTECT, null=True, blank=True, related_name="closed_trials"
    )
    created_at = models.DateTimeField(_("oprettet"), default=clock.now)

    objects = TrialActionQuerySet.as_manager()

    class Meta:
        ordering = ("theory", "pk")
        verbose_name = _("prøvehandling")
        verbose_name_plural = _("prøvehandlinger")
        constraints = [
            models.CheckConstraint(
                name="followup_trial_starts_with_prediction",
                condition=Q(state__in=["idea", "planned"])
                | (
                    Q(started_on__isnull=False, predicted__isnull=False)
                    & Q(predicted_on__isnull=False)
                    & ~Q(content="")
                    & ~Q(mechanism_keys=[])
                ),
            ),
            models.CheckConstraint(
                name="followup_trial_ends_with_decision",
                condition=Q(state__in=["idea", "planned", "running"]) | Q(closed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def hypothesis(self) -> str:
        """If … then … because …"""
        parts = {"if_we": self.if_we, "then": self.then, "because": self.because}
        return str(_("Hvis %(if_we)s, så %(then)s, fordi %(because)s.")) % parts


class Delivery(models.Model):
    """Something delivered (leverance) on a trial action: what, to how many, and what they said."""

    trial = models.ForeignKey(TrialAction, models.CASCADE, related_name="deliveries")
    on = models.DateField(_("dag"))
    people = models.PositiveIntegerField(_("antal, der fik det"))
    parts = models.JSONField(_("dele, der blev leveret"), default=list, blank=True)
    response = models.TextField(_("hvad deltagerne sagde"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("skrevet"), default=clock.now)

    class Meta:
        ordering = ("on", "pk")
        verbose_name = _("leverance")
        verbose_name_plural = _("leverancer")

    def __str__(self) -> str:
        return f"{self.trial} {self.on}"
