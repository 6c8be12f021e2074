"""Like cases (lignende sager): how similar questions were judged, for at least five of them.

A plain nearest-history comparison. It is a port: the evidence engine can put a better one in
`COMPARE`. It shows a spread, never what to decide, and never a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from medborger.encounter.judgement.models import Judgement
from medborger.encounter.rules.current import months_in
from medborger.foundation import clock
from medborger.foundation.counting import hide_small

if TYPE_CHECKING:
    from collections.abc import Callable

FEWEST = 5
NEAREST = 20
FARTHEST = 1.0
"""Cases farther away than this are not alike: another group, or a year's difference."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How like cases ended; None where the number is hidden."""

    cases: int
    outcomes: list[tuple[str, int | None]]

    @property
    def has_basis(self) -> bool:
        """Whether there are enough like cases to show anything."""
        return self.cases >= FEWEST


def features(judgement: Judgement) -> dict[str, Any]:
    """What cases are compared by: the target groups, and the months in the longest of them."""
    months = months_in(judgement.subject, clock.today())
    return {"groups": sorted(months), "months": max(months.values(), default=0)}


def distance(one: dict[str, Any], other: dict[str, Any]) -> float:
    """How far two cases are from each other: one for each group not shared, and years apart."""
    unshared = set(one.get("groups", [])) ^ set(other.get("groups", []))
    years: float = abs(one.get("months", 0) - other.get("months", 0)) / 12
    return len(unshared) + years


def nearest_history(judgement: Judgement) -> Spread:
    """Look among the municipality's finished judgements in the same matter."""
    own = features(judgement)
    finished = (
        Judgement.objects.filter(matter_id=judgement.matter_id, state=Judgement.State.FINAL)
        .exclude(subject_id=judgement.subject_id)
        .order_by("-finished_at", "-pk")
        .values_list("subject_id", "outcome", "likeness")
    )
    newest_of_each: dict[int, tuple[float, str]] = {}
    for subject, outcome, likeness in finished:
        newest_of_each.setdefault(subject, (distance(own, likeness), outcome))
    near = sorted(near for near in newest_of_each.values() if near[0] <= FARTHEST)[:NEAREST]
    counts = dict.fromkeys(Judgement.Outcome.values, 0)
    for _, outcome in near:
        counts[outcome] += 1
    shown = hide_small(counts, least=judgement.subject.municipality.least_shown)
    labels = dict(Judgement.Outcome.choices)
    return Spread(len(near), [(str(labels[name]), shown[name]) for name in counts])


COMPARE: list[Callable[[Judgement], Spread]] = [nearest_history]
"""The newest way to compare is the last; `site` may add one from a room above."""


def like_cases(judgement: Judgement) -> Spread:
    """How like cases were judged."""
    return COMPARE[-1](judgement)
