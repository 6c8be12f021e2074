"""What has changed since the last review: numbers, signals, decisions, trial actions, the theory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from medborger.theory.followup.words import TrialState

if TYPE_CHECKING:
    import datetime as dt

    from medborger.theory.followup.gathering import Gathered
    from medborger.theory.followup.models import Decision, Review, Signal
    from medborger.theory.followup.reading import SignReading


@dataclass(frozen=True, slots=True)
class SinceLast:
    """What has changed since the last review."""

    held_on: dt.date
    changes: tuple[str, ...]
    decisions: tuple[Decision, ...]


def since_last(month: Gathered, *, period: str, version_at: dt.date | None) -> SinceLast | None:
    """Compare with the review before this month's; None when there was none."""
    reviews = {d.review for d in month.decisions if d.review and d.review.period < period}
    last = max(reviews, key=lambda r: (r.period, r.pk), default=None)
    if last is None:
        return None
    changes = [line for r in month.readings if (line := _number(r, last.period))]
    changes += [
        _("Nyt signal: %(title)s") % {"title": r.sign.title}
        for r in month.readings
        if any(_is_new(s, last) for s in r.signals)
    ]
    changes += _trials(month, last)
    if version_at is not None and version_at > last.held_on:
        changes.append(_("Teorien har fået en ny version."))
    return SinceLast(
        held_on=last.held_on,
        changes=tuple(changes),
        decisions=tuple(d for d in month.decisions if d.review == last),
    )


def _is_new(signal: Signal, last: Review) -> bool:
    return signal.seen_at.date() > last.held_on


def _number(reading: SignReading, then: str) -> str:
    """The number then and now, when both are known and there is a newer one."""
    before = reading.told(then)
    if not before or not reading.newest_told or reading.newest_period <= then:
        return ""
    return _("%(title)s: %(then)s sidst, %(now)s nu") % {
        "title": reading.sign.title,
        "then": before,
        "now": reading.newest_told,
    }


def _trials(month: Gathered, last: Review) -> list[str]:
    started = [
        _("Prøvehandlingen «%(title)s» er begyndt.") % {"title": t.title}
        for t in month.trials
        if t.started_on and t.started_on > last.held_on
    ]
    ended = [
        _("Prøvehandlingen «%(title)s» er slut: %(how)s.")
        % {"title": t.title, "how": TrialState(t.state).label}
        for t in month.trials
        if t.ended_on and t.ended_on > last.held_on
    ]
    return started + ended
