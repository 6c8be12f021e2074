"""What the trace's pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.foundation.access.models import Look

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person

LATEST = 200
"""Lines on the auditor's page; the rest is in the export."""


def looks_in_municipality(viewer: Person, *, person: str = "") -> list[Look]:
    """The newest looks in the auditor's municipality, perhaps only by or at one person."""
    looks = Look.objects.filter(subject__municipality_id=viewer.municipality_id)
    if person:
        looks = looks.filter(subject__family_name__iexact=person) | looks.filter(
            viewer__family_name__iexact=person
        )
    return list(looks.select_related("subject", "viewer", "team")[:LATEST])
