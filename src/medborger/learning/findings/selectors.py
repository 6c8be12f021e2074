"""What the pages of findings show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from medborger.design.charts import LineChart, Point

if TYPE_CHECKING:
    from medborger.learning.findings.models import Finding

HUNDRED = 100
SHARES = ("describe", "monitor")
VERDICTS = {
    "better": lazy("Det går bedre"),
    "at_least_as_good": lazy("Det går mindst lige så godt"),
    "worse": lazy("Det går dårligere"),
    "cannot_tell": lazy("Tallene kan ikke afgøre det"),
    "refused": lazy("Vi kan ikke svare med disse tal"),
}
SURE = {
    "better": lazy("Hele det, tallene passer med, ligger over nul. Det er næppe tilfældigt."),
    "at_least_as_good": lazy("Det værste, tallene passer med, er inden for det, I aftalte på forhånd."),
    "worse": lazy("Hele det, tallene passer med, ligger under nul. Det er næppe tilfældigt."),
    "cannot_tell": lazy("Tallene passer både med bedre og dårligere. Det betyder ikke, at der ingen forskel er."),
    "refused": lazy("Noget, der skulle være i orden, var det ikke. Derfor viser vi intet tal."),
}  # fmt: skip
CHECKS = {
    "balance": lazy("Lignede de to grupper hinanden?"),
    "overlap": lazy("Var der nogen at sammenligne med?"),
    "ess": lazy("Var der nok at sammenligne med?"),
    "placebo": lazy("Så det rigtigt ud, hvor der intet kunne være?"),
    "starts": lazy("Var der nok, der begyndte?"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: after so many weeks, so much, between so much and so much."""

    weeks: int
    label: str
    estimate: str
    low: str
    high: str
    persons: str


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that could have fooled us, and whether it did."""

    asks: str
    passed: bool


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding as everybody may read it."""

    finding: Finding
    sentence: str
    verdict: str
    sure: str
    reasons: list[str]
    gates: list[Gate]
    lines: list[Line]
    chart: LineChart | None
    unit: str


def finding_page(finding: Finding) -> FindingPage:
    """Make the page from what was published, and nothing else."""
    content = finding.shown
    language = "en" if get_language() == "en" else "da"
    shares = finding.protocol["kind"] in SHARES
    unit = _("ud af 100") if shares else _("procentpoint")
    verdict = content["verdict"]
    reasons = content["reasons_en" if language == "en" else "reasons"]
    return FindingPage(
        finding=finding,
        sentence=content["sentence"][language],
        verdict=str(VERDICTS[verdict]),
        sure=str(SURE[verdict]),
        reasons=[text.partition(": ")[2] for text in reasons],
        gates=[_gate(check) for check in content["checks"]],
        lines=[_line(row) for row in content["estimates"]],
        chart=_chart(content["curve"] or content["estimates"], unit),
        unit=unit,
    )


def _gate(check: dict[str, Any]) -> Gate:
    asks = CHECKS.get(str(check["name"]).partition("_")[0])
    return Gate(str(asks) if asks else str(check["name"]).replace("_", " "), check["passed"])


def _line(row: dict[str, Any]) -> Line:
    persons = "" if row["n"] is None else number_format(row["n"], force_grouping=True)
    middle, low, high = (_hundred(row[name]) for name in ("estimate", "low", "high"))
    label = " ".join(text for text in (row["label"], row["method"]) if text)
    return Line(row["horizon"], label, middle, low, high, persons)


def _hundred(value: float | None) -> str:
    """A share or a difference of shares, out of a hundred."""
    return "–" if value is None else number_format(value * HUNDRED, 1)


def _chart(rows: list[dict[str, Any]], unit: str) -> LineChart | None:
    """The main answer week by week, with the band of what it may be."""
    main = [r for r in rows if r["estimate"] is not None and not r["label"]]
    main = [r for r in main if r["method"] == main[0]["method"]]
    if len(main) < 2:
        return None
    points = [
        Point(
            label=str(row["horizon"]),
            value=row["estimate"] * HUNDRED,
            centre=0.0,
            low=None if row["low"] is None else row["low"] * HUNDRED,
            high=None if row["high"] is None else row["high"] * HUNDRED,
        )
        for row in main
    ]
    first, last = main[0], main[-1]
    told = _("Efter %(a)s uger er tallet %(x)s, efter %(b)s uger %(y)s (%(unit)s).") % {
        "a": first["horizon"], "x": _hundred(first["estimate"]), "b": last["horizon"],
        "y": _hundred(last["estimate"]), "unit": unit,
    }  # fmt: skip
    title = _("Uge for uge efter start, %(unit)s") % {"unit": unit}
    return LineChart("kurve", title, told, tuple(points), value_label=unit)
