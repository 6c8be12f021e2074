"""The talk beside an item: short posts, and who it is that waits for whom."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.models.items import Goal, Note, Step
from medborger.encounter.plan.models.sharing import ITEMS, Attached, Share, exactly_one
from medborger.foundation import clock

if TYPE_CHECKING:
    from typing import Self

    from medborger.foundation.people.models import Person


class PostQuerySet(models.QuerySet["Post"]):
    """Questions about many posts."""

    def visible_to(self, viewer: Person) -> Self:
        """Posts beside items the viewer may see; what was said in private stays with those there."""
        beside = Q()
        there = Q(was_private=False) | Q(plan__subject=viewer) | Q(by=viewer)
        for name, model in (("goal", Goal), ("step", Step), ("note", Note)):
            shares = Share.objects.standing().filter(person=viewer, **{f"{name}__isnull": False})
            beside |= Q(**{f"{name}__in": model.objects.visible_to(viewer)})
            there |= Q(**{f"{name}__in": shares.values(name)})
        return self.filter(beside, there).select_related("plan__subject", "by")


class Post(Attached):
    """What somebody says beside an item (indlæg)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wording = models.TextField(_("ordlyd"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("hvem")
    )
    at = models.DateTimeField(_("tidspunkt"), default=clock.now)
    was_private = models.BooleanField(_("var privat"), default=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("indlæg")
        verbose_name_plural = _("indlæg")
        constraints = [
            models.CheckConstraint(name="plan_post_has_words", condition=~Q(wording="")),
            models.CheckConstraint(name="plan_post_beside_one_item", condition=exactly_one(*ITEMS)),
        ]

    def __str__(self) -> str:
        return self.wording
