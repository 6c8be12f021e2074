"""What can follow a judgement: a complaint."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.encounter.judgement.models.judgements import Judgement
from medborger.encounter.judgement.models.parts import Part
from medborger.foundation import clock


class Complaint(Part):
    """The citizen does not accept the judgement (klage). The municipality looks again first."""

    class State(models.TextChoices):
        RECEIVED = "received", _("modtaget – vi ser på sagen igen")
        CHANGED = "changed", _("vi har ændret vores svar")
        FORWARDED = "forwarded", _("sendt videre til Ankestyrelsen")

    judgement = models.OneToOneField(Judgement, models.PROTECT, related_name="complaint")
    text = models.TextField(_("klagen"))
    at = models.DateTimeField(_("modtaget"), default=clock.now)
    answer_by = models.DateField(_("vi svarer senest"))
    state = models.CharField(_("tilstand"), max_length=10, choices=State, default=State.RECEIVED)
    answer = models.TextField(_("svar"), blank=True)
    answered_at = models.DateTimeField(_("besvaret"), null=True, blank=True)

    class Meta(Part.Meta):
        ordering = ("-at", "-pk")
        verbose_name = _("klage")
        verbose_name_plural = _("klager")
        constraints = [
            models.CheckConstraint(name="judgement_complaint_said", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return self.text
