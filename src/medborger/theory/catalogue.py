"""The measures a sign can use (målinger): what is counted, of what, and how it is drawn.

To add one, write a measure in the room that owns the events and a line here. A measure answers
`Period -> Count` for one municipality; it never gives people.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.utils.translation import gettext_lazy as _

from medborger.foundation.counting import Kind
from medborger.theory.charts import ChartKind

if TYPE_CHECKING:
    from medborger.foundation.counting import Count, Period
    from medborger.foundation.people.models import Municipality, Team


class Measured(Protocol):
    """A function that counts."""

    def __call__(
        self, period: Period, *, municipality: Municipality, team: Team | None = None
    ) -> Count:
        """Count in one period."""


SHARE = _("andel")


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that can be counted from the daily work.

    Attributes:
        numerator: What is counted, in plain Danish.
        denominator: Out of what, in plain Danish.
        kind: How the count relates to time.
        place: The module and function that counts.
        formulas: Wordings in published lists of signs that mean exactly this.
        splits: By what it may be shown in groups.
        version: Raised when the definition changes; the line on the chart then breaks.
        counts_people: Whether there are citizens behind the number, so that small ones are hidden.
    """

    key: str
    title: Any
    numerator: Any
    denominator: Any
    kind: Kind
    place: str
    formulas: tuple[str, ...] = ()
    unit: Any = SHARE
    chart: ChartKind = ChartKind.P
    splits: tuple[str, ...] = ("team",)
    version: int = 1
    counts_people: bool = True

    def function(self) -> Measured | None:
        """The function that counts, or None while its room is not in the house."""
        return _found(self.place)


@lru_cache(maxsize=256)
def _found(place: str) -> Measured | None:
    module, _dot, name = place.rpartition(".")
    try:
        there = find_spec(module) is not None
    except ModuleNotFoundError:
        return None
    return cast("Measured | None", getattr(import_module(module), name, None)) if there else None


PLAN = "medborger.encounter.plan.measures"
OWN = "medborger.theory.followup.measures"

MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            "plan.steps_by_citizen",
            _("Skridt borgeren selv har skrevet"),
            _("nye skridt, som står med borgerens egne ord"),
            _("alle nye skridt i planerne, også dem borgeren sagde ja til"),
            Kind.FLOW,
            f"{PLAN}.steps_written_by_citizen",
            ("handlinger formuleret af borger / alle nye handlinger",),
        ),
        Measure(
            "plan.versions_by_citizen",
            _("Ændringer af planen, som borgeren selv har skrevet"),
            _("ændringer af planer, som borgeren selv har lavet"),
            _("alle ændringer af mål og skridt i planerne; private noter tæller ikke"),
            Kind.FLOW,
            f"{PLAN}.plan_versions_by_citizen",
            ("planversioner skrevet af borger / alle planversioner",),
        ),
        Measure(
            "plan.own_steps_done",
            _("Borgerens egne skridt, der blev gjort"),
            _("de af skridtene, der var gjort, da perioden sluttede"),
            _(
                "borgerens egne skridt, der skulle være gjort i perioden; droppede skridt tæller ikke"
            ),
            Kind.FLOW,
            f"{PLAN}.own_steps_done",
            ("borgerens skridt udført / borgerens forfaldne skridt",),
        ),
        Measure(
            "plan.with_own_step",
            _("Planer med et skridt, borgeren selv har skrevet"),
            _("planer med mindst ét skridt i gang med borgerens egne ord, da perioden sluttede"),
            _("planer med mindst ét mål, da perioden sluttede"),
            Kind.STOCK,
            f"{PLAN}.plans_with_own_step",
            ("planer med mindst ét aktivt skridt formuleret af borger / aktive planer",),
        ),
        Measure(
            "plan.municipality_on_time",
            _("Kommunens egne skridt, der blev gjort til tiden"),
            _("de af skridtene, der blev gjort senest den dag, kommunen først lovede"),
            _(
                "kommunens egne skridt, der skulle være gjort i perioden; droppede skridt tæller ikke"
            ),
            Kind.FLOW,
            f"{PLAN}.municipality_steps_on_time",
            (
                "jobcenterets egne aftalte skridt udført til tiden / forfaldne skridt hos jobcenteret",
            ),
        ),
        Measure(
            "insight.used",
            _("Borgere, der har åbnet deres egen sag"),
            _("borgere, der har åbnet deres egen sag i de 90 dage, før perioden sluttede"),
            _("borgere med en plan med mindst ét mål, da perioden sluttede"),
            Kind.WINDOW,
            f"{PLAN}.insight_used",
            ("borgere der åbnede egen sag mindst én gang i 90 dage / aktive borgere",),
        ),
        Measure(
            "support.agreed",
            _("Planer med aftalt støtte"),
            _("planer, hvor borger og kommune har aftalt graden af støtte"),
            _("planer i gang"),
            Kind.STOCK,
            "medborger.encounter.support.measures.plans_with_agreed_support",
        ),
        Measure(
            "reviews.held",
            _("Månedsmøder, der blev holdt og endte med en beslutning"),
            _("månedsmøder, der blev holdt og endte med mindst én beslutning"),
            _("planlagte månedsmøder: ét hver måned, fra der er tal at læse"),
            Kind.FLOW,
            f"{OWN}.reviews_held",
            ("planlagte opfølgningsmøder holdt med beslutning / planlagte",),
            splits=(),
            counts_people=False,
        ),
        Measure(
            "routines.removed",
            _("Fjernede trin og blanketter, fratrukket nye"),
            _("rutiner, der er fjernet, fratrukket nye trin, vi har indført"),
            _("perioden som helhed"),
            Kind.FLOW,
            f"{OWN}.routines_removed",
            ("antal fjernede minus tilføjede trin/blanketter (beslutningslog)",),
            unit=_("antal"),
            chart=ChartKind.XMR,
            splits=(),
            counts_people=False,
        ),
    )
}
"""Every measure by its key."""


def measure_for(formula: str) -> str:
    """The key of the measure that a published wording means; empty when there is none."""
    wanted = " ".join(formula.split())
    return next((m.key for m in MEASURES.values() if wanted in m.formulas), "")


MISSING = (
    ("del 3", _("beregningen af det, der virker")),
    ("puls", _("korte, anonyme spørgsmål til medarbejderne")),
    ("gjorde det aftalte", _("virksomhedernes korte svar")),
    ("let i kontakt", _("virksomhedernes korte svar")),
    ("svar 4-5", _("borgernes korte svar efter samtalen")),
    ("feedback", _("borgernes korte svar efter samtalen")),
    ("egen skala", _("borgernes korte svar efter samtalen")),
    ("afstemning", _("forventningsafstemninger")),
    ("borgers og medarbejders svar", _("forventningsafstemninger")),
    ("tilbudsvalg", _("valg af tilbud")),
    ("virksomhed", _("aftaler og kontakter med virksomheder")),
    ("jobordre", _("aftaler og kontakter med virksomheder")),
    ("formidlede", _("aftaler og kontakter med virksomheder")),
    ("samtale", _("samtaler")),
    ("skøn", _("dokumenterede skøn")),
    ("henvendelse", _("henvendelser og svar på dem")),
    ("selvbetjening", _("opgaver, borgeren selv kan udføre")),
    ("opgavetype", _("opgaver, borgeren selv kan udføre")),
    ("felter", _("hvilke felter der er krævet")),
    ("ressource", _("ressourcer, borgeren har godkendt")),
    ("prøvehandling", _("prøvehandlinger betalt af frigjort tid")),
    ("uden aktivitet", _("personlige kontakter til borgere uden aktivitet")),
    ("forløb", _("forløb og kontakter uge for uge")),
)
"""Words in a formula, and the source that must be recorded before it can be counted."""


def what_is_missing(formula: str) -> str:
    """What the house must record before a formula can be counted."""
    return str(next((tells for word, tells in MISSING if word in formula), _("en kilde")))
