"""What people bring to a talk: points, and what they expect of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.encounter.meetings.models.talks import OfTalk, Talk
from medborger.foundation import clock


class AgendaPoint(OfTalk):
    """Something to talk about (punkt). The citizen's points come first."""

    class State(models.TextChoices):
        OPEN = "open", _("venter")
        HANDLED = "handled", _("talt om")
        MOVED = "moved", _("gemt til en anden gang")

    talk = models.ForeignKey(Talk, models.PROTECT, related_name="points")
    text = models.CharField(_("punkt"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_citizens = models.BooleanField(_("borgerens punkt"))
    state = models.CharField(_("tilstand"), max_length=8, choices=State, default=State.OPEN)
    reason = models.CharField(_("hvorfor gemt"), max_length=300, blank=True)
    at = models.DateTimeField(_("skrevet"), default=clock.now)

    class Meta(OfTalk.Meta):
        ordering = ("-is_citizens", "at", "pk")
        verbose_name = _("punkt")
        verbose_name_plural = _("punkter")
        constraints = [
            models.CheckConstraint(
                name="meetings_moved_has_a_reason",
                condition=~Q(state="moved") | ~Q(reason=""),
                violation_error_message=_("Skriv, hvorfor punktet er gemt til en anden gang."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class Expectation(OfTalk):
    """One side's answers to the same short statements (forventninger).

    Neither side sees the other's before both have answered.
    """

    talk = models.ForeignKey(Talk, models.PROTECT, related_name="expectations")
    is_citizens = models.BooleanField(_("borgerens svar"))
    answers = models.JSONField(_("svar"))
    at = models.DateTimeField(_("besvaret"), default=clock.now)

    class Meta(OfTalk.Meta):
        ordering = ("-is_citizens", "pk")
        verbose_name = _("forventning")
        verbose_name_plural = _("forventninger")
        constraints = [
            models.UniqueConstraint(
                fields=["talk", "is_citizens"],
                name="meetings_expectation_once",
                violation_error_message=_("Du har allerede svaret."),
            )
        ]

    def __str__(self) -> str:
        return str(self.at)
