"""The short statements both sides answer before a talk, and the six questions after it. Own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

BEFORE = {
    "goal": _("Vi skal tale om det, der er vigtigt for borgeren"),
    "decides": _("Borgeren bestemmer, hvad næste skridt er"),
    "help": _("Kommunen kommer med hjælp, borgeren ikke selv kan finde"),
    "pace": _("Det er nu, der skal ske noget"),
    "job": _("Borgeren kan få et job inden for et år"),
}
"""By key: what one agrees with from 1 (slet ikke) to 5 (helt)."""

SCALE = [
    ("1", _("slet ikke enig")),
    ("2", _("lidt enig")),
    ("3", _("både og")),
    ("4", _("enig")),
    ("5", _("helt enig")),
]
FAR_APART = 2
"""A difference of this many steps is something to talk about."""

AFTER = {
    "respect": _("Blev du mødt med respekt?"),
    "solutions": _("Blev du spurgt om dine egne løsninger?"),
    "sense": _("Giver det, I aftalte, mening for dig?"),
    "help": _("Fik du den hjælp, du havde brug for?"),
    "own": _("Er det dig selv, der tager næste skridt?"),
    "surprise": _("Kom noget bag på dig?"),
}
"""By key: the six questions after a talk."""

YES_NO = [("yes", _("ja")), ("partly", _("delvist")), ("no", _("nej"))]


@dataclass(frozen=True, slots=True)
class Gap:
    """One statement answered by both."""

    text: Any
    citizens: int
    professionals: int

    @property
    def is_wide(self) -> bool:
        """Whether it is something to talk about."""
        return abs(self.citizens - self.professionals) >= FAR_APART


def gaps(citizens: dict[str, int], professionals: dict[str, int]) -> list[Gap]:
    """The two sides' answers beside each other, the widest gap first."""
    rows = [
        Gap(text, citizens[key], professionals[key])
        for key, text in BEFORE.items()
        if key in citizens and key in professionals
    ]
    return sorted(rows, key=lambda gap: -abs(gap.citizens - gap.professionals))
