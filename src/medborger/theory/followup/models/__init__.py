"""What follow-up remembers."""

from __future__ import annotations

from medborger.theory.followup.models.decisions import Decision, Review
from medborger.theory.followup.models.signs import BaselinePeriod, Sign, Signal, Value
from medborger.theory.followup.models.trials import TrialAction

__all__ = ["BaselinePeriod", "Decision", "Review", "Sign", "Signal", "TrialAction", "Value"]
