"""What leaders, analysts and facilitators see of the theories: what the month asks, and signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medborger.foundation.people.roles import Ability
from medborger.site.front.cards import Card, Line
from medborger.theory.chain.models import Theory
from medborger.theory.followup.models import Decision, Sign, Signal

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


def cards(viewer: Person) -> list[Card]:
    """The review of each theory, and the theories themselves."""
    theories = list(Theory.objects.visible_to(viewer))
    shapes = Ability.SHAPE_THEORY in viewer.abilities
    into = ((_("Læs en forandringsteori ind"), reverse("chain:import")),) if shapes else ()
    return [
        Card(
            _("Månedens møde"),
            "calendar-month",
            [_review_line(theory) for theory in theories],
            _("Når der er en forandringsteori, kan I holde månedsmøde om den."),
            tone="warm" if theories else "",
        ),
        Card(
            _("Forandringsteorier"),
            "flag",
            [_theory_line(theory) for theory in theories],
            _("En forandringsteori siger, hvad I vil opnå, hvad der fører dertil, og hvordan I ser det."),
            into,
            tone="calm",
        ),
    ]  # fmt: skip


def _review_line(theory: Theory) -> Line:
    due = Decision.objects.filter(theory=theory).due().count()
    fresh = Signal.objects.filter(
        sign__theory=theory, sign__followed=True, clarification="", answered_by=None
    ).count()
    parts = []
    if due:
        parts.append(
            ngettext(
                "%(n)s beslutning skal ses på igen", "%(n)s beslutninger skal ses på igen", due
            )
            % {"n": due}
        )
    if fresh:
        parts.append(ngettext("%(n)s nyt signal", "%(n)s nye signaler", fresh) % {"n": fresh})
    tells = ", ".join(parts) or _("Der er intet nyt denne måned. Det er også et svar.")
    return Line(theory.title, reverse("followup:review", args=[theory.slug]), tells)


def _theory_line(theory: Theory) -> Line:
    signs = Sign.objects.filter(theory=theory)
    counted = signs.filter(values__isnull=False).distinct().count()
    tells = _("%(counted)s af %(all)s tegn tælles") % {"counted": counted, "all": signs.count()}
    return Line(theory.title, reverse("chain:table", args=[theory.slug]), tells)
