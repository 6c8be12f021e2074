"""What the trace's pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from medborger.foundation.access.models import Look

if TYPE_CHECKING:
    import datetime as dt

    from medborger.foundation.people.models import Person

LATEST = 200
"""Lines on the auditor's page; the rest is in the export."""


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look, told to the citizen; `who` is empty where names are not shown."""

    look: Look
    at: dt.datetime
    who: str
    role: str
    unit: str
    kind: str
    what: str
    purpose: str


def own_looks(citizen: Person, *, first: int = 0, newest: int = LATEST) -> list[LookLine]:
    """Who has looked at one's own case, newest first."""
    looks = Look.objects.visible_to(citizen).select_related("viewer", "team")
    shows = citizen.municipality.shows_staff_names
    return [look_line(look, shows_names=shows) for look in looks[first : first + newest]]


def look_line(look: Look, *, shows_names: bool) -> LookLine:
    """Tell one look to the citizen; the name only where the municipality shows names."""
    return LookLine(
        look=look,
        at=look.at,
        who=look.viewer.name if shows_names else "",
        role=look.get_role_display(),
        unit=str(look.team or ""),
        kind=_("havde dig på en liste:")
        if look.kind == Look.Kind.LIST
        else look.get_kind_display(),
        what=look.what_display,
        purpose=look.get_purpose_display(),
    )


def looks_in_municipality(viewer: Person, *, person: str = "") -> list[Look]:
    """The newest looks in the auditor's municipality, perhaps only by or at one person."""
    looks = Look.objects.filter(subject__municipality_id=viewer.municipality_id)
    if person:
        looks = looks.filter(subject__family_name__iexact=person) | looks.filter(
            viewer__family_name__iexact=person
        )
    return list(looks.select_related("subject", "viewer", "team")[:LATEST])
