"""The value of a period that counts today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.theory.followup.models import Value

if TYPE_CHECKING:
    from medborger.theory.followup.models import Sign


def newest(sign: Sign, period: str) -> Value | None:
    """The newest revision for the whole municipality; None when nothing is stored."""
    found = Value.objects.filter(sign=sign, period=period, team__isnull=True)
    return found.order_by("-revision").first()
