"""The journal: append-only, one sealed chain per citizen."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from medborger.foundation.people.models import Person

if TYPE_CHECKING:
    from typing import Self

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that are not taken for each other when read aloud."""


def new_number() -> str:
    """Make a number for a receipt: eight signs, in two groups."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


class EventQuerySet(models.QuerySet["Event"]):
    """Questions about many events."""

    def visible_to(self, viewer: Person) -> Self:
        """Events about people whose case the viewer may open."""
        return self.filter(subject__in=Person.objects.visible_to(viewer))


class Event(models.Model):
    """One sealed line in a citizen's journal (hændelse)."""

    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="events", verbose_name=_("borger")
    )
    seq = models.PositiveIntegerField(_("nummer i kæden"))
    number = models.CharField(_("kvitteringsnummer"), max_length=9, default=new_number, unique=True)
    at = models.DateTimeField(_("tidspunkt"))
    kind = models.CharField(_("slags"), max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("hvem")
    )
    payload = models.JSONField(_("indhold"), null=True)
    salt = models.BinaryField(_("salt"), null=True)
    commitment = models.CharField(_("forpligtelse"), max_length=64)
    mac = models.CharField(_("segl"), max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("hændelse")
        verbose_name_plural = _("hændelser")
        constraints = [
            models.UniqueConstraint(fields=["subject", "seq"], name="journal_event_seq_once")
        ]
        indexes = [
            models.Index(fields=["kind", "at"], name="journal_event_by_kind"),
            models.Index(fields=["subject", "-at"], name="journal_event_by_subject"),
        ]

    def __str__(self) -> str:
        return self.words("archive")

    def words(self, reader: str) -> str:
        """Tell what happened to this reader: `citizen`, `staff` or `archive`."""
        if self.payload is None:
            return str(_("Indholdet er slettet."))
        text: str = self.payload["words"][reader]
        return text

    @property
    def for_citizen(self) -> str:
        """What happened, told to the citizen."""
        return self.words("citizen")

    @property
    def for_staff(self) -> str:
        """What happened, told to staff."""
        return self.words("staff")

    @property
    def data(self) -> dict[str, Any]:
        """The facts of the event; empty when the payload has been erased."""
        return self.payload["data"] if self.payload else {}


class Chain(models.Model):
    """The last link of a citizen's journal (kæden): what the next line is tied to."""

    subject = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="chain", primary_key=True
    )
    length = models.PositiveIntegerField(_("længde"), default=0)
    mac = models.CharField(_("sidste segl"), max_length=64)

    class Meta:
        verbose_name = _("kæde")
        verbose_name_plural = _("kæder")

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.length}"
