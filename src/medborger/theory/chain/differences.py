"""What is different between two versions of a theory, in words: added, changed, moved, gone."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from medborger.theory.chain.words import LinkKind, Strength
from medborger.theory.exchange.table import level_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from medborger.theory.exchange.document import Context, Document, Element, Link, Movement


@dataclass(frozen=True, slots=True)
class Run:
    """Some words that stayed, went or came."""

    text: str
    kind: str

    @property
    def went(self) -> bool:
        """Whether the words stood in the earlier version only."""
        return self.kind == "went"

    @property
    def came(self) -> bool:
        """Whether the words stand in the later version only."""
        return self.kind == "came"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is different."""

    kind: str
    where: str
    words: tuple[Run, ...]

    @property
    def label(self) -> str:
        """What happened, in a word."""
        return {
            "added": _("tilføjet"),
            "changed": _("ændret"),
            "moved": _("flyttet"),
            "removed": _("fjernet"),
        }[self.kind]


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Compare two versions by their keys, in the later one's reading order."""
    return (
        *_elements(before, after),
        *_arrows(before, after),
        *_lines(_("Titel"), [before.head.title], [after.head.title]),
        *_around(before.context, after.context),
    )


def word_runs(before: str, after: str) -> tuple[Run, ...]:
    """The two texts as one, word by word."""
    old, new = (re.findall(r"\S+\s*", text) for text in (before, after))
    runs: list[Run] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run("".join(old[a:b]), "same"))
            continue
        if a < b:
            runs.append(Run("".join(old[a:b]), "went"))
        if c < d:
            runs.append(Run("".join(new[c:d]), "came"))
    return tuple(runs)


def _elements(before: Document, after: Document) -> list[Difference]:
    old = {e.key: e for e in before.elements}
    new = {e.key: e for e in after.elements}
    found: list[Difference] = []
    for element in after.elements:
        was = old.get(element.key)
        where = place_of(element, after)
        if was is None:
            found.append(Difference("added", where, (Run(element.text, "came"),)))
            continue
        if was.text != element.text:
            found.append(Difference("changed", where, word_runs(was.text, element.text)))
        if (then := place_of(was, before)) != where:
            way = _("fra %(then)s til %(now)s") % {"then": then, "now": where}
            found.append(Difference("moved", way, (Run(element.text, "same"),)))
    found += [
        Difference("removed", place_of(e, before), (Run(e.text, "went"),))
        for e in before.elements
        if e.key not in new
    ]
    return found


def place_of(element: Element, document: Document) -> str:
    """Where an element stands: its column, and its row when it has one."""
    level = next(x for x in document.head.levels if x.key == element.level)
    audience = next((a for a in document.head.audiences if a.key == element.audience), None)
    column = (audience.column or audience.name) if audience else level_name(level)
    if element.row is None:
        return column
    return _("%(column)s, række %(row)s") % {"column": column, "row": element.row}


def _arrows(before: Document, after: Document) -> list[Difference]:
    old, new = ({a.key: a for a in document.links or ()} for document in (before, after))
    where = _("Pil")
    found = []
    for key, arrow in new.items():
        words = arrow_words(arrow, after)
        if key not in old:
            found.append(Difference("added", where, (Run(words, "came"),)))
        elif old[key] != arrow:
            was = arrow_words(old[key], before)
            found.append(Difference("changed", where, word_runs(was, words)))
    gone = [arrow_words(arrow, before) for key, arrow in old.items() if key not in new]
    return found + [Difference("removed", where, (Run(words, "went"),)) for words in gone]


def arrow_words(arrow: Link, document: Document) -> str:
    """An arrow with everything that is said of it, in one text."""
    accepted = _("godkendt") if arrow.extra.get("accepted") is True else None
    said = [
        arrow.assumption,
        Strength(arrow.strength).label if arrow.strength else None,
        arrow.rival,
        arrow.evidence_for,
        arrow.evidence_against,
        accepted,
    ]
    ends = [document.element(key).text for key in (arrow.source, arrow.target)]
    says = LinkKind(arrow.kind).label
    return ". ".join([f"{ends[0]} {says} {ends[1]}", *(str(text) for text in said if text)])


def _around(before: Context | None, after: Context | None) -> list[Difference]:
    """Principles and other remarks by their text; movements as from and to."""
    names = {
        "aims": _("Sigte"),
        "principles": _("Princip"),
        "preconditions": _("Forudsætning"),
        "evaluation_questions": _("Spørgsmål"),
        "use": _("Brug"),
    }
    found: list[Difference] = []
    for name, label in names.items():
        old = [r.text for r in getattr(before, name, None) or ()]
        new = [r.text for r in getattr(after, name, None) or ()]
        found += _lines(label, old, new)
    old, new = ([f"{m.start} → {m.end}" for m in _moves(c)] for c in (before, after))
    return found + _lines(_("Bevægelse"), old, new)


def _moves(context: Context | None) -> Iterable[Movement]:
    return (context.movements if context else None) or ()


def _lines(label: str, before: Sequence[str], after: Sequence[str]) -> list[Difference]:
    came = [Difference("added", label, (Run(t, "came"),)) for t in after if t not in before]
    went = [Difference("removed", label, (Run(t, "went"),)) for t in before if t not in after]
    return came + went
