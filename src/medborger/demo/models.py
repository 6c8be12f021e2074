"""How far the demo's story has been told."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock


class Replay(models.Model):
    """The telling of the demo's two years (genfortælling). There is at most one.

    `weeks_told` moves on in the same transaction as the week's own rows, so a telling that was
    cut short goes on where it stopped, and no week is told twice.
    """

    seed = models.PositiveIntegerField(_("frø"))
    people = models.PositiveIntegerField(_("borgere"))
    weeks = models.PositiveIntegerField(_("uger"))
    starts_on = models.DateField(_("første dag"))
    weeks_told = models.PositiveIntegerField(_("uger fortalt"), default=0)
    left_out = models.PositiveIntegerField(_("handlinger, der ikke kunne lade sig gøre"), default=0)
    begun_at = models.DateTimeField(_("begyndt"), default=clock.now)
    told_at = models.DateTimeField(_("fortalt færdig"), null=True, blank=True)
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("genfortælling")
        verbose_name_plural = _("genfortællinger")
        constraints = [
            models.CheckConstraint(
                name="demo_replay_tells_no_more_than_there_is",
                condition=models.Q(weeks_told__lte=models.F("weeks")),
            ),
            models.CheckConstraint(name="demo_replay_only_one", condition=models.Q(only=True)),
        ]

    def __str__(self) -> str:
        return f"{self.weeks_told}/{self.weeks}"

    @property
    def is_told(self) -> bool:
        """Whether the demo is full."""
        return self.weeks_told >= self.weeks
