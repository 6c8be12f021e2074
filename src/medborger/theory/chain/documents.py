"""Between the database and the exchange format: the same theory, nothing lost."""

from __future__ import annotations

import hashlib
import json
from copy import copy
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, prefetch_related_objects

from medborger.theory.chain.models import (
    Audience,
    Element,
    Level,
    Link,
    Movement,
    Remark,
    TheoryVersion,
)
from medborger.theory.chain.words import RemarkKind
from medborger.theory.exchange import document as file
from medborger.theory.exchange.writing import theory_data

if TYPE_CHECKING:
    from collections.abc import Iterable


def fill(version: TheoryVersion, document: file.Document) -> None:
    """Write every part of the document into an empty version."""
    head = document.head
    version.as_read = _as_read(document)
    version.save(update_fields=["as_read"])
    levels = _make(Level, version, head.levels, _level_fields)
    audiences = _make(Audience, version, head.audiences, _audience_fields)
    Element.objects.bulk_create(
        Element(
            version=version,
            order=order,
            level=levels[e.level],
            audience=audiences[e.audience] if e.audience else None,
            **_element_fields(e),
        )
        for order, e in enumerate(document.elements)
    )
    elements = {e.key: e for e in version.elements.all()}
    Link.objects.bulk_create(
        Link(
            version=version,
            order=order,
            source=elements[a.source],
            target=elements[a.target],
            **_link_fields(a),
        )
        for order, a in enumerate(document.links or ())
    )
    if document.context is not None:
        _fill_context(version, document.context)


def _make(
    model: type[Any], version: TheoryVersion, parts: Iterable[Any], fields: Any
) -> dict[str, Any]:
    """Save parts in order, and give them by key."""
    model.objects.bulk_create(
        model(version=version, order=order, **fields(part)) for order, part in enumerate(parts)
    )
    return {row.key: row for row in model.objects.filter(version=version)}


def _level_fields(level: file.Level) -> dict[str, Any]:
    return {
        "key": level.key,
        "name": level.name or "",
        "question": level.question or "",
        "per_audience": level.per_audience,
    }


def _audience_fields(audience: file.Audience) -> dict[str, Any]:
    return {
        "key": audience.key,
        "name": audience.name,
        "column": audience.column or "",
        "extra": dict(audience.extra),
    }


def _element_fields(element: file.Element) -> dict[str, Any]:
    return {
        "key": element.key,
        "text": element.text,
        "subgroup": element.subgroup or "",
        "row": element.row,
        "tense": element.tense or "",
        "same_wording_as": element.same_wording_as or "",
        "source_note": element.source_note or "",
        "subpoints": list(element.subpoints),
        "extra": dict(element.extra),
    }


def _link_fields(link: file.Link) -> dict[str, Any]:
    return {
        "key": link.key,
        "kind": link.kind,
        "origin": link.origin,
        "assumption": link.assumption or "",
        "strength": link.strength or "",
        "rival": link.rival or "",
        "evidence_for": link.evidence_for or "",
        "evidence_against": link.evidence_against or "",
        "accepted": link.extra.get("accepted") is True,
        "extra": dict(link.extra),
    }


def _fill_context(version: TheoryVersion, context: file.Context) -> None:
    """Principles, preconditions, aims, questions, uses, and the movements."""
    Remark.objects.bulk_create(
        Remark(
            version=version,
            order=order,
            kind=kind,
            key=remark.key or "",
            type=remark.kind or "",
            text=remark.text,
            extra=dict(remark.extra),
        )
        for kind in RemarkKind.values
        for order, remark in enumerate(getattr(context, kind) or ())
    )
    Movement.objects.bulk_create(
        Movement(version=version, order=order, start=m.start, end=m.end, extra=dict(m.extra))
        for order, m in enumerate(context.movements or ())
    )


def _as_read(document: file.Document) -> dict[str, Any]:
    """What has no row of its own: the head's other lines, empty lists, sections kept as read."""
    head, context = document.head, document.context
    lists = [*RemarkKind.values, "movements"]
    return {
        "head": {
            "subtitle": head.subtitle,
            "organisation": head.organisation,
            "status": head.status,
            "source": head.source,
            "extra": dict(head.extra),
        },
        "has_links": document.links is not None,
        "context": None
        if context is None
        else {
            "lists": [name for name in lists if getattr(context, name) is not None],
            "extra": dict(context.extra),
        },
        "kept": dict(document.kept),
    }


TABLE = (
    "levels",
    "audiences",
    Prefetch("elements", Element.objects.select_related("level", "audience")),
    Prefetch("links", Link.objects.select_related("source", "target")),
)
"""The table and its arrows."""
AROUND = ("remarks", "movements")
"""What stands around the table."""


def document_of(version: TheoryVersion) -> file.Document:
    """Read a version back as a document, equal to the one it was made from."""
    return documents_of([version])[0]


def documents_of(versions: Iterable[TheoryVersion]) -> list[file.Document]:
    """Read versions afresh, all with the same few questions to the database."""
    fresh = _read(versions, *TABLE, *AROUND)
    return [_document(v, _context(v, v.as_read.get("context"))) for v in fresh]


def table_of(version: TheoryVersion) -> file.Document:
    """Read the table and its arrows only, without what stands around them."""
    return _document(_read([version], *TABLE)[0], None)


def _read(versions: Iterable[TheoryVersion], *parts: Any) -> list[TheoryVersion]:
    """Copies of the versions, with these parts read anew."""
    fresh = [copy(version) for version in versions]
    for version in fresh:
        version.__dict__["_prefetched_objects_cache"] = {}
    prefetch_related_objects(fresh, *parts)
    return fresh


def _document(version: TheoryVersion, context: file.Context | None) -> file.Document:
    levels, audiences = list(version.levels.all()), list(version.audiences.all())
    elements, links = list(version.elements.all()), list(version.links.all())
    kept = version.as_read
    head = kept.get("head", {})
    return file.Document(
        head=file.Head(
            key=version.theory.slug,
            title=version.theory.title,
            organisation=head.get("organisation"),
            subtitle=head.get("subtitle"),
            status=head.get("status"),
            source=head.get("source"),
            levels=tuple(
                file.Level(x.key, x.name or None, x.question or None, x.per_audience)
                for x in levels
            ),
            audiences=tuple(
                file.Audience(x.key, x.name, x.column or None, x.extra) for x in audiences
            ),
            extra=head.get("extra", {}),
        ),
        elements=tuple(_element(e) for e in elements),
        links=tuple(_link(a) for a in links) if links or kept.get("has_links") else None,
        context=context,
        kept=kept.get("kept", {}),
    )


def _element(row: Element) -> file.Element:
    return file.Element(
        key=row.key,
        level=row.level.key,
        text=row.text,
        audience=row.audience.key if row.audience else None,
        subgroup=row.subgroup or None,
        row=row.row,
        tense=row.tense or None,
        same_wording_as=row.same_wording_as or None,
        source_note=row.source_note or None,
        subpoints=tuple(row.subpoints),
        extra=row.extra,
    )


def _link(row: Link) -> file.Link:
    return file.Link(
        key=row.key,
        source=row.source.key,
        target=row.target.key,
        kind=row.kind,
        origin=row.origin,
        assumption=row.assumption or None,
        strength=row.strength or None,
        rival=row.rival or None,
        evidence_for=row.evidence_for or None,
        evidence_against=row.evidence_against or None,
        extra=row.extra,
    )


def _context(version: TheoryVersion, kept: dict[str, Any] | None) -> file.Context | None:
    remarks = list(version.remarks.all())
    movements = list(version.movements.all())
    if kept is None and not remarks and not movements:
        return None
    lists = (kept or {}).get("lists", [])
    found: dict[str, Any] = {}
    for kind in RemarkKind.values:
        mine = [r for r in remarks if r.kind == kind]
        if mine or kind in lists:
            found[kind] = tuple(
                file.Remark(r.text, r.key or None, r.type or None, r.extra) for r in mine
            )
    if movements or "movements" in lists:
        found["movements"] = tuple(file.Movement(m.start, m.end, m.extra) for m in movements)
    return file.Context(**found, extra=(kept or {}).get("extra", {}))


def hash_of(version: TheoryVersion) -> str:
    """The content's fingerprint: the same for the same theory, whatever the database."""
    data = theory_data(document_of(version))
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
