"""What a judgement lacks before it can go to the citizen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from medborger.encounter.judgement.models import Judgement


def lacks(judgement: Judgement) -> list[str]:
    """What must be there before the draft can go to the citizen, in plain words."""
    needed = [
        (
            judgement.citizens_view or judgement.no_view_reason,
            _("Skriv borgerens syn – eller hvorfor det mangler."),
        ),
        (judgement.facts.all(), _("Skriv mindst én oplysning, og hvor den er fra.")),
        (judgement.alternatives.all(), _("Skriv mindst én anden vej, I kunne gå.")),
        (judgement.weighing, _("Skriv afvejningen.")),
        (judgement.conclusion, _("Skriv konklusionen.")),
        (judgement.would_change, _("Skriv, hvad der kunne ændre konklusionen.")),
        (judgement.outcome, _("Vælg udfaldet: ja, delvist ja eller nej.")),
    ]
    return [words for there, words in needed if not there]
