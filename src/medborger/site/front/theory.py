"""What leaders, analysts and facilitators see of the theories: what the month asks, and signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medborger.site.front.cards import Card, Line
from medborger.theory.chain.models import Theory
from medborger.theory.followup.models import Decision, Sign, Signal

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


def reviews(viewer: Person) -> list[Card]:
    """What each theory's month asks."""
    lines = [_review_line(theory) for theory in Theory.objects.visible_to(viewer)]
    nothing = _("Når der er en forandringsteori, kan I holde månedsmøde om den.")
    tone = "warm" if lines else ""
    return [Card(_("Månedens møde"), "calendar-month", lines, nothing, tone=tone)]


def theories(viewer: Person) -> list[Card]:
    """The theories, and the way to a new one."""
    lines = [_theory_line(theory) for theory in Theory.objects.visible_to(viewer)]
    nothing = _(
        "En forandringsteori siger, hvad I vil opnå, hvad der fører dertil, og hvordan I ser det."
    )
    into = ((_("Læs en forandringsteori ind"), reverse("chain:import")),)
    return [Card(_("Forandringsteorier"), "flag", lines, nothing, into, tone="calm")]


def _review_line(theory: Theory) -> Line:
    due = Decision.objects.filter(theory=theory).due().count()
    unanswered = Signal.objects.filter(answered_by=None)
    followed = Sign.objects.filter(theory=theory, followed=True)
    fresh = followed.filter(pk__in=unanswered.values("sign")).count()
    parts = []
    if due:
        parts.append(
            ngettext(
                "%(n)s beslutning skal ses på igen", "%(n)s beslutninger skal ses på igen", due
            )
            % {"n": due}
        )
    if fresh:
        parts.append(
            ngettext("%(n)s tegn med noget nyt", "%(n)s tegn med noget nyt", fresh) % {"n": fresh}
        )
    tells = ", ".join(parts) or _("Der er intet nyt denne måned. Det er også et svar.")
    return Line(theory.title, reverse("followup:review", args=[theory.slug]), tells)


def _theory_line(theory: Theory) -> Line:
    signs = Sign.objects.filter(theory=theory)
    counted = signs.filter(values__isnull=False).distinct().count()
    tells = _("%(counted)s af %(all)s tegn tælles") % {"counted": counted, "all": signs.count()}
    return Line(theory.title, reverse("chain:table", args=[theory.slug]), tells)
