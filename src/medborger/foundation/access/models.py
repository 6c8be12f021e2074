"""The trace (sporet): who looked at whose case, when, from where and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.foundation.people.models import Person, Team
from medborger.foundation.people.roles import Role

if TYPE_CHECKING:
    from typing import Self


class Purpose(models.TextChoices):
    """Why somebody looks at a citizen's case."""

    OWN = "own", _("egen sag")
    CASEWORK = "casework", _("arbejdet med din sag")
    SHARED = "shared", _("du har delt det")
    LEADERSHIP = "leadership", _("ledelse af teamet")
    AUDIT = "audit", _("kontrol af, hvem der kigger")


class LookQuerySet(models.QuerySet["Look"]):
    """Questions about many looks."""

    def visible_to(self, viewer: Person) -> Self:
        """Looks at one's own case. Auditors have their own page with its own declaration."""
        return self.filter(subject=viewer)


class Look(models.Model):
    """Somebody looked (opslag) at more about a named person than name and unit."""

    class Kind(models.TextChoices):
        PAGE = "page", _("åbnede")
        LIST = "list", _("stod på en liste")

    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="looks")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(_("rolle"), max_length=16, choices=Role)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("slags"), max_length=4, choices=Kind, default=Kind.PAGE)
    what = models.CharField(_("hvad"), max_length=200)
    purpose = models.CharField(_("formål"), max_length=16, choices=Purpose)
    at = models.DateTimeField(_("tidspunkt"), default=clock.now)
    on = models.DateField(_("dag"), default=clock.today)

    objects = LookQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("opslag")
        verbose_name_plural = _("opslag")
        indexes = [models.Index(fields=["subject", "-at"], name="access_look_by_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["viewer", "what", "subject", "on"],
                condition=models.Q(kind="list"),
                name="access_look_list_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.viewer} {self.get_kind_display()} {self.what}"

    @property
    def what_display(self) -> str:
        """What was seen, in the reader's language."""
        return gettext(self.what)


class OwnOpening(models.Model):
    """How often a citizen opened the own case on a day (eget opslag). Counted, not content."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="openings")
    on = models.DateField(_("dag"))
    times = models.PositiveIntegerField(_("gange"), default=1)

    class Meta:
        ordering = ("-on",)
        verbose_name = _("eget opslag")
        verbose_name_plural = _("egne opslag")
        constraints = [
            models.UniqueConstraint(fields=["person", "on"], name="access_opening_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.on}: {self.times}"
