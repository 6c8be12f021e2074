"""What the picture, the list beside it and the contribution story show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from medborger.theory.chain.differences import place_of
from medborger.theory.chain.documents import table_of
from medborger.theory.chain.selectors import Arrow, arrows_of
from medborger.theory.chain.words import Strength
from medborger.theory.followup.gathering import read_numbers
from medborger.theory.followup.marks import Marks, marks_by_element
from medborger.theory.picture.drawing import Drawing, draw

if TYPE_CHECKING:
    from medborger.theory.chain.models import TheoryVersion
    from medborger.theory.exchange.document import Element


@dataclass(frozen=True, slots=True)
class Entry:
    """One element for those who read the picture with their ears or their keys."""

    element: Element
    where: str
    marks: Marks
    incoming: tuple[Arrow, ...]
    outgoing: tuple[Arrow, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PicturePage:
    """The picture and the same in words."""

    version: TheoryVersion
    drawing: Drawing
    entries: tuple[Entry, ...]
    has_marks: bool
    has_suggestions: bool


def picture_page(version: TheoryVersion) -> PicturePage:
    """Derive the picture of a version from its table, with the marks of today."""
    document = table_of(version)
    arrows = arrows_of(document)
    marks = marks_by_element(read_numbers(version.theory))
    keys = ["", *(e.key for e in document.elements), ""]
    entries = tuple(
        Entry(
            element=element,
            where=place_of(element, document),
            marks=marks.get(element.key, Marks()),
            incoming=tuple(a for a in arrows if a.target is element),
            outgoing=tuple(a for a in arrows if a.source is element),
            before=keys[at],
            after=keys[at + 2],
        )
        for at, element in enumerate(document.elements)
    )
    return PicturePage(
        version=version,
        drawing=draw(document, arrows, marks),
        entries=entries,
        has_marks=bool(marks),
        has_suggestions=any(a.dashed for a in arrows),
    )


@dataclass(frozen=True, slots=True)
class Chapter:
    """Arrows that are equally well tried."""

    title: str
    tells: str
    links: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """One arrow of the story, with the marks of its two ends."""

    arrow: Arrow
    source: Marks
    target: Marks

    @property
    def lacks_evidence(self) -> bool:
        """Whether nobody has written anything for or against it."""
        return not (self.arrow.link.evidence_for or self.arrow.link.evidence_against)


@dataclass(frozen=True, slots=True)
class StoryPage:
    """How we think we contribute, and how sure we are."""

    version: TheoryVersion
    chapters: tuple[Chapter, ...]
    unsaid: int


def story_page(version: TheoryVersion) -> StoryPage:
    """Tell the story of the arrows, the best tried first."""
    document = table_of(version)
    marks = marks_by_element(read_numbers(version.theory))
    told = [
        Contribution(a, marks.get(a.source.key, Marks()), marks.get(a.target.key, Marks()))
        for a in arrows_of(document)
    ]
    chapters = [
        Chapter(title, tells, tuple(c for c in told if _tried(c) == strength))
        for strength, title, tells in _titles()
    ]
    return StoryPage(
        version=version,
        chapters=tuple(chapter for chapter in chapters if chapter.links),
        unsaid=sum(c.lacks_evidence for c in told),
    )


def _tried(contribution: Contribution) -> str:
    """The strength; a suggestion nobody has accepted is a chapter of its own."""
    if contribution.arrow.dashed:
        return "suggested"
    return contribution.arrow.link.strength or Strength.UNTESTED


def _titles() -> tuple[tuple[str, str, str], ...]:
    return (
        (Strength.STRONG, _("Det ved vi godt"), _("Prøvet flere gange, og det holdt.")),
        (Strength.MODERATE, _("Det tror vi med grund"), _("Prøvet, og det meste taler for.")),
        (Strength.WEAK, _("Det er vi usikre på"), _("Der er kun lidt at bygge på.")),
        (Strength.UNTESTED, _("Det har vi ikke prøvet endnu"), _("Her er det en antagelse.")),
        ("suggested", _("Det er kun foreslået"), _("Ingen har sagt ja til pilen endnu.")),
    )
