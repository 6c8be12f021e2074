"""What a plan is made of: goals, steps and notes. Each may be the citizen's alone."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.models.plans import Plan
from medborger.encounter.plan.models.sharing import Share
from medborger.foundation import clock

if TYPE_CHECKING:
    from typing import Self

    from medborger.foundation.people.models import Person


class ItemQuerySet(models.QuerySet):  # type: ignore[type-arg] # shared by goals, steps and notes
    """Questions about many items."""

    owned_by = "plan__subject"
    """The way from an item to the citizen."""

    def open_to(self, viewer: Person) -> Self:
        """Keep one's own, what is not private, and what is shared with the viewer."""
        name = self.model._meta.model_name
        shared = Share.objects.standing().filter(person=viewer, **{f"{name}__isnull": False})
        return self.filter(
            Q(**{self.owned_by: viewer}) | Q(is_private=False) | Q(pk__in=shared.values(name))
        )

    def for_others(self) -> Self:
        """Keep what is not private: all that may be counted, searched or told to others."""
        return self.filter(is_private=False)


class WaitsFor(models.TextChoices):
    """Which side the talk beside an item waits for."""

    NOBODY = "", _("venter ikke")
    CITIZEN = "citizen", _("venter på borgeren")
    MUNICIPALITY = "municipality", _("venter på kommunen")


class Item(models.Model):
    """One thing in a plan that can be worded, kept private, shared and disagreed with."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wording = models.TextField(_("ordlyd"))
    is_private = models.BooleanField(_("kun for borgeren"), default=False)
    waits_for = models.CharField(
        _("hvem samtalen venter på"), max_length=12, choices=WaitsFor, blank=True
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    added_at = models.DateTimeField(_("skrevet"), default=clock.now)

    told: ClassVar[tuple[str, ...]] = ("wording", "is_private")
    """The fields that a version of the plan keeps."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.wording

    @property
    def kind(self) -> str:
        """What sort of item: `goal`, `step` or `note`."""
        return str(self._meta.model_name)


class GoalQuerySet(ItemQuerySet):
    """Questions about many goals."""

    def visible_to(self, viewer: Person) -> Self:
        """Goals of the plans the viewer may see, as far as they are open to the viewer."""
        found = self.filter(plan__in=Plan.objects.visible_to(viewer)).open_to(viewer)
        return found.select_related("plan__subject")


class Goal(Item):
    """What matters to the citizen (mål), in the citizen's own words."""

    class State(models.TextChoices):
        OPEN = "open", _("i gang")
        CLOSED = "closed", _("afsluttet")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals", verbose_name=_("plan"))
    helped = models.TextField(_("det, der har hjulpet"), blank=True)
    state = models.CharField(_("tilstand"), max_length=8, choices=State, default=State.OPEN)
    what_helped = models.TextField(_("det, der hjalp"), blank=True)
    closed_at = models.DateTimeField(_("afsluttet"), null=True, blank=True)

    told = ("wording", "is_private", "helped", "state", "what_helped")
    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ("added_at", "pk")
        verbose_name = _("mål")
        verbose_name_plural = _("mål")
        constraints = [models.CheckConstraint(name="plan_goal_has_words", condition=~Q(wording=""))]

    @property
    def subject(self) -> Person:
        """The citizen whose goal it is."""
        return self.plan.subject


class StepQuerySet(ItemQuerySet):
    """Questions about many steps."""

    owned_by = "goal__plan__subject"

    def visible_to(self, viewer: Person) -> Self:
        """Steps of the goals the viewer may see, as far as they are open to the viewer."""
        found = self.filter(goal__in=Goal.objects.visible_to(viewer)).open_to(viewer)
        return found.select_related("goal__plan__subject", "worded_by")

    def for_others(self) -> Self:
        """A step towards a private goal is private too."""
        return super().for_others().filter(goal__is_private=False)


class Step(Item):
    """Something to do on the way to a goal (skridt), and who does it."""

    class Owner(models.TextChoices):
        CITIZEN = "citizen", _("borgeren")
        PROFESSIONAL = "professional", _("kommunen")
        NETWORK = "network", _("en, jeg kender")
        EMPLOYER = "employer", _("en virksomhed")

    class State(models.TextChoices):
        ACTIVE = "active", _("i gang")
        DONE = "done", _("gjort")
        DROPPED = "dropped", _("sprunget over")

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="steps", verbose_name=_("mål"))
    owner = models.CharField(_("hvem gør det"), max_length=12, choices=Owner, default=Owner.CITIZEN)
    owner_name = models.CharField(_("navn på den, der gør det"), max_length=80, blank=True)
    due_on = models.DateField(_("senest"), null=True, blank=True)
    first_due_on = models.DateField(_("først lovet til"), null=True, blank=True)
    state = models.CharField(_("tilstand"), max_length=8, choices=State, default=State.ACTIVE)
    outcome = models.TextField(_("hvordan det gik"), blank=True)
    position = models.PositiveIntegerField(_("plads"), default=0)
    worded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("skrevet af")
    )
    done_on = models.DateField(_("gjort den"), null=True, blank=True)

    told = ("wording", "is_private", "owner", "owner_name", "due_on", "state", "outcome")
    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ("position", "added_at", "pk")
        verbose_name = _("skridt")
        verbose_name_plural = _("skridt")
        constraints = [
            models.CheckConstraint(name="plan_step_has_words", condition=~Q(wording="")),
            models.CheckConstraint(
                name="plan_step_done_has_a_day",
                condition=~Q(state="done") | Q(done_on__isnull=False),
            ),
        ]

    @property
    def plan(self) -> Plan:
        """The plan it belongs to."""
        return self.goal.plan

    @property
    def subject(self) -> Person:
        """The citizen whose step it is."""
        return self.goal.plan.subject

    @property
    def is_late(self) -> bool:
        """Whether the day has passed and the step still waits."""
        late = self.due_on is not None and self.due_on < clock.today()
        return late and self.state == Step.State.ACTIVE


class NoteQuerySet(ItemQuerySet):
    """Questions about many notes."""

    def visible_to(self, viewer: Person) -> Self:
        """Notes in the plans the viewer may see, as far as they are open to the viewer."""
        found = self.filter(plan__in=Plan.objects.visible_to(viewer)).open_to(viewer)
        return found.select_related("plan__subject")


class Note(Item):
    """Something the citizen wants to remember (note). It begins as the citizen's alone."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="notes", verbose_name=_("plan"))
    is_private = models.BooleanField(_("kun for borgeren"), default=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ("added_at", "pk")
        verbose_name = _("note")
        verbose_name_plural = _("noter")
        constraints = [models.CheckConstraint(name="plan_note_has_words", condition=~Q(wording=""))]

    @property
    def subject(self) -> Person:
        """The citizen whose note it is."""
        return self.plan.subject
