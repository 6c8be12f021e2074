"""What a theory may count about its own work: are the reviews held, and do they decide?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.foundation.counting import Count, Kind
from medborger.theory.followup.charting import period_named, periods_between
from medborger.theory.followup.models import Review, Routine, Sign
from medborger.theory.followup.words import RoutineKind

if TYPE_CHECKING:
    from medborger.foundation.counting import Period
    from medborger.foundation.people.models import Municipality, Team


def reviews_held(period: Period, *, municipality: Municipality, team: Team | None = None) -> Count:
    """Monthly reviews that ended with a decision, of those planned: one a month (flow).

    A theory plans a review for each month from the first it has numbers for. Nobody is counted,
    so `n` is 0 and the catalogue sets no threshold on it; a team has no reviews of its own.
    """
    months = _months(period)
    theories = Sign.objects.filter(
        theory__municipality=municipality,
        theory__archived_on__isnull=True,
        followed=True,
        values__isnull=False,
    )
    begun: dict[int, str] = {}
    for theory, first in theories.values_list("theory_id", "values__period").order_by("theory_id"):
        if "-Q" not in first:
            begun[theory] = min(begun.get(theory, first), first)
    if team is not None:
        begun = {}
    planned = [(theory, m) for theory, first in begun.items() for m in months if m >= first]
    held = set(
        Review.objects.filter(theory__in=begun, period__in=months, decisions__isnull=False)
        .values_list("theory_id", "period")
        .order_by("theory_id")
    )
    return Count(len(held & set(planned)), len(planned), 0, Kind.FLOW)


def _months(period: Period) -> list[str]:
    """The months whose last day lies in the period."""
    first, last = period.first, period.last
    names = periods_between(f"{first:%Y-%m}", f"{last:%Y-%m}")
    return [name for name in names if period_named(name).last in period]


def routines_removed(
    period: Period, *, municipality: Municipality, team: Team | None = None
) -> Count:
    """Routines removed less new steps brought in (flow); it can be less than nothing.

    Nobody is counted. A team has no list of its own.
    """
    if team is not None:
        return Count(0, 0, 0, Kind.FLOW)
    mine = Routine.objects.filter(municipality=municipality)
    start, end = period.moments()
    removed = mine.removed().filter(decided_at__range=(start, end)).count()
    added = mine.filter(kind=RoutineKind.ADDED, pointed_out_at__range=(start, end)).count()
    begun = mine.filter(pointed_out_at__lte=end).exists()
    return Count(removed - added, int(begun), 0, Kind.FLOW, is_net=True)
