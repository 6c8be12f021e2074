"""What was posted: answers that must be given again, and drafts that must not be lost."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock


class Answer(models.Model):
    """The answer (svar) given to a one-time token, so that the same post gets it again."""

    token = models.CharField(_("engangsnøgle"), max_length=40)
    sender = models.CharField(_("hvem"), max_length=36, default="-")
    path = models.CharField(_("adresse"), max_length=300)
    status = models.PositiveSmallIntegerField(_("status"), default=0)
    location = models.CharField(_("videre til"), max_length=500, blank=True)
    body = models.TextField(_("indhold"), blank=True)
    at = models.DateTimeField(_("tidspunkt"), default=clock.now)

    class Meta:
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        constraints = [
            models.UniqueConstraint(fields=["token", "sender", "path"], name="posts_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.path}: {self.status}"


class Draft(models.Model):
    """Something typed and not yet sent (kladde). Only its owner can see it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    key = models.CharField(_("hvilken formular"), max_length=200)
    fields = models.JSONField(_("felter"), default=dict)
    saved_at = models.DateTimeField(_("gemt"), default=clock.now)

    class Meta:
        verbose_name = _("kladde")
        verbose_name_plural = _("kladder")
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="posts_draft_one_per_form")
        ]

    def __str__(self) -> str:
        return self.key
