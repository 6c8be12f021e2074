"""What the theory's pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from medborger.theory.chain.documents import document_of
from medborger.theory.chain.words import LinkKind, Origin, Strength
from medborger.theory.exchange.table import lay_out_table, level_name

if TYPE_CHECKING:
    from collections.abc import Collection

    from medborger.theory.chain.models import Theory, TheoryVersion
    from medborger.theory.exchange.document import Context, Document, Element, Link
    from medborger.theory.exchange.table import Table

GOALS = {"goal", "sub_goal", "end_goal"}


@dataclass(frozen=True, slots=True)
class Hole:
    """Something the theory does not say yet; a hole is shown, not hidden."""

    element: Element
    tells: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow in words."""

    link: Link
    source: Element
    target: Element
    says: str

    @property
    def dashed(self) -> bool:
        """A suggestion nobody has accepted yet."""
        return self.link.origin == Origin.SUGGESTION and self.link.extra.get("accepted") is not True

    @property
    def strength(self) -> str:
        """How well it has been tried, in a word."""
        return str(Strength(self.link.strength or Strength.UNTESTED).label)


@dataclass(frozen=True, slots=True)
class TheoryPage:
    """One version of a theory, as a table with what stands around it."""

    theory: Theory
    version: TheoryVersion
    document: Document
    table: Table
    context: Context | None
    arrows: tuple[Arrow, ...]
    holes: tuple[Hole, ...]
    day: tuple[tuple[str, str], ...]
    wordings: tuple[tuple[Element, Element], ...]


def theory_page(version: TheoryVersion, *, signed: Collection[str] = ()) -> TheoryPage:
    """Read one version; `signed` are the keys of elements that have a sign."""
    document = document_of(version)
    return TheoryPage(
        theory=version.theory,
        version=version,
        document=document,
        table=lay_out_table(document),
        context=document.context,
        arrows=arrows_of(document),
        holes=holes_of(document, signed=signed),
        day=_day(document),
        wordings=_same_wordings(document),
    )


def arrows_of(document: Document) -> tuple[Arrow, ...]:
    """Every arrow with its two ends."""
    by_key = {e.key: e for e in document.elements}
    says = {kind.value: str(kind.label) for kind in LinkKind}
    return tuple(
        Arrow(a, by_key[a.source], by_key[a.target], says[a.kind]) for a in document.links or ()
    )


def holes_of(document: Document, *, signed: Collection[str] = ()) -> tuple[Hole, ...]:
    """Goals without a sign, actions without a mechanism, signs without a measure.

    A goal has a sign when one is tied to it, or when an arrow says that a sign element shows it.
    """
    links = document.links or ()
    levels = {e.key: e.level for e in document.elements}
    shown = {a.source for a in links if a.kind == "shown_by"} | set(signed)
    mechanised = {a.source for a in links if levels[a.target] == "active_mechanism"}
    found = []
    for element in document.elements:
        if element.level in GOALS and element.key not in shown:
            found.append(Hole(element, _("Målet har ikke noget tegn endnu.")))
        if element.level == "trial_action" and element.key not in mechanised:
            found.append(Hole(element, _("Prøvehandlingen har ikke nogen virksom mekanisme.")))
        if element.level == "sign" and element.key not in signed:
            found.append(Hole(element, _("Tegnet har ikke nogen måling endnu.")))
    return tuple(found)


def _same_wordings(document: Document) -> tuple[tuple[Element, Element], ...]:
    """Pairs with the same words in different columns: two elements, each named once."""
    by_key = {e.key: e for e in document.elements}
    pairs = {
        tuple(sorted((e.key, e.same_wording_as)))
        for e in document.elements
        if e.same_wording_as is not None
    }
    return tuple((by_key[a], by_key[b]) for a, b in sorted(pairs))


def _day(document: Document) -> tuple[tuple[str, str], ...]:
    """The workshop day as it was read: programme, agreement form and road map, shown only."""
    workshop = document.kept.get("workshop")
    if not isinstance(workshop, dict):
        return ()
    lines = [
        (str(item.get(when, "")), str(item.get("text", "")))
        for section, when in (
            ("program", "start"),
            ("agreement_form", "field"),
            ("roadmap", "when"),
        )
        for item in workshop.get(section) or ()
        if isinstance(item, dict)
    ]
    return tuple((when if when[:1].isdigit() or " " in when else "", text) for when, text in lines)


def level_names(document: Document) -> list[str]:
    """The chain from beginning to end, in the organisation's words."""
    return [level_name(level) for level in document.head.levels]
