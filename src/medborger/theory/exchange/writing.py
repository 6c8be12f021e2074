"""Give a theory back as YAML: the same data that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from medborger.theory.exchange.document import FORMAT

if TYPE_CHECKING:
    from medborger.theory.exchange.document import (
        Context,
        Document,
        Element,
        Extra,
        Head,
        Level,
        Link,
        Remark,
    )


def write_theory(document: Document) -> str:
    """The whole theory as YAML text."""
    return to_yaml(theory_data(document))


def to_yaml(data: object) -> str:
    """YAML that people can read: Danish letters, one thing on a line, order kept."""
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    return str(text)


def theory_data(document: Document) -> dict[str, Any]:
    """The theory as plain data, ready for YAML or JSON."""
    data: dict[str, Any] = {"format": FORMAT, "theory": _head(document.head)}
    if document.context is not None:
        data["context"] = _context(document.context)
    data["elements"] = [_element(element) for element in document.elements]
    if document.links is not None:
        data["links"] = [_link(link) for link in document.links]
    return {**data, **document.kept}


def _filled(pairs: dict[str, Any], extra: Extra) -> dict[str, Any]:
    """Only what has a value, and what was kept as read."""
    return {**{key: value for key, value in pairs.items() if value is not None}, **extra}


def _head(head: Head) -> dict[str, Any]:
    pairs = {
        "id": head.key,
        "title": head.title,
        "subtitle": head.subtitle,
        "organisation": head.organisation,
        "status": head.status,
        "source": head.source,
        "levels": [_level(level) for level in head.levels],
        "audiences": [
            _filled({"id": a.key, "name": a.name, "column": a.column}, a.extra)
            for a in head.audiences
        ]
        or None,
    }
    return _filled(pairs, head.extra)


def _level(level: Level) -> str | dict[str, Any]:
    if level.name is None and level.question is None and level.per_audience is None:
        return level.key
    pairs = {
        "id": level.key,
        "name": level.name,
        "question": level.question,
        "per_audience": level.per_audience,
    }
    return _filled(pairs, {})


def _element(element: Element) -> dict[str, Any]:
    pairs = {
        "id": element.key,
        "level": element.level,
        "tense": element.tense,
        "audience": element.audience,
        "subgroup": element.subgroup,
        "row": element.row,
        "text": element.text,
        "same_wording_as": element.same_wording_as,
        "source_note": element.source_note,
        "subpoints": list(element.subpoints) or None,
    }
    return _filled(pairs, element.extra)


def _link(link: Link) -> dict[str, Any]:
    pairs = {
        "id": link.key,
        "from": link.source,
        "to": link.target,
        "kind": link.kind,
        "origin": link.origin,
        "assumption": link.assumption,
        "strength": link.strength,
        "rival_explanation": link.rival,
        "evidence_for": link.evidence_for,
        "evidence_against": link.evidence_against,
    }
    return _filled(pairs, link.extra)


def _context(context: Context) -> dict[str, Any]:
    movements = context.movements
    pairs: dict[str, Any] = {
        "aims": _remarks(context.aims),
        "movements": None
        if movements is None
        else [_filled({"from": m.start, "to": m.end}, m.extra) for m in movements],
        "principles": _remarks(context.principles),
        "preconditions": _remarks(context.preconditions),
        "evaluation_questions": _remarks(context.evaluation_questions),
        "use": _remarks(context.use),
    }
    return _filled(pairs, context.extra)


def _remarks(remarks: tuple[Remark, ...] | None) -> list[dict[str, Any]] | None:
    if remarks is None:
        return None
    return [_filled({"id": r.key, "type": r.kind, "text": r.text}, r.extra) for r in remarks]
