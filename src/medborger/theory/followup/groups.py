"""A sign by team: small groups are hidden, and no hidden one can be worked out from the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from medborger.foundation.counting import hide_small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from medborger.theory.followup.models import Value


@dataclass(frozen=True, slots=True)
class Group:
    """One team, or several small ones together."""

    name: str
    numerator: float | None
    denominator: float | None
    n: int | None

    @property
    def share(self) -> float | None:
        """The share; None is «intet grundlag»."""
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator


def by_team(whole: Value | None, values: Sequence[Value], *, least: int) -> tuple[Group, ...]:
    """Show the newest period by team.

    Teams below the threshold are merged; when the merged group is too small too, or when the
    whole minus what is shown would give it away, more are hidden (see `hide_small`).
    """
    if whole is None or not whole.has_basis(least):
        return ()
    counted = {v.pk: v.n or 0 for v in values}
    rest = (whole.n or 0) - sum(counted.values())
    shown = hide_small({str(pk): n for pk, n in counted.items()} | _rest(rest), least=least)
    open_ = [v for v in values if shown[str(v.pk)]]
    hidden = [v for v in values if shown[str(v.pk)] is None]
    groups = [Group(str(v.team), v.numerator, v.denominator, v.n) for v in open_]
    return (*groups, *_merged(hidden, least))


def _rest(people: int) -> dict[str, int]:
    """People in no team are a part of the whole too, though nobody sees them as a group."""
    return {"rest": people} if people > 0 else {}


def _merged(hidden: Sequence[Value], least: int) -> tuple[Group, ...]:
    people = sum(v.n or 0 for v in hidden)
    if not hidden:
        return ()
    name = _("Øvrige team samlet")
    if people < least:
        return (Group(name, None, None, None),)
    numerator = sum(v.numerator or 0 for v in hidden)
    return (Group(name, numerator, sum(v.denominator or 0 for v in hidden), people),)
