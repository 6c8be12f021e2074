"""What the citizen says to a draft, and what a colleague says."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from medborger.encounter.judgement.models.judgements import Judgement
from medborger.encounter.judgement.models.parts import Part
from medborger.foundation import clock


class Comment(Part):
    """What the citizen says to the draft (kommentar); empty means «nothing to add»."""

    judgement = models.ForeignKey(Judgement, models.PROTECT, related_name="comments")
    text = models.TextField(_("kommentar"), blank=True)
    at = models.DateTimeField(_("skrevet"), default=clock.now)

    class Meta(Part.Meta):
        ordering = ("at", "pk")
        verbose_name = _("kommentar til skøn")
        verbose_name_plural = _("kommentarer til skøn")

    def __str__(self) -> str:
        return self.text


class SecondOpinion(Part):
    """A colleague's look at a judgement (en kollegas blik), asked for and answered."""

    judgement = models.ForeignKey(Judgement, models.PROTECT, related_name="opinions")
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="opinions")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("spurgt"), default=clock.now)
    wondering = models.TextField(_("hvad er du i tvivl om"))
    answer = models.TextField(_("svar"), blank=True)
    answered_at = models.DateTimeField(_("besvaret"), null=True, blank=True)

    class Meta(Part.Meta):
        ordering = ("asked_at", "pk")
        verbose_name = _("en kollegas blik")
        verbose_name_plural = _("kollegers blikke")
        constraints = [
            models.UniqueConstraint(
                fields=["judgement", "asked"],
                name="judgement_opinion_asked_once",
                violation_error_message=_("Den kollega er allerede spurgt."),
            )
        ]

    def __str__(self) -> str:
        return self.wondering
