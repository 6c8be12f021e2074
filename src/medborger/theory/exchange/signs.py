"""Read the signs of a theory (medborger.signs/1): what is counted, and which question it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from medborger.foundation.documents.fields import Fields
from medborger.foundation.documents.located import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection

    from medborger.theory.exchange.document import Extra

FORMAT = "medborger.signs/1"
QUESTIONS = ("fidelity", "effect")
DIRECTIONS = ("up", "down", "neutral")
FREQUENCIES = ("month", "quarter", "wave")


@dataclass(frozen=True, slots=True)
class SignLine:
    """One sign as the file has it; it answers exactly one of the two questions."""

    key: str
    element: str
    question: str
    title: str
    formula: str
    direction: str
    frequency: str
    min_n: int | None = None
    splits: tuple[str, ...] = ()
    caveat: str | None = None
    balanced_by: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignList:
    """All signs of a file and the sources they count from."""

    sources: dict[str, Any]
    signs: tuple[SignLine, ...]
    kept: Extra = field(default_factory=dict)


def read_signs(text: str, *, elements: Collection[str] | None = None) -> SignList:
    """Read the whole list; with `elements`, a sign for an unknown element is refused.

    Raises:
        ImportRefused: one error in plain Danish with line and key.
    """
    file = read_yaml(text)
    if not isinstance(file.data, dict):
        problem = _("Filen skal begynde med «format: %(format)s».") % {"format": FORMAT}
        raise file.refuse(problem, ())
    top = Fields(file, file.data, ())
    top.one_of("format", [FORMAT], _("Formatet «%(value)s» kan ikke læses. Skriv «%(choices)s»."))
    signs: list[SignLine] = []
    seen: set[str] = set()
    for item, path in top.list_of("signs"):
        fields = Fields(file, item, path)
        sign = _sign(fields, elements)
        if sign.key in seen:
            problem = _("Id'et «%(key)s» er brugt før. Giv hver del sit eget id.")
            raise fields.refuse(problem % {"key": sign.key}, "id")
        seen.add(sign.key)
        signs.append(sign)
    return SignList(top.mapping("sources") or {}, tuple(signs), top.left)


def _sign(fields: Fields, elements: Collection[str] | None) -> SignLine:
    key, element = fields.text("id"), fields.text("element")
    if elements is not None and element not in elements:
        problem = _("Elementet «%(key)s» findes ikke. Ret id'et, eller fjern linjen.")
        raise fields.refuse(problem % {"key": element}, "element")
    return SignLine(
        key=key,
        element=element,
        question=fields.one_of(
            "kind",
            QUESTIONS,
            _("Et tegn svarer på ét spørgsmål: %(choices)s – ikke «%(value)s»."),
        ),
        title=fields.text("title"),
        formula=fields.text("formula"),
        direction=fields.one_of(
            "direction",
            DIRECTIONS,
            _("Retningen «%(value)s» er ukendt. Brug en af: %(choices)s."),
        ),
        frequency=fields.one_of(
            "frequency",
            FREQUENCIES,
            _("Hyppigheden «%(value)s» er ukendt. Brug en af: %(choices)s."),
        ),
        min_n=fields.number("min_n"),
        splits=fields.texts("split"),
        caveat=fields.maybe("caveat"),
        balanced_by=fields.maybe("balanced_by"),
        extra=fields.left,
    )


def signs_data(found: SignList) -> dict[str, Any]:
    """The list as plain data, equal to what was read."""
    lines = []
    for sign in found.signs:
        pairs = {
            "id": sign.key,
            "element": sign.element,
            "kind": sign.question,
            "title": sign.title,
            "formula": sign.formula,
            "direction": sign.direction,
            "frequency": sign.frequency,
            "split": list(sign.splits) or None,
            "balanced_by": sign.balanced_by,
            "min_n": sign.min_n,
            "caveat": sign.caveat,
        }
        lines.append({**{k: v for k, v in pairs.items() if v is not None}, **sign.extra})
    data: dict[str, Any] = {"format": FORMAT}
    if found.sources:
        data["sources"] = found.sources
    return {**data, "signs": lines, **found.kept}
