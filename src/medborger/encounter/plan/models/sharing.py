"""Who may see a private item: shared person by person, and taken back at once."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.models.plans import Plan
from medborger.foundation import clock

if TYPE_CHECKING:
    from typing import Self

    from medborger.foundation.people.models import Person

ITEMS = ("goal", "step", "note")
"""The names of the links to an item; exactly one of them is set."""


def exactly_one(*names: str) -> Q:
    """The rule that one of these links is set and the others are not."""
    rule = Q()
    for chosen in names:
        rule |= Q(**{f"{name}__isnull": name != chosen for name in names})
    return rule


class Attached(models.Model):
    """Something that hangs on exactly one item of a plan."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="%(class)ss")
    goal = models.ForeignKey(
        "plan.Goal", models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    step = models.ForeignKey(
        "plan.Step", models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    note = models.ForeignKey(
        "plan.Note", models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    @property
    def item(self) -> Any:
        """The item it hangs on."""
        found = self.goal or self.step or self.note
        assert found is not None, "the database holds exactly one"
        return found

    @property
    def subject(self) -> Person:
        """The citizen whose plan it is."""
        return self.plan.subject


class ShareQuerySet(models.QuerySet["Share"]):
    """Questions about many shares."""

    def visible_to(self, viewer: Person) -> Self:
        """What one has shared oneself, and what is shared with one."""
        to_me = Q(person=viewer, ended_at__isnull=True)
        found = self.filter(Q(plan__subject=viewer) | to_me)
        return found.select_related("plan__subject", "person", "goal", "step", "note")

    def standing(self) -> Self:
        """Those that have not been taken back."""
        return self.filter(ended_at__isnull=True)


class Share(Attached):
    """One private item shown to one person (deling), until the citizen takes it back."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="shares", verbose_name=_("hvem")
    )
    shared_at = models.DateTimeField(_("delt"), default=clock.now)
    ended_at = models.DateTimeField(_("ikke delt længere"), null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ("shared_at", "pk")
        verbose_name = _("deling")
        verbose_name_plural = _("delinger")
        constraints = [
            models.CheckConstraint(name="plan_share_of_one_item", condition=exactly_one(*ITEMS)),
            *(
                models.UniqueConstraint(
                    fields=[item, "person"],
                    condition=Q(ended_at__isnull=True, **{f"{item}__isnull": False}),
                    name=f"plan_share_{item}_once",
                )
                for item in ITEMS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.item}"
