"""What may leave the house: small numbers hidden, and proved impossible to work out again.

`Disclosure` is what `Result.publish` needs. `protect` hides cells of a table, `safe_curve` steps of
a curve, `History` remembers what has been published and refuses what would give someone away.
"""

from __future__ import annotations

from virker.disclosure.bounds import Interval, intervals
from virker.disclosure.curves import SafeCurve, safe_curve
from virker.disclosure.history import Claim, History, Leak
from virker.disclosure.money import is_dominated, safe_sum
from virker.disclosure.results import Disclosure
from virker.disclosure.rules import Rules
from virker.disclosure.tables import Shown, protect

__all__ = [
    "Claim",
    "Disclosure",
    "History",
    "Interval",
    "Leak",
    "Rules",
    "SafeCurve",
    "Shown",
    "intervals",
    "is_dominated",
    "protect",
    "safe_curve",
    "safe_sum",
]
