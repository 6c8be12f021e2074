"""Add up the answers after talks: per team and period, for five or more, with the response rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from medborger.encounter.meetings.models import Feedback, Talk
from medborger.encounter.meetings.statements import AFTER, YES_NO
from medborger.foundation.counting import hide_small

if TYPE_CHECKING:
    import datetime as dt

    from medborger.foundation.people.models import Team

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One question and its answers; None is a hidden number."""

    text: Any
    answers: list[tuple[Any, int | None]]


@dataclass(frozen=True, slots=True)
class Summary:
    """A team's answers in a period."""

    team: Team
    held: int | None
    answered: int | None
    lines: list[Line]

    @property
    def has_basis(self) -> bool:
        """Whether enough citizens have answered to show anything."""
        return self.answered is not None

    @property
    def rate_of_100(self) -> int:
        """How many out of 100 talks were answered."""
        return round(100 * (self.answered or 0) / self.held) if self.held else 0


def summary(team: Team, first: dt.date, last: dt.date, *, least: int = FEWEST) -> Summary:
    """Add up a team's answers. Citizens are counted, so that one person cannot fill a group."""
    talks = Talk.objects.filter(
        team=team,
        state=Talk.State.HELD,
        starts_at__date__gte=first,
        starts_at__date__lte=last,
    )
    given = list(
        Feedback.objects.filter(talk__in=talks)
        .order_by("at", "pk")
        .values_list("talk__subject_id", "answers")
    )
    newest = dict(given)
    held = talks.values("subject_id").distinct().count()
    small = len(newest) < max(least, FEWEST) or 0 < held - len(newest) < max(least, FEWEST)
    if len(newest) < max(least, FEWEST):
        return Summary(team, None, None, [])
    lines = [_line(key, text, list(newest.values()), least) for key, text in AFTER.items()]
    return Summary(team, None if small else held, len(newest), lines)


def _line(key: str, text: Any, answers: list[dict[str, str]], least: int) -> Line:
    counts = {value: 0 for value, _ in YES_NO}
    for answer in answers:
        if answer.get(key) in counts:
            counts[answer[key]] += 1
    counts["-"] = len(answers) - sum(counts.values())
    shown = hide_small(counts, least=max(least, FEWEST))
    return Line(text, [(label, shown[value]) for value, label in YES_NO])
