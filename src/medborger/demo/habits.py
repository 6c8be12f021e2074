"""How people in the demo behave, in numbers, and what the trial action changes: we know the truth.

The trial action asks staff to let the citizen say the next step first. Staff do it within two
months (fidelity), and some weeks later citizens finish more of their own steps and open their own
case more often (effect). What the municipality promises is kept as often as before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medborger.demo.town import Pace

if TYPE_CHECKING:
    from medborger.demo.calendar import Calendar

ACTIVE = {Pace.QUIET: 0.05, Pace.STEADY: 0.36, Pace.BUSY: 0.7}
"""The chance that something new is written in a slot (a fortnight when calm)."""
SLOT_DAYS = {Pace.QUIET: 14, Pace.STEADY: 7, Pace.BUSY: 7}
"""How long a slot is in the lively last quarter."""
ANSWERS = 0.75
CATCHES_UP = 0.3
LOOKS_AFTER = 0.45
COLLEAGUE_LOOKS = 0.03
FIRST_GOAL = 0.6
ASKS = 0.5
NEW_GOAL = 0.06
MOST_GOALS = 4
SOMETHING_ELSE = 0.09
"""Instead of a step: a private note, sharing it, a disagreement, or closing a goal."""
MUNICIPALITY = 0.45
"""The share of steps by staff that the municipality takes on itself; the rest are suggestions."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A share that moves from one level to another, so many weeks after the trial began."""

    before: float
    after: float
    delay: int
    takes: int = 8

    def at(self, week: int, calendar: Calendar) -> float:
        """The share in a week."""
        gone = (week - calendar.trial_week - self.delay) / self.takes
        return self.before + (self.after - self.before) * min(1.0, max(0.0, gone))


CITIZEN_WRITES = Shift(0.40, 0.62, delay=0)
OWN_ON_TIME = Shift(0.50, 0.70, delay=12)
OPENS_ANYWAY = Shift(0.05, 0.14, delay=10)
MUNICIPALITY_ON_TIME = Shift(0.74, 0.74, delay=0)
