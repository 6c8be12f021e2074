"""The facts a judgement stands on, and the ways not taken."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.encounter.judgement.models.judgements import Judgement

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


class PartQuerySet(models.QuerySet):  # type: ignore[type-arg] # shared by the parts of a judgement
    """Questions about parts of judgements."""

    def visible_to(self, viewer: Person) -> PartQuerySet:
        """Parts of the judgements the viewer may see."""
        return self.filter(judgement__in=Judgement.objects.visible_to(viewer))


class Part(models.Model):
    """A part of a judgement; it is about the same citizen."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def subject(self) -> Person:
        """The citizen who is judged about."""
        judgement: Judgement = self.judgement  # type: ignore[attr-defined] # each part has one
        return judgement.subject


class Fact(Part):
    """Something we know (oplysning), and where from."""

    judgement = models.ForeignKey(Judgement, models.PROTECT, related_name="facts")
    text = models.TextField(_("oplysningen"))
    source = models.CharField(_("hvor ved vi det fra"), max_length=300)

    class Meta(Part.Meta):
        ordering = ("pk",)
        verbose_name = _("oplysning")
        verbose_name_plural = _("oplysninger")
        constraints = [
            models.CheckConstraint(
                name="judgement_fact_has_a_source", condition=~Q(text="") & ~Q(source="")
            )
        ]

    def __str__(self) -> str:
        return self.text


class Alternative(Part):
    """Another way one could have gone (alternativ), and what speaks for and against it."""

    judgement = models.ForeignKey(Judgement, models.PROTECT, related_name="alternatives")
    text = models.TextField(_("en anden vej"))
    weighed = models.TextField(_("hvad taler for og imod"))

    class Meta(Part.Meta):
        ordering = ("pk",)
        verbose_name = _("alternativ")
        verbose_name_plural = _("alternativer")
        constraints = [
            models.CheckConstraint(
                name="judgement_alternative_is_weighed", condition=~Q(text="") & ~Q(weighed="")
            )
        ]

    def __str__(self) -> str:
        return self.text
