"""The plan itself."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.foundation.people.models import Person

if TYPE_CHECKING:
    from typing import Self


class PlanQuerySet(models.QuerySet["Plan"]):
    """Questions about many plans."""

    def visible_to(self, viewer: Person) -> Self:
        """One's own plan, and those of citizens one's team works with today."""
        reached = Person.objects.visible_to(viewer)
        return self.filter(subject__in=reached).select_related("subject")


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
