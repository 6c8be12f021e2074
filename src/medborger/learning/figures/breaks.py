"""Where series break: what is measured before and after is not the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Break:
    """A break in series.

    Attributes:
        period: The first month after it, as `2025M07`.
        measures: Which measures break, by how their names begin.
        tells: Why, in a sentence for the chart.
    """

    period: str
    measures: tuple[str, ...]
    tells: object


BREAKS: Final = (
    Break(
        "2025M07",
        ("cashAssistance.", "unemployment.kontanthjaelp", "unemployment.total", "ordinaryHours.",
         "longterm.kontanthjaelp", "longterm.total", "activation."),
        _("Nyt kontanthjælpssystem: tallene før og efter juli 2025 kan ikke sammenlignes direkte."),
    ),
    Break(
        "2026M07",
        ("activation.",),
        _("Nye regler om samtaler og tilbud fra juli 2026: tallene før og efter kan ikke sammenlignes direkte."),
    ),
)  # fmt: skip


def breaks_in(measure: str) -> list[Break]:
    """The breaks in the series of a measure, oldest first."""
    return [b for b in BREAKS if measure.startswith(b.measures)]
