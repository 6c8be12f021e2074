"""A locked note, and the key that opens one owner's notes. No column here can be read."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock

if TYPE_CHECKING:
    from typing import Self

    from medborger.foundation.people.models import Person


class OwnerKey(models.Model):
    """One owner's data key (nøgle til refleksioner), itself locked by the installation's key.

    When it is deleted, every note of this owner is lost for good, also in old backups of the
    notes alone.
    """

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", primary_key=True
    )
    wrapped = models.BinaryField(_("låst nøgle"))

    class Meta:
        verbose_name = _("nøgle til refleksioner")
        verbose_name_plural = _("nøgler til refleksioner")

    def __str__(self) -> str:
        return str(_("låst"))


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    """Questions about many reflections."""

    def visible_to(self, viewer: Person) -> Self:
        """One's own. There is no second way in."""
        return self.filter(owner=viewer).select_related("owner")


class Reflection(models.Model):
    """What a professional thinks about their own work (refleksion); locked for everybody else."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    locked = models.BinaryField(_("låst tekst"))
    written_at = models.DateTimeField(_("skrevet"), default=clock.now)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        ordering = ("-written_at", "-pk")
        verbose_name = _("refleksion")
        verbose_name_plural = _("refleksioner")

    def __str__(self) -> str:
        return str(_("låst"))

    @property
    def subject(self) -> Person:
        """Whose thoughts they are."""
        return self.owner
