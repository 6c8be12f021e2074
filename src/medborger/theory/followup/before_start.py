"""What must be written before a trial action can start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from medborger.theory.followup.models import TrialAction

NEEDED = {
    "mechanism_keys": _("Vælg den virksomme mekanisme, prøvehandlingen omsætter."),
    "if_we": _("Skriv, hvad I gør: hvis …"),
    "then": _("Skriv, hvad I venter: så …"),
    "because": _("Skriv, hvorfor det virker: fordi …"),
    "sign": _("Vælg det tegn, I venter flytter sig."),
    "predicted": _("Skriv det tal, I forudsiger."),
    "direction": _("Vælg, hvilken vej tallet skal gå."),
    "predicted_on": _("Skriv, hvornår tallet skal være nået."),
    "content": _("Skriv, hvad I leverer."),
    "for_whom": _("Skriv, for hvem."),
    "how_often": _("Skriv, hvor ofte."),
    "how_long": _("Skriv, hvor længe."),
    "coordinator": _("Vælg en tovholder."),
}
"""What a trial action must have before it starts."""


def missing_before_start(trial: TrialAction) -> dict[str, str]:
    """What must be written before it can start, by field."""
    return {name: str(words) for name, words in NEEDED.items() if not _has(trial, name)}


def _has(trial: TrialAction, name: str) -> bool:
    value = getattr(trial, name)
    return value is not None and value not in ("", [])
