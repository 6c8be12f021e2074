"""Answer `reform`: was it our change that did it? Compared with places that had not changed.

Several places that changed: Callaway & Sant'Anna. One place: synthetic difference in differences,
with chance judged by pretending that each of the others had changed. Without places to compare
with there is no answer, because before and after alone is never an effect.

Works on one small table, places × periods, of sums over persons.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from virker.compare.pretrends import honest, pre_trend
from virker.compare.relabel import relabelled
from virker.compare.staggered import Staggered, callaway_santanna
from virker.compare.synthetic import leave_one_out, synthetic_did
from virker.errors import VirkerError
from virker.panel import panel
from virker.places import Table, tabulate
from virker.result import Check, Estimate, Reason, Result, refuse
from virker.run import runs
from virker.verdicts import Verdict, judge

if TYPE_CHECKING:
    from virker.protocol import Protocol
    from virker.tables import Data

ESTIMAND = (
    "Effect of the change on the places that changed (ATT), so many weeks after it: share of the "
    "population in {outcome} in that period, against what would have been without the change"
)
FEWEST_BEFORE, FEWEST_OTHERS, PLACES = 4, 2, 19
REASONS = {
    "no_comparison": Reason(
        "no_comparison",
        "Før og efter alene er ikke en effekt. Tag steder med, der ikke har ændret noget.",
        "Before and after alone is not an effect. Bring places that changed nothing.",
    ),
    "too_short": Reason(
        "too_short",
        "Der er for få perioder før ændringen til at se, om stederne fulgtes ad.",
        "There are too few periods before the change to see whether the places moved alike.",
    ),
    "pre_trend": Reason(
        "pre_trend",
        "Stederne fulgtes ikke ad før ændringen. Så kan de ikke bruges til at sammenligne med.",
        "The places did not move alike before the change. So they cannot be compared with.",
    ),
    "poor_fit": Reason(
        "poor_fit",
        "Ingen blanding af de andre steder lignede stedet før ændringen.",
        "No mixture of the other places resembled the place before the change.",
    ),
    "too_few_places": Reason(
        "too_few_places",
        "Der er for få andre steder til at sige, hvad der er tilfældigt.",
        "There are too few other places to say what is chance.",
    ),
}


@runs("reform")
def reform(protocol: Protocol, data: Data) -> Result:
    """Answer a `reform` protocol from a folder.

    Args:
        protocol: The change stands in the column `reform_week` of persons, or in `options.change`
            with `options.place`. `options.unit` (municipality) says what a place is,
            `options.period` how many weeks go together (13), `options.against` `never` (else
            `not_yet`).
        data: Weeks and persons; everybody in a place counts, on benefits or not.

    Returns:
        Effects by weeks since the change; the curve holds every period, also before it. A
        horizon reads the period its week lies in. Refused without places to compare with, and
        when places did not move alike.

    Raises:
        VirkerError: Places or changes are not recorded, or places have periods nobody watched.

    Source:
        Callaway & Sant'Anna (2021), J. Econometrics 225(2); Arkhangelsky et al. (2021), AER
        111(12); MacKinnon & Webb (2020), J. Econometrics 218(2), on few changed places.

    Examples:
        >>> import pyarrow as pa
        >>> from virker.question import Question
        >>> from virker.tables import from_arrow
        >>> weeks = pa.table({"person": ["a"] * 60, "week": [*range(60)],
        ...                   "state": ["UI"] * 30 + ["job"] * 30})
        >>> persons = pa.table({"person": ["a"], "municipality": ["m1"], "reform_week": [30]})
        >>> asked = Question(kind="reform", horizons=(13,)).protocol()
        >>> result = reform(asked, from_arrow({"weeks": weeks, "persons": persons}))
        >>> result.verdict.value, result.reasons[0].code
        ('refused', 'no_comparison')
    """
    people = panel(data)
    table = tabulate(protocol, people)
    estimand = ESTIMAND.format(outcome=protocol.outcome)
    changed = np.isfinite(table.first)
    if not changed.any():
        raise VirkerError("Intet sted har ændret noget inden for de uger, vi har.")
    if int((~changed).sum()) < FEWEST_OTHERS:
        return refuse(protocol, estimand, REASONS["no_comparison"])
    if table.first[changed].min() < FEWEST_BEFORE:
        return refuse(protocol, estimand, REASONS["too_short"])
    warnings = tuple(finding.text("da") for finding in data.report.findings)
    answer = _one(protocol, table) if int(changed.sum()) == 1 else _several(protocol, table)
    result = _concluded(protocol, estimand, answer, warnings)
    kept = tuple(h for h in protocol.horizons if any(e.horizon == h for e in answer.estimates))
    if kept == protocol.horizons or result.verdict is Verdict.REFUSED:
        return result
    why = "ændringen er for ny til det"
    return result.deviate("horizons", planned=protocol.horizons, done=kept, why=why)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, before the verdict."""

    estimates: tuple[Estimate, ...]
    curve: tuple[Estimate, ...]
    checks: tuple[Check, ...]
    details: dict[str, object]


def _several(protocol: Protocol, table: Table) -> Answer:
    places, periods = len(table.names), int(table.share.shape[1])
    against = "not_yet" if protocol.option("against") == "not_yet" else "never"
    found = callaway_santanna(
        table.share.ravel(), np.repeat(np.arange(places), periods),
        np.tile(np.arange(periods), places), np.repeat(table.first, periods),
        against=against, seed=protocol.seed,
    )  # fmt: skip
    trend = pre_trend(*found.before())
    chance = relabelled(
        table.share, table.first, against=against, level=1 - 0.05 / protocol.looks,
        seed=protocol.seed,
    )  # fmt: skip
    points = {int(point.at): point for point in found.event_study()}
    everybody = int(table.people.sum())
    treated = int(table.people[np.isfinite(table.first)].sum())

    def at(since: int, horizon: int) -> Estimate:
        point, z = points[since], chance.widths.get(since, _z(protocol))
        return Estimate.normal(
            horizon, point.estimate, point.se, everybody, treated, method="callaway_santanna", z=z
        )

    main = {h: (h - 1) // table.weeks for h in protocol.horizons}
    chosen = tuple(at(since, h) for h, since in main.items() if since in points)
    curve = tuple(at(since, (since + 1) * table.weeks) for since in sorted(points))
    passed = Check("pre_trend", chance.pre_trend, 0.05, chance.pre_trend >= 0.05)
    return Answer(chosen, curve, (passed,), _several_details(protocol, table, found, trend.largest))


def _several_details(
    protocol: Protocol, table: Table, found: Staggered, largest: float
) -> dict[str, object]:
    since = (protocol.primary - 1) // table.weeks
    point = next((p for p in found.event_study(after_only=True) if p.at == since), None)
    bound = None if point is None else asdict(honest(point.estimate, point.se, since, largest))
    return {
        "method": "callaway_santanna",
        "places": len(table.names),
        "changed": int(np.isfinite(table.first).sum()),
        "overall": asdict(found.overall()),
        "bands": [asdict(p) for p in found.event_study()],
        "honest": bound,
    }


def _one(protocol: Protocol, table: Table) -> Answer:
    """One place: synthetic difference in differences, and chance by pretending."""
    treated = np.isfinite(table.first)
    before = int(table.first[treated][0])
    whole = synthetic_did(table.share, treated, before)
    z, others = _z(protocol), table.share[~treated]
    until = {h: before + (h - 1) // table.weeks for h in protocol.horizons}
    until = {h: period for h, period in until.items() if period < table.share.shape[1]}
    pretended = [
        synthetic_did(others, np.arange(len(others)) == i, before) for i in range(len(others))
    ]
    moved = np.array([one.by_period for one in pretended])
    spread = np.sqrt((moved**2).mean(axis=0))
    everybody, here = int(table.people.sum()), int(table.people[treated].sum())

    def at(period: int, horizon: int) -> Estimate:
        return Estimate.normal(
            horizon, float(whole.by_period[period]), float(spread[period]), everybody, here,
            method="synthetic_did", z=z,
        )  # fmt: skip

    placebos = np.array([one.estimate for one in pretended])
    as_large = int((np.abs(placebos) >= abs(whole.estimate) - 1e-12).sum())
    overall = {
        "estimate": whole.estimate,
        "se": float(placebos.std()),
        "p": (1 + as_large) / (1 + len(placebos)),
    }
    missed = float(np.sqrt((whole.by_period[:before] ** 2).mean()))
    usual = float(np.sqrt((moved[:, :before] ** 2).mean()))
    checks = (
        Check("pre_trend", missed, 3 * usual, missed <= 3 * usual),
        Check("too_few_places", len(others), PLACES, len(others) >= PLACES, "downgrade"),
    )
    curve = tuple(
        at(period, (period - before + 1) * table.weeks) for period in range(table.share.shape[1])
    )
    return Answer(
        tuple(at(period, h) for h, period in until.items()),
        curve,
        checks,
        {
            "method": "synthetic_did",
            "places": len(table.names),
            "changed": 1,
            "overall": overall,
            "treated": whole.treated.tolist(),
            "counterfactual": whole.counterfactual.tolist(),
            "leave_one_out": leave_one_out(table.share, treated, before, table.names),
        },
    )


def _z(protocol: Protocol) -> float:
    return NormalDist().inv_cdf(1 - 0.025 / protocol.looks)


def _concluded(
    protocol: Protocol, estimand: str, answer: Answer, warnings: tuple[str, ...]
) -> Result:
    main = next((e for e in answer.estimates if e.horizon == protocol.primary), None)
    failed = [check for check in answer.checks if not check.passed]
    stopped = [check for check in failed if check.consequence == "stop"]
    code = {"synthetic_did": "poor_fit"}.get(str(answer.details["method"]), "pre_trend")
    if main is None or stopped:
        why = REASONS[code] if stopped else REASONS["too_short"]
        return refuse(
            protocol, estimand, why, checks=answer.checks, warnings=warnings,
            details={"method": answer.details["method"], "places": answer.details["places"]},
        )  # fmt: skip
    verdict = Verdict.CANNOT_TELL if failed else judge(main.low, main.high, protocol.margin)
    return Result(
        protocol,
        estimand,
        answer.estimates,
        answer.checks,
        verdict,
        tuple(REASONS[check.name] for check in failed),
        answer.curve,
        warnings=warnings,
        details=answer.details,
    )
