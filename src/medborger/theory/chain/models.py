"""A theory of change: versions, levels, elements word for word, and the arrows between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.foundation.people.models import Municipality, Team
from medborger.foundation.people.roles import Ability
from medborger.theory.chain.words import LinkKind, Origin, RemarkKind, Strength, Tense

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


class TheoryQuerySet(models.QuerySet["Theory"]):
    """Questions about many theories."""

    def visible_to(self, viewer: Person) -> Self:
        """Theories of one's own municipality, for those who may read signs."""
        if Ability.READ_SIGNS not in viewer.abilities:
            return self.none()
        return self.filter(municipality_id=viewer.municipality_id)

    def published(self) -> Self:
        """Those anybody may read."""
        return self.filter(published_at__isnull=False, archived_on__isnull=True)


class Theory(models.Model):
    """A theory of change (forandringsteori): what we hope leads to what, and why."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="theories", verbose_name=_("kommune")
    )
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="theories",
        verbose_name=_("team"),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nested",
        verbose_name=_("del af"),
    )
    slug = models.SlugField(_("kort navn"), max_length=80)
    title = models.CharField(_("titel"), max_length=200)
    purpose = models.TextField(_("formål"), blank=True)
    archived_on = models.DateField(_("arkiveret"), null=True, blank=True)
    published_at = models.DateTimeField(_("offentliggjort"), null=True, blank=True)
    created_at = models.DateTimeField(_("oprettet"), default=clock.now)

    objects = TheoryQuerySet.as_manager()

    class Meta:
        ordering = ("title", "pk")
        verbose_name = _("forandringsteori")
        verbose_name_plural = _("forandringsteorier")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="chain_theory_slug_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def current(self) -> TheoryVersion:
        """The newest version, adopted or not."""
        newest = self.versions.order_by("-number").first()
        if newest is None:
            raise TheoryVersion.DoesNotExist(self.slug)
        return newest


class TheoryVersion(models.Model):
    """One version (teoriversion). Once adopted it is frozen, and its hash proves it."""

    theory = models.ForeignKey(Theory, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("nummer"))
    adopted_at = models.DateTimeField(_("vedtaget"), null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    citizens_view = models.TextField(_("borgernes perspektiv"), blank=True)
    why_without_citizens = models.TextField(_("hvorfor uden borgernes perspektiv"), blank=True)
    change_note = models.TextField(_("hvad er ændret"), blank=True)
    content_hash = models.CharField(_("indholdets hash"), max_length=64, blank=True)
    as_read = models.JSONField(_("gemt, som det blev læst"), default=dict)
    created_at = models.DateTimeField(_("oprettet"), default=clock.now)

    class Meta:
        ordering = ("theory", "number")
        verbose_name = _("teoriversion")
        verbose_name_plural = _("teoriversioner")
        constraints = [
            models.UniqueConstraint(fields=["theory", "number"], name="chain_version_number_once"),
            models.CheckConstraint(
                name="chain_version_adopted_with_hash",
                condition=Q(adopted_at__isnull=True) | ~Q(content_hash=""),
            ),
            models.CheckConstraint(
                name="chain_version_adopted_with_citizens",
                condition=Q(adopted_at__isnull=True)
                | ~Q(citizens_view="")
                | ~Q(why_without_citizens=""),
                violation_error_message=_(
                    "Skriv borgernes perspektiv ind, eller skriv, hvorfor det mangler."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theory} {self.number}"

    @property
    def adopted(self) -> bool:
        """Whether the version is frozen."""
        return self.adopted_at is not None


class Part(models.Model):
    """Something inside a version: it cannot change once the version is adopted."""

    version = models.ForeignKey(TheoryVersion, models.CASCADE, related_name="%(class)ss")
    order = models.PositiveIntegerField(_("rækkefølge"), default=0)
    extra = models.JSONField(_("gemt, som det blev læst"), default=dict, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, unless the version is frozen."""
        self._refuse_when_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, unless the version is frozen."""
        self._refuse_when_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_when_frozen(self) -> None:
        if self.version.adopted:
            raise ValidationError(_("Versionen er vedtaget. Lav en ny version for at ændre."))


class Level(Part):
    """One step of the chain (niveau), by the organisation's own name."""

    key = models.CharField(_("nøgle"), max_length=40)
    name = models.CharField(_("navn"), max_length=80, blank=True)
    question = models.CharField(_("spørgsmål"), max_length=300, blank=True)
    per_audience = models.BooleanField(_("en kolonne pr. målgruppe"), null=True, blank=True)

    class Meta:
        ordering = ("version", "order")
        verbose_name = _("niveau")
        verbose_name_plural = _("niveauer")
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="chain_level_key_once")
        ]

    def __str__(self) -> str:
        return self.name or self.key


class Audience(Part):
    """For whom (målgruppe): citizens, staff, companies."""

    key = models.CharField(_("nøgle"), max_length=40)
    name = models.CharField(_("navn"), max_length=120)
    column = models.CharField(_("kolonnens overskrift"), max_length=200, blank=True)

    class Meta:
        ordering = ("version", "order")
        verbose_name = _("målgruppe")
        verbose_name_plural = _("målgrupper")
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="chain_audience_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class Element(Part):
    """One cell of the theory (element), word for word. Its key is the same in every version."""

    key = models.CharField(_("nøgle"), max_length=40)
    level = models.ForeignKey(
        Level, models.CASCADE, related_name="elements", verbose_name=_("niveau")
    )
    audience = models.ForeignKey(
        Audience,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="elements",
        verbose_name=_("målgruppe"),
    )
    subgroup = models.CharField(_("undergruppe"), max_length=80, blank=True)
    text = models.TextField(_("tekst"))
    row = models.PositiveIntegerField(_("række"), null=True, blank=True)
    tense = models.CharField(_("tid"), max_length=8, choices=Tense, blank=True)
    same_wording_as = models.CharField(_("samme ordlyd som"), max_length=40, blank=True)
    source_note = models.CharField(_("note om kilden"), max_length=500, blank=True)
    subpoints = models.JSONField(_("underpunkter"), default=list, blank=True)
    edits = models.PositiveIntegerField(_("gange rettet"), default=0)

    class Meta:
        ordering = ("version", "order")
        verbose_name = _("element")
        verbose_name_plural = _("elementer")
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="chain_element_key_once"),
            models.CheckConstraint(name="chain_element_has_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


class Link(Part):
    """One arrow (pil): what leads to what, who says so, and what speaks for and against."""

    key = models.CharField(_("nøgle"), max_length=40)
    source = models.ForeignKey(
        Element, models.CASCADE, related_name="outgoing", verbose_name=_("fra")
    )
    target = models.ForeignKey(
        Element, models.CASCADE, related_name="incoming", verbose_name=_("til")
    )
    kind = models.CharField(_("art"), max_length=12, choices=LinkKind)
    origin = models.CharField(_("oprindelse"), max_length=12, choices=Origin)
    accepted = models.BooleanField(_("godkendt"), default=False)
    assumption = models.TextField(_("antagelse"), blank=True)
    strength = models.CharField(_("styrke"), max_length=10, choices=Strength, blank=True)
    rival = models.TextField(_("anden forklaring"), blank=True)
    evidence_for = models.TextField(_("det taler for"), blank=True)
    evidence_against = models.TextField(_("det taler imod"), blank=True)
    edits = models.PositiveIntegerField(_("gange rettet"), default=0)

    class Meta:
        ordering = ("version", "order")
        verbose_name = _("pil")
        verbose_name_plural = _("pile")
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="chain_link_key_once"),
            models.UniqueConstraint(
                fields=["source", "target", "kind"], name="chain_link_drawn_once"
            ),
            models.CheckConstraint(name="chain_link_has_origin", condition=~Q(origin="")),
            models.CheckConstraint(
                name="chain_link_not_to_itself", condition=~Q(source=F("target"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    @property
    def suggested(self) -> bool:
        """Drawn dashed: somebody suggested it, and nobody has accepted it yet."""
        return self.origin == Origin.SUGGESTION and not self.accepted


class Remark(Part):
    """A text around the table (bemærkning): a principle, a precondition, an aim, a question."""

    kind = models.CharField(_("slags"), max_length=24, choices=RemarkKind)
    key = models.CharField(_("nøgle"), max_length=40, blank=True)
    type = models.CharField(_("art"), max_length=40, blank=True)
    text = models.TextField(_("tekst"))
    holds_for = models.ManyToManyField(Element, related_name="remarks", blank=True)

    class Meta:
        ordering = ("version", "kind", "order")
        verbose_name = _("bemærkning")
        verbose_name_plural = _("bemærkninger")

    def __str__(self) -> str:
        return self.text


class Movement(Part):
    """From what, to what (bevægelse)."""

    start = models.CharField(_("fra"), max_length=300)
    end = models.CharField(_("til"), max_length=300)

    class Meta:
        ordering = ("version", "order")
        verbose_name = _("bevægelse")
        verbose_name_plural = _("bevægelser")

    def __str__(self) -> str:
        return f"{self.start} → {self.end}"
