"""What every column of the extract means, where it comes from, and what never comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: As in the file; the names are those of virker's contract.
        means: What it means, in Danish.
        comes_from: Which rows of the house it is made from.
    """

    name: str
    means: str
    comes_from: str


COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    "weeks": (
        Column("person", "Borgerens pseudonym (b + 20 tegn).", "Person.public_id og nøglen"),
        Column("week", "ISO-ugen, 2026-W07. Kun uger, der er forbi.", "Situation.since og until"),
        Column("state", "Ydelsen, da ugen sluttede.", "Situation.group, oversat af STATES"),
        Column("registered", "Ugen, hvor det blev skrevet.", "hændelsen rules.situation.begun"),
    ),
    "spells": (
        Column("person", "Borgerens pseudonym.", "Person.public_id og nøglen"),
        Column("spell", "Forløbets nummer for borgeren, fra 1.", "Situation i rækkefølge"),
        Column("entry", "Første uge, vi så forløbet.", "Situation.since"),
        Column("start", "Første uge.", "Situation.since"),
        Column("stop", "Første uge efter; den første ikke-færdige uge, når det løber.", "until"),
        Column(
            "exit", "Hvor det førte hen; tom, når det løber.", "den næste Situation, ellers gone"
        ),
    ),
    "events": (
        Column("person", "Borgerens pseudonym.", "Person.public_id og nøglen"),
        Column("kind", "Hvad der skete, et ord fra KINDS.", "Event.kind; aldrig indholdet"),
        Column("start", "Ugen, det skete; kun uger mellem første og sidste i weeks.", "Event.at"),
        Column("stop", "Tom: det varede ikke ud over ugen.", ""),
        Column("amount", "Tom: intet tal er registreret.", ""),
        Column("registered", "Ugen, hvor det blev skrevet.", "Event.at"),
    ),
    "persons": (
        Column("person", "Borgerens pseudonym.", "Person.public_id og nøglen"),
        Column("caseworker", "Sagsbehandlerens pseudonym (s + 20 tegn).", "Relation.worker"),
        Column("team", "Teamets pseudonym (t + 20 tegn).", "Relation.team"),
        Column("municipality", "Kommunens korte navn.", "Municipality.slug"),
    ),
}
"""No name, no CPR number, no address, no free text and no private item is in any column."""

STATES: Final[dict[str, str]] = {
    "dagpenge": "UI",
    "jobparat": "KHJ",
    "arbejdspligt": "KHJ",
    "aktivitetsparat": "KHA",
    "sygemeldt": "SDP",
    "sygemeldt-kort": "SDP",
}
"""From the rule pack's target groups to virker's states; a group not here is `benefit`."""

PRIORITY: Final = ("UI", "SDP", "KHJ", "KHA", "benefit")
"""Which state counts when a citizen is in several groups at once; the first."""

KINDS: Final[dict[str, str]] = {
    "plan.plan.begun": "plan_begun",
    "plan.goal.added": "goal_added",
    "plan.goal.closed": "goal_closed",
    "plan.step.added": "step_agreed",
    "plan.step.done": "step_done",
    "plan.step.dropped": "step_dropped",
    "plan.suggestion.made": "suggestion_made",
    "judgement.begun": "judgement_begun",
    "judgement.finished": "judgement_finished",
    "judgement.complained": "complaint_made",
    "rules.requirement.added": "requirement_added",
    "rules.exemption.made": "exemption_made",
}
"""The journal's kinds that come out, and what they are called there. All others stay home."""
