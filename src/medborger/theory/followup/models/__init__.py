"""What follow-up remembers."""

from __future__ import annotations

from medborger.theory.followup.models.decisions import Decision, Review
from medborger.theory.followup.models.routines import Routine
from medborger.theory.followup.models.signs import BaselinePeriod, Sign, Signal, Value
from medborger.theory.followup.models.trials import Delivery, TrialAction

__all__ = [
    "BaselinePeriod",
    "Decision",
    "Delivery",
    "Review",
    "Routine",
    "Sign",
    "Signal",
    "TrialAction",
    "Value",
]
