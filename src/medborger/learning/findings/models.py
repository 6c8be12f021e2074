"""A finding: a question frozen before anybody saw an answer, then answered, then perhaps shown."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.foundation.people.models import Municipality

if TYPE_CHECKING:
    from typing import Self

    from medborger.foundation.people.models import Person

FROZEN = ("protocol", "protocol_hash", "frozen_at", "result", "answered_at", "content", "claims")
"""What cannot change once it has been written."""


class FindingQuerySet(models.QuerySet["Finding"]):
    """Questions about many findings."""

    def visible_to(self, viewer: Person) -> Self:
        """The findings of the viewer's own municipality."""
        return self.filter(municipality_id=viewer.municipality_id)

    def public(self) -> Self:
        """What everybody may read: published, also when it was withdrawn later."""
        return self.filter(published_at__isnull=False)


class Finding(models.Model):
    """A question and its answer (svar).

    `result` is the whole answer and stays in the house; `content` is what may be shown.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="findings")
    title = models.CharField(_("spørgsmål"), max_length=200)
    protocol = models.JSONField(_("protokol"))
    protocol_hash = models.CharField(_("fingeraftryk"), max_length=64)
    frozen_at = models.DateTimeField(_("frosset"), default=clock.now)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    result = models.JSONField(_("hele svaret"), null=True, blank=True)
    answered_at = models.DateTimeField(_("besvaret"), null=True, blank=True)
    data_version = models.CharField(_("tallenes udgave"), max_length=80, blank=True)
    code_version = models.CharField(_("programmets udgave"), max_length=40, blank=True)
    content = models.JSONField(_("det, der må vises"), null=True, blank=True)
    claims = models.JSONField(_("antal, udgivelsen røber"), null=True, blank=True)
    published_at = models.DateTimeField(_("udgivet"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("trukket tilbage"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.TextField(_("hvorfor"), blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ("-frozen_at", "-pk")
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        constraints = [
            models.CheckConstraint(
                name="findings_answered_after_frozen",
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("frozen_at")),
                violation_error_message=_("Et spørgsmål fryses, før det besvares."),
            ),
            models.CheckConstraint(
                name="findings_published_is_answered",
                condition=Q(published_at__isnull=True)
                | Q(answered_at__isnull=False, content__isnull=False),
                violation_error_message=_("Kun et besvaret spørgsmål kan udgives."),
            ),
            models.CheckConstraint(
                name="findings_withdrawn_was_published",
                condition=Q(withdrawn_at__isnull=True)
                | (Q(published_at__isnull=False) & ~Q(withdrawn_reason="")),
                violation_error_message=_("Kun et udgivet svar kan trækkes tilbage, med en grund."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; what was frozen stays as it was."""
        if self.pk:
            before = type(self).objects.filter(pk=self.pk).values(*FROZEN).first() or {}
            for name, value in before.items():
                if value not in (None, "") and getattr(self, name) != value:
                    raise ValidationError(
                        _("Det er frosset og kan ikke ændres. Stil et nyt spørgsmål.")
                    )
        super().save(*args, **kwargs)

    @property
    def shown(self) -> dict[str, Any]:
        """What may be shown; empty before it is published."""
        content: dict[str, Any] = self.content or {}
        return content

    @property
    def is_public(self) -> bool:
        """Whether the numbers may be read by everybody now."""
        return self.published_at is not None and self.withdrawn_at is None
