"""The common task: start an internship this week or not, followed for two years.

Every week of a person's first new spell on benefits is a trial. S has 27 parameters, L has 71.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from virker.engines.sequential import TrialDesign, powers
from virker.engines.watched import TrialPlan
from virker.names import STATES
from virker.store import Watching

if TYPE_CHECKING:
    from virker.store import Store

FOLLOWED = 104
UNIT = 100.0
SMALL = (
    "education", "female", "insured", "last_service", "municipality", "nonwestern",
    "poor_health", "single_parent",
)  # fmt: skip
COVARIATES = {"S": SMALL, "L": ("age", *SMALL)}


def watching(store: Store, size: str) -> Watching:
    """What turns a partition into trials; sickness benefit and recent meetings change by week."""
    benefit, job = np.zeros(256, bool), np.zeros(256, bool)
    benefit[[byte for byte in STATES.values() if byte >= 10]] = True
    job[STATES["job"]] = True
    level = np.full(256, -1, np.int16)
    level[[byte for state, byte in STATES.items() if state.startswith("SDP")]] = 0
    kinds = store.kinds
    plan = TrialPlan(benefit, job, level, 1, kinds.index("internship"), kinds.index("meeting"))
    return Watching.of(store, plan, COVARIATES[size])


def design(watch: Watching) -> TrialDesign:
    """The hazard's columns: levels, constant, arm, three that vary, two of week, two of time."""
    weeks = powers(FOLLOWED, 2, UNIT)
    return TrialDesign(watch.fixed, 3, weeks, weeks)
