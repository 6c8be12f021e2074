"""The citizen's plan: goals, steps and notes, who may see them, and what others say to them."""

from __future__ import annotations

from medborger.encounter.plan.models.items import Goal, Note, Step, WaitsFor
from medborger.encounter.plan.models.plans import Plan
from medborger.encounter.plan.models.posts import Post
from medborger.encounter.plan.models.sharing import Attached, Share
from medborger.encounter.plan.models.versions import PlanVersion
from medborger.encounter.plan.models.voices import Disagreement, Suggestion

Item = Goal | Step | Note
"""What a plan is made of, and what can be private, shared and disagreed with."""

__all__ = [
    "Attached",
    "Disagreement",
    "Goal",
    "Item",
    "Note",
    "Plan",
    "PlanVersion",
    "Post",
    "Share",
    "Step",
    "Suggestion",
    "WaitsFor",
]
