"""Jobs waiting to be done, and messages that were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.foundation.people.models import Person

if TYPE_CHECKING:
    from typing import Self


class Job(models.Model):
    """Something to do after the commit (opgave i udbakken). Written in the same transaction."""

    task = models.CharField(_("opgave"), max_length=200)
    arguments = models.JSONField(_("oplysninger"), default=dict)
    key = models.CharField(_("kun én gang"), max_length=200, unique=True)
    next_at = models.DateTimeField(_("tidligst"), default=clock.now)
    lease_until = models.DateTimeField(_("optaget til"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("forsøg"), default=0)
    last_error = models.CharField(_("sidste fejl"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("udført"), null=True, blank=True)

    class Meta:
        ordering = ("next_at", "pk")
        verbose_name = _("opgave i udbakken")
        verbose_name_plural = _("opgaver i udbakken")
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(done_at__isnull=True), name="outbox_job_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.key}"


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about many messages."""

    def visible_to(self, viewer: Person) -> Self:
        """Messages to oneself, and to those whose case one may open."""
        return self.filter(to__in=Person.objects.visible_to(viewer))


class Message(models.Model):
    """A message (besked) to somebody, and the receipt for its being sent."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
    channel = models.CharField(_("kanal"), max_length=12, choices=Person.Reached)
    subject_line = models.CharField(_("emne"), max_length=200)
    text = models.TextField(_("besked"))
    at = models.DateTimeField(_("skrevet"), default=clock.now)
    sent_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    receipt = models.CharField(_("kvittering"), max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("besked")
        verbose_name_plural = _("beskeder")

    def __str__(self) -> str:
        return f"{self.to}: {self.subject_line}"
