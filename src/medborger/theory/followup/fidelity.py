"""Fidelity from the delivery contract: content, coverage, frequency, duration.

The four of Carroll et al. 2007 (Implementation Science 2:40), each a number of its own. What the
participants said stands beside them and is not a number.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.theory.followup.agenda import FourFields
from medborger.theory.followup.words import Better

if TYPE_CHECKING:
    from collections.abc import Sequence

    from medborger.theory.followup.models import Delivery, TrialAction

ENOUGH = 0.8
"""Each of the four must be at least this share of the contract to say "we do what we say"."""
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Adherence:
    """One of the four: so much, of so much agreed. `agreed` 0 means that nothing was agreed."""

    name: str
    delivered: float
    agreed: float
    unit: str

    @property
    def share(self) -> float | None:
        """The share of the contract, or None where nothing was agreed; more is not better."""
        return min(self.delivered / self.agreed, 1.0) if self.agreed > 0 else None

    @property
    def tells(self) -> str:
        """The number in words: 12 af 16 (75 %)."""
        if self.share is None:
            return _("ingen aftale om det")
        return _("%(some)s af %(all)s %(unit)s (%(percent)s %%)") % {
            "some": _plain(self.delivered),
            "all": _plain(self.agreed),
            "unit": self.unit,
            "percent": round(self.share * 100),
        }


def _plain(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0").replace(".", ",")


def adherence(trial: TrialAction, deliveries: Sequence[Delivery]) -> tuple[Adherence, ...]:
    """Count the four from what was delivered, up to today or the day the trial ended."""
    parts = set(trial.parts)
    given = sum(len(parts & set(d.parts)) for d in deliveries)
    reached = sum(d.people for d in deliveries) / len(deliveries) if deliveries else 0.0
    return (
        Adherence(_("Indhold"), given, len(parts) * len(deliveries), _("dele")),
        Adherence(_("Dækning"), reached, trial.people or 0, _("mennesker pr. gang")),
        Adherence(
            _("Hyppighed"), len(deliveries), (trial.times_a_week or 0) * _so_far(trial), _("gange")
        ),
        Adherence(_("Varighed"), _weeks_with(deliveries), _so_far(trial), _("uger")),
    )


def _so_far(trial: TrialAction) -> int:
    """Whole weeks of the contract that have passed, at most what was agreed."""
    if trial.started_on is None or not trial.weeks:
        return 0
    until = trial.ended_on or clock.today()
    return min((until - trial.started_on).days // 7, trial.weeks)


def _weeks_with(deliveries: Sequence[Delivery]) -> int:
    return len({d.on - dt.timedelta(days=d.on.weekday()) for d in deliveries})


def did_it(four: Sequence[Adherence], deliveries: Sequence[Delivery]) -> bool | None:
    """Whether we do what we said: every agreed one is enough; unknown before a week is over."""
    known = [a.share for a in four if a.share is not None]
    if not known or (not deliveries and not any(a.agreed for a in four[2:])):
        return None
    return all(share >= ENOUGH for share in known)


def reached(trial: TrialAction, newest: float | None) -> bool | None:
    """Whether the prediction came true; before its day only when it already has."""
    if newest is None or trial.predicted is None:
        return None
    up = trial.direction != Better.DOWN
    true = newest >= trial.predicted if up else newest <= trial.predicted
    over = trial.predicted_on is not None and trial.predicted_on <= clock.today()
    return true if true or over else None


def read_trial(
    trial: TrialAction, deliveries: Sequence[Delivery], newest: float | None
) -> FourFields:
    """Read a trial action: no verdict on effect while nobody knows whether it was done."""
    did = did_it(adherence(trial, deliveries), deliveries)
    return FourFields(did, reached(trial, newest) if did is not None else None)
