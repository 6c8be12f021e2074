"""Read a theory of change from YAML: all of it, or one clear error and nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from medborger.foundation.documents.fields import Fields
from medborger.foundation.documents.located import read_yaml
from medborger.theory.exchange.document import (
    FORMAT,
    KNOWN_LEVELS,
    LINK_KINDS,
    ORIGINS,
    STRENGTHS,
    TENSES,
    Audience,
    Context,
    Document,
    Element,
    Head,
    Level,
    Link,
    Movement,
    Remark,
)
from medborger.theory.exchange.soundness import check_elements, check_rest

if TYPE_CHECKING:
    from medborger.foundation.documents.located import Located, Path

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_theory(text: str) -> Document:
    """Read and check the whole file.

    Raises:
        ImportRefused: one error in plain Danish with line and key.
    """
    file = read_yaml(text)
    top = _opened(file, FORMAT)
    head = _head(Fields(file, top.mapping("theory"), ("theory",)))
    levels = [level.key for level in head.levels]
    audiences = [audience.key for audience in head.audiences]
    elements = tuple(
        _element(Fields(file, item, path), levels, audiences)
        for item, path in top.list_of("elements")
    )
    check_elements(head, elements, file)
    links = _links(file, top, [element.key for element in elements])
    context = _context(file, top)
    document = Document(head, elements, links, context, top.left)
    check_rest(document, file)
    return document


def _opened(file: Located, wanted: str) -> Fields:
    """The top of the file, when it is in the format we read."""
    if not isinstance(file.data, dict):
        raise file.refuse(
            _("Filen skal begynde med «format: %(format)s».") % {"format": wanted}, ()
        )
    top = Fields(file, file.data, ())
    top.one_of(
        "format",
        [wanted],
        _("Formatet «%(value)s» kan ikke læses. Skriv «%(choices)s»."),
    )
    if not top.has("theory") and wanted == FORMAT:
        raise top.refuse(_("«theory» mangler. Skriv, hvad teorien hedder, og hvis den er."))
    return top


def _head(fields: Fields) -> Head:
    key = fields.text("id")
    if not SLUG.fullmatch(key):
        problem = _("«%(id)s» kan ikke bruges. Brug små bogstaver, tal og bindestreg.")
        raise fields.refuse(problem % {"id": key}, "id")
    return Head(
        key=key,
        title=fields.text("title"),
        organisation=fields.maybe("organisation"),
        subtitle=fields.maybe("subtitle"),
        status=fields.maybe("status"),
        source=fields.mapping("source"),
        levels=_levels(fields),
        audiences=_audiences(fields),
        extra=fields.left,
    )


def _levels(fields: Fields) -> tuple[Level, ...]:
    """The chain in order; at least one level, none twice."""
    levels: list[Level] = []
    for item, path in fields.list_of("levels"):
        level = _level(fields.file, item, path)
        if level.key in [known.key for known in levels]:
            problem = _("Niveauet «%(key)s» står her to gange.") % {"key": level.key}
            raise fields.file.refuse(problem, path)
        levels.append(level)
    if not levels:
        raise fields.refuse(_("«levels» mangler. Skriv mindst ét niveau."), "levels")
    return tuple(levels)


def _level(file: Located, item: object, path: Path) -> Level:
    """A known level by its key, or one of their own with a name."""
    if isinstance(item, dict):
        fields = Fields(file, item, path)
        level = Level(
            fields.text("id"),
            fields.maybe("name"),
            fields.maybe("question"),
            fields.flag("per_audience"),
        )
    else:
        level = Level(str(item))
    if level.name is None and level.key not in KNOWN_LEVELS:
        problem = _("Niveauet «%(key)s» er ukendt. Brug et af: %(known)s – eller giv det et navn.")
        raise file.refuse(problem % {"key": level.key, "known": ", ".join(KNOWN_LEVELS)}, path)
    return level


def _audiences(fields: Fields) -> tuple[Audience, ...]:
    audiences: list[Audience] = []
    for item, path in fields.list_of("audiences"):
        inner = Fields(fields.file, item, path)
        audience = Audience(inner.text("id"), inner.text("name"), inner.maybe("column"), inner.left)
        if audience.key in [known.key for known in audiences]:
            problem = _("Målgruppen «%(key)s» står her to gange.") % {"key": audience.key}
            raise inner.refuse(problem, "id")
        audiences.append(audience)
    return tuple(audiences)


def _element(fields: Fields, levels: list[str], audiences: list[str]) -> Element:
    return Element(
        key=fields.text("id"),
        level=fields.one_of(
            "level", levels, _("Niveauet «%(value)s» er ukendt. Brug et af: %(choices)s.")
        ),
        text=fields.text("text"),
        audience=fields.maybe_one_of(
            "audience",
            audiences,
            _("Målgruppen «%(value)s» er ukendt. Brug en af: %(choices)s."),
        ),
        subgroup=fields.maybe("subgroup"),
        row=fields.number("row"),
        tense=fields.maybe_one_of(
            "tense", TENSES, _("Tiden «%(value)s» er ukendt. Brug en af: %(choices)s.")
        ),
        same_wording_as=fields.maybe("same_wording_as"),
        source_note=fields.maybe("source_note"),
        subpoints=fields.texts("subpoints"),
        extra=fields.left,
    )


def _links(file: Located, top: Fields, keys: list[str]) -> tuple[Link, ...] | None:
    if not top.has("links"):
        return None
    return tuple(_link(Fields(file, item, path), keys) for item, path in top.list_of("links"))


def _link(fields: Fields, keys: list[str]) -> Link:
    ends = {}
    for end in ("from", "to"):
        ends[end] = fields.text(end)
        if ends[end] not in keys:
            problem = _("Pilen peger på «%(key)s», som ikke findes. Ret id'et, eller fjern pilen.")
            raise fields.refuse(problem % {"key": ends[end]}, end)
    return Link(
        key=fields.text("id"),
        source=ends["from"],
        target=ends["to"],
        kind=fields.one_of(
            "kind", LINK_KINDS, _("Pilens art «%(value)s» er ukendt. Brug en af: %(choices)s.")
        ),
        origin=fields.one_of(
            "origin", ORIGINS, _("Oprindelsen «%(value)s» er ukendt. Brug en af: %(choices)s.")
        ),
        assumption=fields.maybe("assumption"),
        strength=fields.maybe_one_of(
            "strength", STRENGTHS, _("Styrken «%(value)s» er ukendt. Brug en af: %(choices)s.")
        ),
        rival=fields.maybe("rival_explanation"),
        evidence_for=fields.maybe("evidence_for"),
        evidence_against=fields.maybe("evidence_against"),
        extra=fields.left,
    )


def _context(file: Located, top: Fields) -> Context | None:
    if not top.has("context"):
        return None
    fields = Fields(file, top.mapping("context"), ("context",))
    movements = None
    if fields.has("movements"):
        inner = [Fields(file, item, path) for item, path in fields.list_of("movements")]
        movements = tuple(Movement(m.text("from"), m.text("to"), m.left) for m in inner)
    return Context(
        aims=_remarks(fields, "aims"),
        movements=movements,
        principles=_remarks(fields, "principles"),
        preconditions=_remarks(fields, "preconditions"),
        evaluation_questions=_remarks(fields, "evaluation_questions"),
        use=_remarks(fields, "use"),
        extra=fields.left,
    )


def _remarks(fields: Fields, key: str) -> tuple[Remark, ...] | None:
    if not fields.has(key):
        return None
    inner = [Fields(fields.file, item, path) for item, path in fields.list_of(key)]
    return tuple(Remark(f.text("text"), f.maybe("id"), f.maybe("type"), f.left) for f in inner)
