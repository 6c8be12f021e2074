"""What the citizen has to build on, how it feels from inside, and what the citizen thinks of it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.models import Plan, Step
from medborger.foundation import clock

if TYPE_CHECKING:
    from typing import Self

    from medborger.foundation.people.models import Person

SCALES = ("will", "ability", "opportunity", "belief")
"""The citizen's own scales, as four fields of a mark."""

MOST = 10
"""The far end of each scale."""


class OwnQuerySet(models.QuerySet):  # type: ignore[type-arg] # shared by marks and thoughts
    """Questions about rows that are the citizen's alone."""

    def visible_to(self, viewer: Person) -> Self:
        """One's own; nobody else ever reads them as a score."""
        return self.filter(plan__subject=viewer).select_related("plan__subject")


class ResourceQuerySet(models.QuerySet["Resource"]):
    """Questions about many resources."""

    def visible_to(self, viewer: Person) -> Self:
        """One's own, and those that are not private in plans one may see."""
        found = self.filter(Q(plan__subject=viewer) | Q(is_private=False))
        seen = Plan.objects.visible_to(viewer)
        return found.filter(plan__in=seen).select_related("plan__subject")

    def standing(self) -> Self:
        """Those that are still there."""
        return self.filter(gone_at__isnull=True)


class Resource(models.Model):
    """Something or somebody to build on (ressource), in one of four circles."""

    class Circle(models.TextChoices):
        OWN = "own", _("Mig selv")
        NETWORK = "network", _("Mine nærmeste")
        SOCIETY = "society", _("Stederne omkring mig")
        MUNICIPALITY = "municipality", _("Kommunen")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="resources")
    circle = models.CharField(_("cirkel"), max_length=12, choices=Circle)
    wording = models.TextField(_("ordlyd"))
    is_private = models.BooleanField(_("kun for borgeren"), default=False)
    steps = models.ManyToManyField(Step, related_name="resources", verbose_name=_("skridt"))
    version = models.PositiveIntegerField(_("version"), default=1)
    added_at = models.DateTimeField(_("skrevet"), default=clock.now)
    gone_at = models.DateTimeField(_("ikke længere"), null=True, blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ("added_at", "pk")
        verbose_name = _("ressource")
        verbose_name_plural = _("ressourcer")
        constraints = [
            models.CheckConstraint(name="strengths_resource_has_words", condition=~Q(wording=""))
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def subject(self) -> Person:
        """The citizen whose resource it is."""
        return self.plan.subject


def _scale(label: Any) -> models.PositiveSmallIntegerField[int | None, int | None]:
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


class Mark(models.Model):
    """Where the citizen sets the mark one day (mærke) on the own scales; from 0 to 10."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="marks")
    will = _scale(_("Lysten: jeg vil"))
    ability = _scale(_("Evnen: jeg kan"))
    opportunity = _scale(_("Muligheden: jeg får lov og plads"))
    belief = _scale(_("Troen: jeg tror på det"))
    remark = models.TextField(_("det vil jeg huske"), blank=True)
    at = models.DateTimeField(_("tidspunkt"), default=clock.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("mærke")
        verbose_name_plural = _("mærker")
        constraints = [
            models.CheckConstraint(
                name="strengths_mark_somewhere",
                condition=Q(will__isnull=False)
                | Q(ability__isnull=False)
                | Q(opportunity__isnull=False)
                | Q(belief__isnull=False),
            ),
            *(
                models.CheckConstraint(
                    name=f"strengths_mark_{scale}_to_ten",
                    condition=Q(**{f"{scale}__isnull": True}) | Q(**{f"{scale}__lte": MOST}),
                )
                for scale in SCALES
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"

    @property
    def subject(self) -> Person:
        """The citizen who set it."""
        return self.plan.subject


class Thought(models.Model):
    """What the citizen thinks of one of six questions (tanke); older thoughts are kept."""

    class About(models.TextChoices):
        RESPONSIBILITY = "responsibility", _("Hvad vil du selv tage ansvar for?")
        HELP = "help", _("Hvornår er det godt for dig at bede om hjælp?")
        ATTRACTIVE = "attractive", _("Hvad ville en arbejdsplads blive glad for ved dig?")
        SKILLS = "skills", _("Hvad kan du sammen med andre, og hvad kan du i dit fag?")
        WHERE = "where", _("Hvor er der job, der passer til dig?")
        AVAILABLE = "available", _("Hvad skal falde på plads, så du kan sige ja til et job?")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="thoughts")
    about = models.CharField(_("spørgsmål"), max_length=16, choices=About)
    wording = models.TextField(_("tanke"))
    at = models.DateTimeField(_("tidspunkt"), default=clock.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("tanke")
        verbose_name_plural = _("tanker")
        constraints = [
            models.CheckConstraint(name="strengths_thought_has_words", condition=~Q(wording=""))
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def subject(self) -> Person:
        """The citizen who thinks it."""
        return self.plan.subject
