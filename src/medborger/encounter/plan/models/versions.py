"""How the plan has looked: one row per change, so that any day can be shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.models.items import Goal, Note, Step
from medborger.encounter.plan.models.sharing import ITEMS, Attached, Share, exactly_one
from medborger.foundation import clock

if TYPE_CHECKING:
    from typing import Self

    from medborger.foundation.people.models import Person


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    """Questions about many versions."""

    def visible_to(self, viewer: Person) -> Self:
        """Versions of items the viewer may see now, unless they were written in private.

        What was private when it was written stays so for others also when the item has been
        opened since; only somebody it is shared with by name reads its past.
        """
        seen, named = models.Q(), models.Q(was_private=False) | models.Q(plan__subject=viewer)
        for name, model in (("goal", Goal), ("step", Step), ("note", Note)):
            shares = Share.objects.standing().filter(person=viewer, **{f"{name}__isnull": False})
            seen |= models.Q(**{f"{name}__in": model.objects.visible_to(viewer)})
            named |= models.Q(**{f"{name}__in": shares.values(name)})
        return self.filter(seen, named)


class PlanVersion(Attached):
    """The plan after one change (planversion): the item that changed, as it then stood."""

    number = models.PositiveIntegerField(_("nummer"))
    at = models.DateTimeField(_("tidspunkt"), default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("hvem")
    )
    act = models.CharField(_("hvad der skete"), max_length=60)
    was_private = models.BooleanField(_("var privat"), default=False)
    content = models.JSONField(_("indhold"))

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        verbose_name = _("planversion")
        verbose_name_plural = _("planversioner")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once"),
            models.CheckConstraint(name="plan_version_of_one_item", condition=exactly_one(*ITEMS)),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.number}"
