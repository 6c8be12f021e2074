"""Write in the table: change a cell, add one, take one out. The table is the master."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from medborger.foundation.forms import check_version
from medborger.theory.chain.models import Audience, Element, Level
from medborger.theory.chain.services.drafts import open_draft

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from medborger.foundation.people.models import Person
    from medborger.theory.chain.models import TheoryVersion


@transaction.atomic
def change_cell(
    element: Element,
    *,
    text: str,
    row: int | None = None,
    audience: str | None = None,
    subgroup: str = "",
    both: bool = False,
    version: int | None = None,
    by: Person,
) -> Element:
    """Change the words of a cell, or move it; a text in its way changes places with it.

    With `both`, the element that has the same wording in another column is changed too.
    """
    draft = open_draft(element.version, by=by)
    element = (
        draft.elements.select_for_update(of=("self",)).select_related("level").get(pk=element.pk)
    )
    check_version(element.edits, version, text=element.text)
    element.text, element.subgroup = _worded(text), subgroup.strip()
    _move(element, row, audience)
    element.edits += 1
    element.save()
    twins = _twins(element)
    if both:
        twins.update(text=element.text, edits=F("edits") + 1)
    else:
        _part_from(element, twins)
    return element


@transaction.atomic
def add_cell(
    version: TheoryVersion,
    *,
    level: str,
    audience: str = "",
    row: int,
    text: str,
    subgroup: str = "",
    by: Person,
) -> Element:
    """Write in a blank cell. The new element gets a key that no version has used."""
    draft = open_draft(version, by=by)
    place = _level(draft, level)
    whom = _audience(draft, audience) if audience else None
    if _column(draft, place, whom).filter(row=row).exists():
        raise ValidationError({"text": _("Der står allerede noget i feltet. Ret det i stedet.")})
    return Element.objects.create(
        version=draft,
        order=_room_for(draft, place, whom, row),
        key=_new_key(draft, place, whom),
        level=place,
        audience=whom,
        row=row,
        text=_worded(text),
        subgroup=subgroup.strip(),
    )


@transaction.atomic
def remove_cell(element: Element, *, by: Person) -> None:
    """Take an element out, with its arrows; not while a sign follows it."""
    draft = open_draft(element.version, by=by)
    if sign := draft.theory.signs.filter(element_key=element.key).first():
        raise ValidationError(
            _("Tegnet «%(sign)s» følger dette element. Flyt eller fjern tegnet først.")
            % {"sign": sign}
        )
    draft.elements.filter(same_wording_as=element.key).update(same_wording_as="")
    draft.elements.get(pk=element.pk).delete()


def _worded(text: str) -> str:
    if not text.strip():
        raise ValidationError({"text": _("Skriv, hvad der skal stå i feltet.")})
    return text.strip()


def _level(draft: TheoryVersion, key: str) -> Level:
    level = draft.levels.filter(key=key).first()
    if level is None:
        raise ValidationError(_("Niveauet findes ikke i teorien."))
    return level


def _audience(draft: TheoryVersion, key: str) -> Audience:
    audience = draft.audiences.filter(key=key).first()
    if audience is None:
        raise ValidationError({"audience": _("Målgruppen findes ikke i teorien.")})
    return audience


def _column(draft: TheoryVersion, level: Level, audience: Audience | None) -> QuerySet[Element]:
    return draft.elements.filter(level=level, audience=audience)


def _move(element: Element, row: int | None, audience: str | None) -> None:
    """Give the element its new place; what stood there takes the old one."""
    before = (element.audience_id, element.row)
    if audience:
        element.audience = _audience(element.version, audience)
    if row is not None:
        element.row = row
    if (element.audience_id, element.row) == before or element.row is None:
        return
    there = _column(element.version, element.level, element.audience).exclude(pk=element.pk)
    there.filter(row=element.row).update(audience_id=before[0], row=before[1])


def _twins(element: Element) -> QuerySet[Element]:
    """Elements with the same wording by agreement, whichever of them says so."""
    draft = element.version
    keys = set(draft.elements.filter(same_wording_as=element.key).values_list("key", flat=True))
    return draft.elements.filter(key__in=keys | {element.same_wording_as})


def _part_from(element: Element, twins: QuerySet[Element]) -> None:
    """When the wordings differ now, they are two of their own."""
    for twin in twins:
        if twin.text != element.text:
            pair = [element.key, twin.key]
            element.version.elements.filter(key__in=pair, same_wording_as__in=pair).update(
                same_wording_as=""
            )


def _new_key(draft: TheoryVersion, level: Level, audience: Audience | None) -> str:
    """The next key in the column's own style, never one that any version has used."""
    used = set(
        Element.objects.filter(version__theory=draft.theory_id).values_list("key", flat=True)
    )
    near = _column(draft, level, audience).order_by("order").values_list("key", flat=True).first()
    prefix = re.sub(r"\d+$", "", near or (audience.key if audience else level.key)[:1].upper())
    numbers = [int(k[len(prefix) :]) for k in used if re.fullmatch(re.escape(prefix) + r"\d+", k)]
    return f"{prefix}{max(numbers, default=0) + 1}"


def _room_for(draft: TheoryVersion, level: Level, audience: Audience | None, row: int) -> int:
    """Make room in the reading order: after what stands above it in its column."""
    above = _column(draft, level, audience).filter(row__lt=row).order_by("-row").first()
    last = draft.elements.order_by("-order").first()
    if above is None:
        return last.order + 1 if last else 0
    draft.elements.filter(order__gt=above.order).update(order=F("order") + 1)
    return above.order + 1
