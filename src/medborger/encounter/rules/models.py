"""What a citizen's situation is, what the law asks, who is exempted, and how long things take."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.foundation.people.models import Municipality, PeriodQuerySet, Person

if TYPE_CHECKING:
    import datetime as dt
    from typing import Self


class RulePack(models.Model):
    """An edition of the rules (regelpakke) a municipality has loaded; the newest one holds."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="rule_packs")
    title = models.CharField(_("titel"), max_length=200)
    text = models.TextField(_("indhold"))
    loaded_at = models.DateTimeField(_("indlæst"), default=clock.now)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-loaded_at", "-pk")
        verbose_name = _("regelpakke")
        verbose_name_plural = _("regelpakker")

    def __str__(self) -> str:
        return self.title


class AboutCitizens(PeriodQuerySet):
    """Rows about citizens: one's own, and those of citizens one works with."""

    def visible_to(self, viewer: Person) -> Self:
        """Rows about people whose case the viewer may open."""
        return self.filter(subject__in=Person.objects.visible_to(viewer))


class Situation(models.Model):
    """The target group (målgruppe) a citizen belongs to, from one day to another."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="situations")
    group = models.CharField(_("målgruppe"), max_length=60)
    since = models.DateField(_("fra"), default=clock.today)
    until = models.DateField(_("til og med"), null=True, blank=True)

    objects = AboutCitizens.as_manager()

    class Meta:
        ordering = ("since", "pk")
        verbose_name = _("målgruppe")
        verbose_name_plural = _("målgrupper")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "group"],
                condition=Q(until__isnull=True),
                name="rules_situation_once",
                violation_error_message=_("Borgeren er allerede i den målgruppe."),
            ),
            models.CheckConstraint(
                name="rules_situation_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("Målgruppen kan ikke slutte, før den begynder."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.group}"

    def months(self, on: dt.date) -> int:
        """Whole months from the first day to the day asked about."""
        months = (on.year - self.since.year) * 12 + on.month - self.since.month
        return max(0, months - (on.day < self.since.day))


class Requirement(models.Model):
    """Something the law asks (krav): the only thing in a plan a citizen cannot remove."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="requirements"
    )
    rule = models.CharField(_("regel"), max_length=80)
    title = models.CharField(_("titel"), max_length=200)
    tells = models.TextField(_("betyder"))
    paragraph = models.CharField(_("paragraf"), max_length=200, blank=True)
    source = models.CharField(_("kilde"), max_length=300)
    valid_from = models.DateField(_("gælder fra"), null=True)
    valid_to = models.DateField(_("gælder til"), null=True)
    reason = models.TextField(_("hvorfor det gælder dig"))
    due_on = models.DateField(_("senest"), null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("skrevet"), default=clock.now)
    ended_on = models.DateField(_("slut"), null=True, blank=True)
    ended_reason = models.TextField(_("hvorfor det er slut"), blank=True)

    objects = AboutCitizens.as_manager()

    class Meta:
        ordering = ("added_at", "pk")
        verbose_name = _("krav")
        verbose_name_plural = _("krav")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "rule"],
                condition=Q(ended_on__isnull=True),
                name="rules_requirement_once",
                violation_error_message=_("Kravet står der allerede."),
            ),
            models.CheckConstraint(name="rules_requirement_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.title


class Exemption(models.Model):
    """A reason why one citizen is left out of a population rule (undtagelse)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="exemptions")
    rule = models.CharField(_("regel"), max_length=80)
    reason = models.TextField(_("begrundelse"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("skrevet"), default=clock.now)
    since = models.DateField(_("fra"), default=clock.today)
    until = models.DateField(_("til og med"), null=True, blank=True)

    objects = AboutCitizens.as_manager()

    class Meta:
        ordering = ("made_at", "pk")
        verbose_name = _("undtagelse")
        verbose_name_plural = _("undtagelser")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "rule"],
                condition=Q(until__isnull=True),
                name="rules_exemption_once",
                violation_error_message=_("Borgeren er allerede undtaget fra reglen."),
            ),
            models.CheckConstraint(name="rules_exemption_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.rule}"


class Deadline(models.Model):
    """How long the municipality takes for one kind of application (sagsbehandlingsfrist).

    Source: retssikkerhedsloven § 3, stk. 2: the deadlines must be set and published.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="deadlines")
    matter = models.CharField(_("hvad du søger om"), max_length=200)
    paragraph = models.CharField(_("paragraf"), max_length=200, blank=True)
    weeks = models.PositiveSmallIntegerField(_("uger"))
    note = models.CharField(_("bemærkning"), max_length=300, blank=True)

    class Meta:
        ordering = ("matter", "pk")
        verbose_name = _("sagsbehandlingsfrist")
        verbose_name_plural = _("sagsbehandlingsfrister")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "matter"],
                name="rules_deadline_once",
                violation_error_message=_("Der er allerede en frist for det."),
            ),
            models.CheckConstraint(name="rules_deadline_has_weeks", condition=Q(weeks__gte=1)),
        ]

    def __str__(self) -> str:
        return self.matter
