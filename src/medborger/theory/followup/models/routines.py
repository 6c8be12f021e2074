"""Routines that serve nobody: pointed out by anybody, decided on by a leader, counted."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.foundation.people.models import Municipality
from medborger.foundation.people.roles import Ability
from medborger.theory.followup.words import RoutineKind, RoutineVerdict

if TYPE_CHECKING:
    from typing import Self

    from medborger.foundation.people.models import Person


class RoutineQuerySet(models.QuerySet["Routine"]):
    """Questions about many routines."""

    def visible_to(self, viewer: Person) -> Self:
        """Staff see those of their municipality; everybody sees what they pointed out."""
        if Ability.READ_SIGNS in viewer.abilities:
            return self.filter(municipality_id=viewer.municipality_id)
        return self.filter(pointed_out_by=viewer)

    def removed(self) -> Self:
        """Those that are gone; the list is public."""
        return self.filter(verdict=RoutineVerdict.REMOVE)


class Routine(models.Model):
    """A form, step or routine (rutine) that somebody thinks serves nobody, or a new one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="routines", verbose_name=_("kommune")
    )
    kind = models.CharField(
        _("slags"), max_length=8, choices=RoutineKind, default=RoutineKind.POINTED
    )
    title = models.CharField(_("hvad er det"), max_length=200)
    why = models.TextField(_("hvorfor"))
    pointed_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="routines"
    )
    pointed_out_at = models.DateTimeField(_("peget på"), default=clock.now)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ansvarlig"),
    )
    verdict = models.CharField(_("beslutning"), max_length=8, choices=RoutineVerdict, blank=True)
    reason = models.TextField(_("begrundelse"), blank=True)
    public_words = models.CharField(_("sådan står det offentligt"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("besluttet"), null=True, blank=True)

    objects = RoutineQuerySet.as_manager()

    class Meta:
        ordering = ("-pointed_out_at", "-pk")
        verbose_name = _("rutine")
        verbose_name_plural = _("rutiner")
        constraints = [
            models.CheckConstraint(name="followup_routine_has_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="followup_routine_decided_with_reason",
                condition=Q(verdict="")
                | (~Q(reason="") & Q(decided_at__isnull=False) & Q(decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="followup_routine_removed_has_public_words",
                condition=~Q(verdict="remove") | ~Q(public_words=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title
