"""The plan over the wire: read with a selector, act with a service, answer with HTML."""

from __future__ import annotations

from medborger.encounter.plan.views import goals, items, notes, plans, promises, steps, suggestions

__all__ = ["goals", "items", "notes", "plans", "promises", "steps", "suggestions"]
