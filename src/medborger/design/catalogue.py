"""The components a page can be built from, and what each may be told.

A page writes `{% part "badge" text="Nyt" %}` or `{% component "card" title="…" %}…{% endcomponent %}`.
Every parameter has a value here, so a template never meets an unknown variable, and a parameter
that is misspelt is an error at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NEEDED = object()
"""Marks a parameter that must be given."""


@dataclass(frozen=True, slots=True)
class Component:
    """One component: what it is for, whether it wraps a body, and its parameters."""

    tells: str
    parameters: dict[str, Any]
    wraps: bool = False

    def fill(self, given: dict[str, Any]) -> dict[str, Any]:
        """Complete what a page gave; refuse what is unknown or missing."""
        if unknown := given.keys() - self.parameters.keys():
            raise TypeError(f"unknown parameters: {', '.join(sorted(unknown))}")
        filled = {**self.parameters, **given}
        if missing := [name for name, value in filled.items() if value is NEEDED]:
            raise TypeError(f"missing parameters: {', '.join(missing)}")
        return filled


CATALOGUE: dict[str, Component] = {
    # --- the page ---
    "heading": Component(
        "The page's h1 with a line above and a lead below.",
        {"title": NEEDED, "kicker": ""},
        wraps=True,
    ),
    "subject": Component(
        "Whose page a member of staff is looking at.", {"name": NEEDED, "why": ""}
    ),
    "breadcrumb": Component("The way here.", {"trail": NEEDED, "here": NEEDED}),
    "columns": Component("Cards side by side where there is room.", {"of": 2}, wraps=True),
    "card": Component(
        "A thing of its own on the page.",
        {"title": "", "kicker": "", "level": 2, "id": "", "tone": "", "icon": "", "url": ""},
        wraps=True,
    ),
    "details": Component(
        "More, for those who want it.", {"summary": NEEDED, "open": False}, wraps=True
    ),
    "empty": Component(
        "Nothing here yet, and what one can do about it.",
        {"title": NEEDED, "icon": "info", "level": 2},
        wraps=True,
    ),
    "icon": Component(
        "A sign beside words; with a label when it stands alone.",
        {"name": NEEDED, "label": "", "size": ""},
    ),
    "badge": Component("A short state.", {"text": NEEDED, "kind": "", "icon": ""}),
    "key_figure": Component(
        "One number and what it means.", {"value": NEEDED, "label": NEEDED, "tells": ""}
    ),
    # --- what people said and did ---
    "own_words": Component(
        "Somebody's own words, as they wrote them.", {"by": "", "at": ""}, wraps=True
    ),
    "tasks": Component("What waits for somebody.", {"label": NEEDED}, wraps=True),
    "task": Component(
        "One thing that waits, with a link.",
        {"title": NEEDED, "url": NEEDED, "tells": "", "state": "", "kind": ""},
    ),
    "lines": Component("Things of one kind below each other.", {"label": NEEDED}, wraps=True),
    "line": Component(
        "One thing in a list: its words, its state, and below what can be done with it.",
        {
            "title": NEEDED,
            "icon": "",
            "state": "",
            "kind": "",
            "tells": "",
            "id": "",
            "private": False,
        },
        wraps=True,
    ),
    "links": Component("What can be done, as quiet links.", {}, wraps=True),
    "timeline": Component("What happened, newest first.", {"label": NEEDED}, wraps=True),
    "entry": Component(
        "One line of a timeline.", {"at": NEEDED, "title": NEEDED, "by": "", "icon": ""}, wraps=True
    ),
    "summary_list": Component("What you are about to send, or what stands now.", {}, wraps=True),
    "row": Component(
        "One line of a summary list.",
        {"label": NEEDED, "change_url": "", "change_label": ""},
        wraps=True,
    ),
    "table": Component(
        "Rows and columns, in a region that scrolls by itself.",
        {"label": NEEDED, "shows_label": True},
        wraps=True,
    ),
    "pagination": Component("On to more.", {"page": NEEDED, "address": "?side=", "label": ""}),
    # --- telling ---
    "alert": Component(
        "Something to know now.",
        {"title": "", "kind": "info", "level": 2, "live": False},
        wraps=True,
    ),
    "notice": Component("Who gets to know, said before the act.", {}, wraps=True),
    "receipt": Component(
        "It is done: number, time and what happens next.",
        {"title": NEEDED, "number": NEEDED, "at": NEEDED, "level": 2},
        wraps=True,
    ),
    # --- acting ---
    "steps": Component(
        "Where you are in a flow: Trin x af y.", {"labels": NEEDED, "current": NEEDED}
    ),
    "actions": Component("A row of buttons and links.", {}, wraps=True),
    "button": Component(
        "A button of a form; with `url` a link that looks like one.",
        {
            "text": NEEDED,
            "kind": "primary",
            "url": "",
            "name": "",
            "value": "",
            "icon": "",
            "about": "",
            "form": "",
        },
    ),
    "field": Component("One field of a form.", {"field": NEEDED}),
    "errors": Component("What is wrong with a form, linked and focused.", {"form": NEEDED}),
    "fieldset": Component(
        "Fields that belong together.", {"legend": NEEDED, "hint": ""}, wraps=True
    ),
    "autosave": Component("Says when what you write was kept.", {"key": NEEDED, "saved_at": ""}),
    # --- numbers ---
    "charts/line": Component("Points over time, with centre line and limits.", {"chart": NEEDED}),
    "charts/bars": Component("Sizes beside each other.", {"chart": NEEDED}),
    "charts/multiples": Component("Many small line charts on one scale.", {"chart": NEEDED}),
    "charts/hundred": Component("So many out of 100.", {"chart": NEEDED}),
    "charts/numbers": Component("The numbers of a chart as a table.", {"chart": NEEDED}),
}
