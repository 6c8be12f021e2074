"""Free times a professional offers, and the invitation to choose one."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.foundation.people.models import Person

if TYPE_CHECKING:
    from typing import Self

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits nobody mixes up, for codes in letters."""


def new_code() -> str:
    """A code of ten signs that can be read aloud: 32 ^ 10 possibilities."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class Mode(models.TextChoices):
    """How people meet."""

    HERE = "here", _("hos kommunen")
    PHONE = "phone", _("på telefonen")
    VIDEO = "video", _("på video")


class SlotQuerySet(models.QuerySet["Slot"]):
    """Questions about many free times."""

    def visible_to(self, viewer: Person) -> Self:
        """One's own times."""
        return self.filter(worker=viewer)

    def free(self) -> Self:
        """Times that nobody has taken and that have not begun."""
        return self.filter(talk__isnull=True, starts_at__gt=clock.now())


class Slot(models.Model):
    """A time (tid) when a professional can meet somebody."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField(_("begynder"))
    minutes = models.PositiveSmallIntegerField(_("minutter"), default=45)
    mode = models.CharField(_("hvordan"), max_length=5, choices=Mode, default=Mode.HERE)

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        verbose_name = _("tid")
        verbose_name_plural = _("tider")
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "starts_at"],
                name="meetings_slot_once",
                violation_error_message=_("Du har allerede en tid på det tidspunkt."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.worker} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def subject(self) -> Person:
        """Whose time it is."""
        return self.worker


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about many invitations."""

    def visible_to(self, viewer: Person) -> Self:
        """One's own, and those to citizens one works with."""
        return self.filter(subject__in=Person.objects.visible_to(viewer))

    def waiting(self) -> Self:
        """Open invitations that have not run out."""
        return self.filter(state=Invitation.State.OPEN, expires_on__gte=clock.today())


class Invitation(models.Model):
    """An invitation to a talk (invitation): the citizen chooses the time, again and again."""

    class State(models.TextChoices):
        OPEN = "open", _("venter på, at du vælger en tid")
        BOOKED = "booked", _("du har valgt en tid")
        CLOSED = "closed", _("lukket")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("kode"), max_length=10, unique=True, default=new_code)
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    about = models.CharField(_("hvad samtalen handler om"), max_length=200)
    ground = models.CharField(
        _("lovens grund til at skrive om ydelsen"), max_length=200, blank=True
    )
    at = models.DateTimeField(_("sendt"), default=clock.now)
    expires_on = models.DateField(_("gælder til og med"))
    paused_until = models.DateField(_("pause til og med"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("påmindet"), null=True, blank=True)
    state = models.CharField(_("tilstand"), max_length=8, choices=State, default=State.OPEN)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("invitation")
        verbose_name_plural = _("invitationer")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "by"],
                condition=Q(state="open"),
                name="meetings_invitation_one_open",
                violation_error_message=_("Borgeren har allerede en invitation fra dig."),
            )
        ]

    def __str__(self) -> str:
        return self.about

    @property
    def is_usable(self) -> bool:
        """Whether the citizen can still choose, move or cancel by it."""
        return self.state != self.State.CLOSED and self.expires_on >= clock.today()
