"""A theory as a graph for other programs: DOT for drawing, JSON-LD with CIDS names for sharing.

The names are those of the Common Impact Data Standard 3.2.1: an end goal is an Outcome, a
sub-goal for somebody a StakeholderOutcome, a sign an Indicator, and a value an IndicatorReport
with the population of its own (CIDS issue 154: the population belongs to the report).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medborger.theory.exchange.document import Document, Element, Link

CONTEXT = "https://ontology.commonapproach.org/contexts/cidsContext.jsonld"
"""The name of the vocabulary; nothing is fetched from it."""
TYPES = {
    "challenge": "cids:Need",
    "goal": "cids:ImpactModel",
    "sub_goal": "cids:StakeholderOutcome",
    "end_goal": "cids:Outcome",
    "vision": "cids:Outcome",
    "active_mechanism": "cids:Activity",
    "trial_action": "cids:Activity",
    "sign": "cids:Indicator",
}


def as_json_ld(document: Document, indicators: Iterable[dict[str, Any]] = ()) -> str:
    """The theory as one JSON-LD document; `indicators` are its signs with what may be shown."""
    base = f"urn:medborger:{document.head.key}"
    data = {
        "@context": CONTEXT,
        "@id": base,
        "@type": "cids:ImpactModel",
        "hasName": document.head.title,
        "forOrganization": document.head.organisation,
        "hasStakeholder": [
            {"@id": f"{base}:{a.key}", "@type": "cids:Stakeholder", "hasName": a.name}
            for a in document.head.audiences
        ],
        "hasOutcome": [_outcome(base, e) for e in document.elements],
        "hasIndicator": [{"@type": "cids:Indicator", **one} for one in indicators],
        "hasImpactPathway": [_pathway(base, link) for link in document.links or ()],
    }
    filled = {key: value for key, value in data.items() if value not in (None, [])}
    return json.dumps(filled, ensure_ascii=False, indent=2) + "\n"


def _outcome(base: str, element: Element) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@id": f"{base}:{element.key}",
        "@type": TYPES.get(element.level, "cids:Outcome"),
        "hasName": element.text,
        "medborger:level": element.level,
    }
    if element.audience:
        found["forStakeholder"] = {"@id": f"{base}:{element.audience}"}
    return found


def _pathway(base: str, link: Link) -> dict[str, Any]:
    """An arrow; CIDS calls what can make it fail an ImpactRisk."""
    risks = [link.rival] if link.rival else []
    found = {
        "@id": f"{base}:{link.key}",
        "medborger:kind": link.kind,
        "from": {"@id": f"{base}:{link.source}"},
        "to": {"@id": f"{base}:{link.target}"},
        "medborger:origin": link.origin,
        "medborger:assumption": link.assumption,
        "medborger:strength": link.strength,
        "hasImpactRisk": [{"@type": "cids:ImpactRisk", "hasDescription": r} for r in risks],
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def as_dot(document: Document) -> str:
    """The theory as Graphviz text: one rank for each level, suggestions dashed."""
    lines = ["digraph theory {", "  rankdir=LR;", "  node [shape=box, fontname=sans];"]
    for level in document.head.levels:
        mine = [e for e in document.elements if e.level == level.key]
        names = " ".join(_quoted(e.key) for e in mine)
        lines.append(f"  {{ rank=same; {names} }}" if mine else f"  // {level.key}")
    lines += [f"  {_quoted(e.key)} [label={_quoted(e.text)}];" for e in document.elements]
    lines += [f"  {_arrow(link)}" for link in document.links or ()]
    return "\n".join([*lines, "}"]) + "\n"


def _arrow(link: Link) -> str:
    dashed = link.origin == "suggestion" and link.extra.get("accepted") is not True
    style = ", style=dashed" if dashed else ""
    label = _quoted(link.kind)
    return f"{_quoted(link.source)} -> {_quoted(link.target)} [label={label}{style}];"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
