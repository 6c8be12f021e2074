"""How much support the citizen wants and gets: agreed by both, with a reason, and changeable."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.models import Plan
from medborger.foundation import clock

if TYPE_CHECKING:
    from typing import Self

    from medborger.foundation.people.models import Person


class SupportQuerySet(models.QuerySet["Support"]):
    """Questions about many proposals of support."""

    def visible_to(self, viewer: Person) -> Self:
        """Those in the plans the viewer may see; both sides see all."""
        found = self.filter(plan__in=Plan.objects.visible_to(viewer))
        return found.select_related("plan__subject", "by", "agreed_by")

    def agreed(self) -> Self:
        """Those both sides have said yes to."""
        return self.filter(agreed_at__isnull=False)


class Support(models.Model):
    """A degree of support (støtte) one side asks for, and the other says yes to or answers."""

    class Degree(models.TextChoices):
        ALONE = "alone", _("Jeg klarer det selv")
        NUDGE = "nudge", _("Et puf en gang imellem")
        TOGETHER = "together", _("Vi gør det sammen")
        HELD = "held", _("Hånd i hånd hele vejen")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="supports")
    degree = models.CharField(_("grad af støtte"), max_length=8, choices=Degree)
    reason = models.TextField(_("hvorfor"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("foreslået af")
    )
    at = models.DateTimeField(_("tidspunkt"), default=clock.now)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(_("aftalt"), null=True, blank=True)

    objects = SupportQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("støtte")
        verbose_name_plural = _("støtte")
        constraints = [
            models.CheckConstraint(name="support_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="support_agreed_by_somebody",
                condition=Q(agreed_at__isnull=True, agreed_by__isnull=True)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="support_agreed_by_the_other", condition=~Q(agreed_by=models.F("by"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_degree_display())

    @property
    def subject(self) -> Person:
        """The citizen it is about."""
        return self.plan.subject

    @property
    def is_agreed(self) -> bool:
        """Whether both sides have said yes."""
        return self.agreed_at is not None

    @property
    def is_by_citizen(self) -> bool:
        """Whether the citizen asked for it."""
        return self.by_id == self.plan.subject_id
