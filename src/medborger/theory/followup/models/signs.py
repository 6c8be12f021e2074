"""Signs, their values, the baselines they are judged by, and the signals seen."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.foundation.people.models import Team
from medborger.theory.chain.models import Theory
from medborger.theory.followup.words import Better, Clarification, Frequency, Question, SignKind


class Sign(models.Model):
    """A sign (tegn) that an element comes true. It answers exactly one of the two questions."""

    theory = models.ForeignKey(
        Theory, models.CASCADE, related_name="signs", verbose_name=_("forandringsteori")
    )
    key = models.CharField(_("nøgle"), max_length=40)
    element_key = models.CharField(_("element"), max_length=40)
    question = models.CharField(_("spørgsmål"), max_length=8, choices=Question)
    kind = models.CharField(_("art"), max_length=9, choices=SignKind, default=SignKind.NUMBER)
    title = models.CharField(_("titel"), max_length=200)
    formula = models.TextField(_("hvad der tælles"))
    measure = models.CharField(_("måling"), max_length=60, blank=True)
    definition_version = models.PositiveIntegerField(_("definitionens version"), default=1)
    better = models.CharField(_("retning"), max_length=7, choices=Better)
    frequency = models.CharField(_("hvor ofte"), max_length=7, choices=Frequency)
    target = models.FloatField(_("mål"), null=True, blank=True)
    min_n = models.PositiveSmallIntegerField(_("mindste antal"), null=True, blank=True)
    splits = models.JSONField(_("opdelinger"), default=list, blank=True)
    balanced_by = models.CharField(_("modvægt"), max_length=120, blank=True)
    caveat = models.TextField(_("forbehold"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ansvarlig"),
    )
    followed = models.BooleanField(_("følges på månedsmødet"), default=False)
    order = models.PositiveIntegerField(_("rækkefølge"), default=0)

    class Meta:
        ordering = ("theory", "order")
        verbose_name = _("tegn")
        verbose_name_plural = _("tegn")
        constraints = [
            models.UniqueConstraint(fields=["theory", "key"], name="followup_sign_key_once"),
            models.CheckConstraint(
                name="followup_sign_one_question", condition=Q(question__in=Question.values)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def least(self) -> int:
        """The smallest number of persons that anything may be said about."""
        return max(self.min_n or 0, self.theory.municipality.least_shown)


class ValueQuerySet(models.QuerySet["Value"]):
    """Questions about many values."""

    def current(self) -> Self:
        """The newest revision of each period; what it superseded stays, but is not used."""
        newest = (
            Value.objects.filter(
                sign=OuterRef("sign"), period=OuterRef("period"), team=OuterRef("team")
            )
            .order_by("-revision")
            .values("revision")[:1]
        )
        whole = (
            Value.objects.filter(
                sign=OuterRef("sign"), period=OuterRef("period"), team__isnull=True
            )
            .order_by("-revision")
            .values("revision")[:1]
        )
        return self.filter(
            Q(team__isnull=True, revision=Subquery(whole))
            | Q(team__isnull=False, revision=Subquery(newest))
        )


class Value(models.Model):
    """One period of one sign (værdi). Never changed: a correction is a new revision."""

    sign = models.ForeignKey(Sign, models.CASCADE, related_name="values", verbose_name=_("tegn"))
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    period = models.CharField(_("periode"), max_length=8)
    first_on = models.DateField(_("første dag"))
    last_on = models.DateField(_("sidste dag"))
    revision = models.PositiveIntegerField(_("udgave"), default=1)
    numerator = models.FloatField(_("tæller"), null=True, blank=True)
    denominator = models.FloatField(_("nævner"), null=True, blank=True)
    n = models.PositiveIntegerField(_("antal mennesker"), null=True, blank=True)
    narrative = models.TextField(_("fortælling"), blank=True)
    complete = models.FloatField(_("andel af perioden, der er data for"), default=1.0)
    definition_version = models.PositiveIntegerField(_("definitionens version"))
    data_until = models.DateTimeField(_("data til og med"))
    why_corrected = models.CharField(_("hvorfor rettet"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("gemt"), default=clock.now)

    objects = ValueQuerySet.as_manager()

    class Meta:
        ordering = ("sign", "first_on", "revision")
        verbose_name = _("værdi")
        verbose_name_plural = _("værdier")
        constraints = [
            models.UniqueConstraint(
                fields=["sign", "period", "revision"],
                condition=Q(team__isnull=True),
                name="followup_value_revision_once",
            ),
            models.UniqueConstraint(
                fields=["sign", "team", "period", "revision"],
                condition=Q(team__isnull=False),
                name="followup_value_team_revision_once",
            ),
            models.CheckConstraint(
                name="followup_value_ends_after_it_begins",
                condition=Q(last_on__gte=F("first_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign} {self.period}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save once; there is no second time."""
        if not self._state.adding:
            raise ValidationError(_("En værdi rettes ikke. Gem en ny udgave med en begrundelse."))
        super().save(*args, **kwargs)

    def has_basis(self, least: int) -> bool:
        """Whether anything may be said; otherwise it is "intet grundlag", never 0."""
        if self.numerator is None or self.denominator is None or self.denominator <= 0:
            return False
        return self.n is None or self.n >= least


class BaselinePeriod(models.Model):
    """The periods a sign's limits come from (basisperiode); a new one needs a decision."""

    sign = models.ForeignKey(Sign, models.CASCADE, related_name="baselines")
    starts = models.CharField(_("gælder fra"), max_length=8)
    first = models.CharField(_("fra"), max_length=8)
    last = models.CharField(_("til"), max_length=8)
    reason = models.CharField(_("hvorfor"), max_length=300)
    decision = models.ForeignKey(
        "followup.Decision", models.PROTECT, null=True, blank=True, related_name="baselines"
    )
    trial = models.ForeignKey(
        "followup.TrialAction", models.PROTECT, null=True, blank=True, related_name="baselines"
    )
    set_at = models.DateTimeField(_("sat"), default=clock.now)

    class Meta:
        ordering = ("sign", "starts")
        verbose_name = _("basisperiode")
        verbose_name_plural = _("basisperioder")
        constraints = [
            models.UniqueConstraint(fields=["sign", "starts"], name="followup_baseline_once"),
            models.CheckConstraint(
                name="followup_baseline_by_decision_or_trial",
                condition=Q(decision__isnull=False) | Q(trial__isnull=False),
                violation_error_message=_("En ny basis kræver en beslutning."),
            ),
            models.CheckConstraint(name="followup_baseline_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.sign}: {self.first}–{self.last}"


class Signal(models.Model):
    """A chart has said something (signal): first a question, then confirmed, then answered."""

    sign = models.ForeignKey(Sign, models.CASCADE, related_name="signals")
    rule = models.CharField(_("regel"), max_length=16)
    way = models.SmallIntegerField(_("retning"))
    period = models.CharField(_("periode"), max_length=8)
    confirmed_in = models.CharField(_("bekræftet i"), max_length=8, blank=True)
    seen_at = models.DateTimeField(_("set"), default=clock.now)
    clarification = models.CharField(
        _("afklaring"), max_length=9, choices=Clarification, blank=True
    )
    answered_by = models.ForeignKey(
        "followup.Decision", models.PROTECT, null=True, blank=True, related_name="signals"
    )

    class Meta:
        ordering = ("-period", "sign")
        verbose_name = _("signal")
        verbose_name_plural = _("signaler")
        constraints = [
            models.UniqueConstraint(
                fields=["sign", "rule", "way", "period"], name="followup_signal_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sign}: {self.rule} {self.period}"
