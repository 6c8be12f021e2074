"""Public figures about municipalities, as they were published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock


class FigureImport(models.Model):
    """One reading of public figures (indlæsning): where from, by whom, when."""

    source = models.CharField(_("kilde"), max_length=60)
    files = models.JSONField(_("filer og deres fingeraftryk"))
    rows = models.PositiveIntegerField(_("rækker"))
    at = models.DateTimeField(_("tidspunkt"), default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("indlæsning")
        verbose_name_plural = _("indlæsninger")

    def __str__(self) -> str:
        return f"{self.source} {self.at:%Y-%m-%d}"


class PublicFigureQuerySet(models.QuerySet["PublicFigure"]):
    """Questions about many figures."""

    def series(self, municipality: str, measure: str) -> list[PublicFigure]:
        """One municipality's figures of one measure, oldest first."""
        return list(self.filter(municipality=municipality, measure=measure).order_by("period"))


class PublicFigure(models.Model):
    """One public number about one municipality in one month (offentligt tal)."""

    class Hidden(models.TextChoices):
        NO = "", _("vises")
        SUPPRESSED = "suppressed", _("skjult i kilden")
        DERIVABLE = "derivable", _("skjult her, fordi det ville afsløre et skjult antal")

    read = models.ForeignKey(FigureImport, models.CASCADE, related_name="figures")
    municipality = models.CharField(_("kommune"), max_length=40)
    table = models.CharField(_("tabel"), max_length=12)
    measure = models.CharField(_("mål"), max_length=90)
    period = models.CharField(_("måned"), max_length=7)
    value = models.FloatField(_("tal"), null=True)
    hidden = models.CharField(_("skjult"), max_length=10, choices=Hidden, blank=True)

    objects = PublicFigureQuerySet.as_manager()

    class Meta:
        ordering = ("municipality", "measure", "period")
        verbose_name = _("offentligt tal")
        verbose_name_plural = _("offentlige tal")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "municipality", "period"], name="figures_once"
            ),
            models.CheckConstraint(
                name="figures_hidden_has_no_value",
                condition=Q(hidden="", value__isnull=False)
                | (~Q(hidden="") & Q(value__isnull=True)),
                violation_error_message=_("Et skjult tal har ingen værdi, og et vist tal har en."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.measure} {self.period}: {self.value}"
