"""What leaves when a colleague is asked to help wondering, and what comes back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock

if TYPE_CHECKING:
    from typing import Self

    from medborger.foundation.people.models import Person


class SparringQuerySet(models.QuerySet["Sparring"]):
    """Questions about many sparrings."""

    def visible_to(self, viewer: Person) -> Self:
        """Those one has asked for, and those one has been sent; nobody else reads the words."""
        sent_here = Q(asked=viewer, sent_at__isnull=False)
        return self.filter(
            Q(asked_by=viewer) | sent_here, subject__municipality_id=viewer.municipality_id
        ).select_related("subject", "asked_by", "asked")


class Sparring(models.Model):
    """A colleague is asked to wonder along (sparring), on words that tell nobody who it is about.

    Only the anonymised slice is kept. What was typed before names were taken out is never stored.
    """

    class Purpose(models.TextChoices):
        LISTEN = "listen", _("at forstå bedre, hvad borgeren siger")
        WAYS = "ways", _("at få øje på flere veje")
        SUPPORT = "support", _("at finde den rette støtte")
        OWN_PART = "own_part", _("at se på sit eget arbejde udefra")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="sparrings", verbose_name=_("borger")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("hvem spørger")
    )
    asked = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hvem bliver spurgt"),
    )
    purpose = models.CharField(_("formål"), max_length=8, choices=Purpose)
    slice = models.TextField(_("det, der sendes"))
    begun_at = models.DateTimeField(_("begyndt"), default=clock.now)
    sent_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    answer = models.TextField(_("spørgsmål tilbage"), blank=True)
    answered_at = models.DateTimeField(_("besvaret"), null=True, blank=True)

    objects = SparringQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_at", "-pk")
        verbose_name = _("sparring")
        verbose_name_plural = _("sparring")
        constraints = [
            models.CheckConstraint(name="sparring_has_words", condition=~Q(slice="")),
            models.CheckConstraint(
                name="sparring_sent_to_somebody",
                condition=Q(sent_at__isnull=True, asked__isnull=True, answered_at__isnull=True)
                | Q(sent_at__isnull=False, asked__isnull=False),
            ),
            models.CheckConstraint(
                name="sparring_answer_has_words",
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()

    @property
    def is_sent(self) -> bool:
        """Whether it has left the one who asks."""
        return self.sent_at is not None

    @property
    def is_answered(self) -> bool:
        """Whether the colleague has answered."""
        return self.answered_at is not None

    @property
    def questions(self) -> list[str]:
        """The colleague's questions, one by one."""
        return self.answer.splitlines()
