"""A judgement, and the matter it is about."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.foundation.people.models import Municipality, Person

if TYPE_CHECKING:
    from typing import Self


class Matter(models.Model):
    """What kind of question is judged (slags skøn), as the municipality has set it up."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="matters")
    name = models.CharField(_("navn"), max_length=120)
    paragraph = models.CharField(_("paragraf"), max_length=200, blank=True)
    needs_second_opinion = models.BooleanField(_("kræver en kollegas blik"), default=False)
    days_to_comment = models.PositiveSmallIntegerField(_("dage til at sige sin mening"), default=7)

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("slags skøn")
        verbose_name_plural = _("slags skøn")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="judgement_matter_once",
                violation_error_message=_("Der er allerede en med det navn."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class JudgementQuerySet(models.QuerySet["Judgement"]):
    """Questions about many judgements."""

    def visible_to(self, viewer: Person) -> Self:
        """About oneself, about citizens one works with, and open ones one is asked to look at."""
        whole = self.select_related("subject__municipality", "matter", "complaint")
        return whole.filter(
            Q(subject__in=Person.objects.visible_to(viewer))
            | Q(
                ~Q(state=Judgement.State.FINAL),
                opinions__asked=viewer,
                subject__municipality_id=viewer.municipality_id,
            )
        ).distinct()


class Judgement(models.Model):
    """A question a professional weighs (skøn), with the citizen's view first."""

    class State(models.TextChoices):
        DRAFT = "draft", _("skrives")
        SENT = "sent", _("hos dig til kommentar")
        FINAL = "final", _("afsluttet")

    class Outcome(models.TextChoices):
        YES = "yes", _("ja")
        PARTLY = "partly", _("delvist ja")
        NO = "no", _("nej")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="judgements")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="judgements")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(_("begyndt"), default=clock.now)
    question = models.TextField(_("spørgsmålet"))
    citizens_view = models.TextField(_("borgerens syn"), blank=True)
    no_view_reason = models.TextField(_("hvorfor borgerens syn mangler"), blank=True)
    weighing = models.TextField(_("afvejningen"), blank=True)
    conclusion = models.TextField(_("konklusionen"), blank=True)
    would_change = models.TextField(_("det, der kunne ændre den"), blank=True)
    outcome = models.CharField(_("udfald"), max_length=8, choices=Outcome, blank=True)
    state = models.CharField(_("tilstand"), max_length=8, choices=State, default=State.DRAFT)
    comment_by = models.DateField(_("kommentar senest"), null=True, blank=True)
    answer = models.TextField(_("svar på borgerens kommentar"), blank=True)
    finished_at = models.DateTimeField(_("afsluttet"), null=True, blank=True)
    frozen = models.TextField(_("det, der lå til grund"), blank=True)
    seal = models.CharField(_("segl"), max_length=64, blank=True)
    likeness = models.JSONField(_("til sammenligning"), default=dict, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_at", "-pk")
        verbose_name = _("skøn")
        verbose_name_plural = _("skøn")
        constraints = [
            models.CheckConstraint(name="judgement_has_a_question", condition=~Q(question="")),
            models.CheckConstraint(
                name="judgement_final_is_sealed",
                condition=~Q(state="final")
                | (~Q(seal="") & ~Q(frozen="") & ~Q(outcome="") & Q(finished_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="judgement_final_has_the_citizens_view",
                condition=~Q(state="final") | ~Q(citizens_view="") | ~Q(no_view_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_final(self) -> bool:
        """Whether nothing in it can change any more."""
        return self.state == self.State.FINAL
