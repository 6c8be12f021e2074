"""Charts that tell a change from chance, in words a team can use. Nothing here knows the web."""

from __future__ import annotations

from medborger.theory.charts.chart import Baseline, Chart, Options, read
from medborger.theory.charts.limits import Settings
from medborger.theory.charts.series import ChartKind, Observation, RuleSet, share
from medborger.theory.charts.signals import Certainty, Direction, Rule, Signal, Verdict
from medborger.theory.charts.targets import TargetOutlook, outlook

__all__ = [
    "Baseline",
    "Certainty",
    "Chart",
    "ChartKind",
    "Direction",
    "Observation",
    "Options",
    "Rule",
    "RuleSet",
    "Settings",
    "Signal",
    "TargetOutlook",
    "Verdict",
    "outlook",
    "read",
    "share",
]
