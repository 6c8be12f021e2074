"""Questions at hand in a talk: open and curious, by the three roles a professional can take."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

QUESTIONS: dict[str, tuple[Any, list[Any]]] = {
    "open": (
        _("Åbent og nysgerrigt"),
        [
            _("Hvad er vigtigst, at vi får talt om i dag?"),
            _("Hvad tænker du selv, der skal til?"),
            _("Hvad ville være et lille tegn på, at det går den rigtige vej?"),
        ],
    ),
    "finder": (
        _("Ressourcefinder"),
        [
            _("Hvornår er det sidst lykkedes? Hvad gjorde du?"),
            _("Hvem omkring dig lægger mærke til det, du er god til?"),
            _("Hvad kan du, som en arbejdsplads har brug for?"),
        ],
    ),
    "builder": (
        _("Medbygger"),
        [
            _("Hvilket skridt kan du tage, før vi ses igen?"),
            _("Hvad skal jeg gøre, og hvad gør du?"),
            _("Hvem kunne hjælpe os med det her?"),
        ],
    ),
    "translator": (
        _("Oversætter"),
        [
            _("Hvordan forstår du det, der står i brevet?"),
            _("Hvad betyder reglen for dig, sagt med dine egne ord?"),
            _("Hvad er du i tvivl om, når du går herfra?"),
        ],
    ),
}
"""By key: the role's name and its questions. One click puts a question on the agenda."""


def question(key: str, number: int) -> Any | None:
    """One of the questions, or None when there is no such."""
    found = QUESTIONS.get(key)
    if found is None or not 0 <= number < len(found[1]):
        return None
    return found[1][number]
