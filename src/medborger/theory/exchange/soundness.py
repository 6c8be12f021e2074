"""What must hold between the parts of a theory: no double ids, no loose ends, no circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from medborger.foundation.documents.located import Located
    from medborger.theory.exchange.document import Document, Element, Head


def check_elements(head: Head, elements: Sequence[Element], file: Located) -> None:
    """Refuse double ids, two texts in one cell, and wordings that are nowhere."""
    _each_key_once(file, "elements", [element.key for element in elements])
    _each_cell_once(head, elements, file)
    _wordings_exist(elements, file)


def check_rest(document: Document, file: Located) -> None:
    """Refuse arrows that are double or go in a circle, and remarks with the same id."""
    _each_key_once(file, "links", [link.key for link in document.links or ()])
    _arrows_are_sound(document, file)
    context = document.context
    if context is not None:
        for name in ("principles", "preconditions", "evaluation_questions"):
            remarks = getattr(context, name) or ()
            _each_key_once(file, f"context.{name}", [remark.key for remark in remarks])


def _each_key_once(file: Located, section: str, keys: Iterable[str | None]) -> None:
    seen: set[str] = set()
    for at, key in enumerate(keys):
        if key is not None and key in seen:
            problem = _("Id'et «%(key)s» er brugt før. Giv hver del sit eget id.") % {"key": key}
            raise file.refuse(problem, (*section.split("."), at, "id"))
        if key is not None:
            seen.add(key)


def _each_cell_once(head: Head, elements: Sequence[Element], file: Located) -> None:
    """Two texts cannot stand in the same cell of the table."""
    columns = {level.key: level.has_columns for level in head.levels}
    taken: dict[tuple[str, str | None, int], str] = {}
    for at, element in enumerate(elements):
        if element.row is None:
            continue
        audience = element.audience if columns[element.level] else None
        cell = (element.level, audience, element.row)
        if cell in taken:
            problem = _("Række %(row)s er optaget af «%(other)s». Vælg en anden række.")
            parts = {"row": element.row, "other": taken[cell]}
            raise file.refuse(problem % parts, ("elements", at, "row"))
        taken[cell] = element.key


def _wordings_exist(elements: Sequence[Element], file: Located) -> None:
    keys = {element.key for element in elements}
    for at, element in enumerate(elements):
        other = element.same_wording_as
        if other is None:
            continue
        path = ("elements", at, "same_wording_as")
        if other not in keys:
            problem = _("Elementet «%(key)s» findes ikke. Ret id'et, eller fjern linjen.")
            raise file.refuse(problem % {"key": other}, path)
        if other == element.key:
            raise file.refuse(_("Et element kan ikke have samme ordlyd som sig selv."), path)


def _arrows_are_sound(document: Document, file: Located) -> None:
    seen: set[tuple[str, str, str]] = set()
    onward: dict[str, set[str]] = {}
    for at, link in enumerate(document.links or ()):
        if link.source == link.target:
            raise file.refuse(_("En pil kan ikke pege på sig selv."), ("links", at, "to"))
        arrow = (link.source, link.target, link.kind)
        if arrow in seen:
            raise file.refuse(_("Pilen er tegnet før. Fjern den ene."), ("links", at))
        seen.add(arrow)
        if link.kind != "leads_to":
            continue
        if reaches(onward, link.target, link.source):
            problem = _("«%(a)s» fører allerede til «%(b)s»; pilen ville gå i ring.")
            parts = {"a": link.target, "b": link.source}
            raise file.refuse(problem % parts, ("links", at))
        onward.setdefault(link.source, set()).add(link.target)


def reaches(onward: dict[str, set[str]], start: str, end: str) -> bool:
    """Whether one can follow the arrows from start to end."""
    waiting, seen = [start], set()
    while waiting:
        here = waiting.pop()
        if here == end:
            return True
        if here not in seen:
            seen.add(here)
            waiting.extend(onward.get(here, ()))
    return False
