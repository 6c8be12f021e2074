"""What follow-up may know of the findings: the newest published one of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from medborger.learning.findings.models import Finding
from medborger.theory.effects import Effect

if TYPE_CHECKING:
    from medborger.foundation.people.models import Municipality


def latest(kind: str, municipality: Municipality) -> Effect | None:
    """The newest finding of a kind that everybody may read, with its interval and margin."""
    rows = Finding.objects.public().filter(
        municipality=municipality, withdrawn_at__isnull=True, protocol__kind=kind
    )
    found = (_effect(row) for row in rows.order_by("-published_at"))
    return next((effect for effect in found if effect is not None), None)


def _effect(finding: Finding) -> Effect | None:
    """The main answer at the primary horizon; None when it was refused."""
    content = finding.shown
    primary = finding.protocol["primary"]
    main = next((row for row in content["estimates"] if row["horizon"] == primary), None)
    if main is None or main["estimate"] is None or finding.published_at is None:
        return None
    return Effect(
        sentence=content["sentence"]["da"],
        estimate=main["estimate"],
        low=main["low"],
        high=main["high"],
        margin=finding.protocol["margin"],
        verdict=content["verdict"],
        published_on=finding.published_at.date(),
        address=reverse("findings:finding", args=[finding.public_id]),
    )
