"""A talk, its minutes, and the short answers after it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.encounter.meetings.models.invitations import Invitation, Mode, Slot
from medborger.foundation import clock
from medborger.foundation.people.models import Person, Team

if TYPE_CHECKING:
    from typing import Self


class OfTalkQuerySet(models.QuerySet):  # type: ignore[type-arg] # shared by what belongs to talks
    """Questions about rows that belong to talks."""

    def visible_to(self, viewer: Person) -> Any:
        """Rows of the talks the viewer may see."""
        return self.filter(talk__in=Talk.objects.visible_to(viewer))


class TalkQuerySet(models.QuerySet["Talk"]):
    """Questions about many talks."""

    def visible_to(self, viewer: Person) -> Self:
        """One's own, and those of citizens one works with."""
        whole = self.select_related("subject__municipality", "worker", "invitation")
        return whole.filter(subject__in=Person.objects.visible_to(viewer))


class Talk(models.Model):
    """A talk (samtale) between a citizen and a professional."""

    class State(models.TextChoices):
        BOOKED = "booked", _("aftalt")
        HELD = "held", _("holdt")
        CANCELLED = "cancelled", _("aflyst")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="talks")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="talks_held")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, null=True, blank=True, related_name="talks"
    )
    slot = models.OneToOneField(Slot, models.PROTECT, null=True, blank=True, related_name="talk")
    starts_at = models.DateTimeField(_("begynder"))
    minutes = models.PositiveSmallIntegerField(_("minutter"), default=45)
    mode = models.CharField(_("hvordan"), max_length=5, choices=Mode, default=Mode.HERE)
    state = models.CharField(_("tilstand"), max_length=10, choices=State, default=State.BOOKED)
    agreed = models.TextField(_("det, vi aftalte om forventninger"), blank=True)
    next_on = models.DateField(_("næste kontakt"), null=True, blank=True)
    next_when = models.CharField(_("næste kontakt, når"), max_length=200, blank=True)
    next_reason = models.CharField(_("hvorfor da"), max_length=300, blank=True)

    objects = TalkQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_at", "-pk")
        verbose_name = _("samtale")
        verbose_name_plural = _("samtaler")
        constraints = [
            models.CheckConstraint(
                name="meetings_cancelled_frees_its_time",
                condition=~Q(state="cancelled") | Q(slot__isnull=True),
            ),
            models.CheckConstraint(
                name="meetings_next_has_a_reason",
                condition=(Q(next_on__isnull=True) & Q(next_when="")) | ~Q(next_reason=""),
                violation_error_message=_("Skriv, hvorfor den næste kontakt er da."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.starts_at:%Y-%m-%d %H:%M}"


class OfTalk(models.Model):
    """Something that belongs to a talk; it is about the same citizen."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = OfTalkQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def subject(self) -> Person:
        """The citizen of the talk."""
        talk: Talk = self.talk  # type: ignore[attr-defined] # each has one
        return talk.subject


class Minutes(OfTalk):
    """What was said (referat), in one version; later versions and comments stand beside it."""

    talk = models.ForeignKey(Talk, models.PROTECT, related_name="records")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("tekst"))
    at = models.DateTimeField(_("skrevet"), default=clock.now)
    is_comment = models.BooleanField(_("kommentar"), default=False)
    published_at = models.DateTimeField(_("delt"), null=True, blank=True)

    class Meta(OfTalk.Meta):
        ordering = ("at", "pk")
        verbose_name = _("referat")
        verbose_name_plural = _("referater")
        constraints = [models.CheckConstraint(name="meetings_minutes_say", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text


class Feedback(OfTalk):
    """The citizen's six short answers after a talk (tilbagemelding). Never shown for one person."""

    talk = models.OneToOneField(Talk, models.PROTECT, related_name="feedback")
    at = models.DateTimeField(_("besvaret"), default=clock.now)
    answers = models.JSONField(_("svar"))

    class Meta(OfTalk.Meta):
        ordering = ("at", "pk")
        verbose_name = _("tilbagemelding")
        verbose_name_plural = _("tilbagemeldinger")

    def __str__(self) -> str:
        return str(self.at)
