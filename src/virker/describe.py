"""Answer `describe`: what happened to those who began, week by week, and where they went.

Exact in discrete time, with ties, left entry and any number of exits. It describes: it says
nothing about what works, so the verdict is always "cannot tell".
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from virker.clustered import clustered_se
from virker.cohort import SPELL_OF, Cohort, cohort
from virker.complete import not_complete_yet
from virker.curves import Curve, aalen_johansen, log_log_interval
from virker.described import DESCRIBES, described
from virker.histories import histories
from virker.result import Check, Estimate, Result
from virker.run import runs
from virker.spells import spells_of
from virker.status import status_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from virker.panel import Bools, Ints
    from virker.protocol import Protocol
    from virker.tables import Data

ESTIMAND = (
    "Share of those who began a spell that had gone to {outcome} within so many weeks "
    "(cumulative incidence; other exits compete)"
)
ESTIMAND_WEEKS = (
    "Mean weeks after going to {outcome}, within so many weeks from the start of the spell "
    "(restricted mean; other exits compete)"
)
FEW_SPELLS, FEW_AT_RISK, MOST_CENSORED = 30, 20, 0.5
TIES = "All who left in the same week left together; nobody is put before another."


@dataclass(frozen=True, slots=True)
class Told:
    """Everybody's spells with the outcome put first among the exits."""

    spells: Cohort
    how: Ints
    exits: tuple[str, ...]
    curve: Curve
    repeated: bool

    def point(self, name: str, week: float) -> tuple[float, float, float, float]:
        """Share gone to an exit, its standard error and interval, clustered by person."""
        found = self.curve.gone_to(name, week)
        if not self.repeated:
            return found.estimate, found.se, found.low, found.high
        errors = clustered_se(
            self.curve, self.spells.stop, self.how, self.spells.person, week,
            entry=self.spells.entry,
        )  # fmt: skip
        se = float(errors[1 + self.exits.index(name)])
        return found.estimate, se, *log_log_interval(found.estimate, se)

    def persons(self, rows: Bools | None = None) -> int:
        """How many persons there are, or have spells among some of them."""
        who = self.spells.person if rows is None else self.spells.person[rows]
        return len(np.unique(who)) if self.repeated else len(who)


@runs("describe")
def describe(protocol: Protocol, data: Data) -> Result:
    """Answer a `describe` protocol from a folder.

    Args:
        protocol: `outcome` is the exit asked about: a state, `job_or_education`, or `weeks_`
            before one for mean weeks. `options.spell_of` says what is a spell where the folder
            has only weeks.
        data: Spells, or weeks that spells are cut from.

    Returns:
        Estimates for the outcome first, then for every exit (labelled); the curve week by week;
        mean weeks in every state and, where there are weeks, the status after finished spells.
        Horizons nobody was watched to are left out and logged as a deviation.

    Raises:
        VirkerError: Nobody began a spell, or the outcome is no state.

    Source:
        Aalen & Johansen (1978), Scand J Stat 5; see `virker.curves`.

    Examples:
        >>> import pyarrow as pa
        >>> from virker.question import Question
        >>> from virker.tables import from_arrow
        >>> spells = pa.table({"person": ["a", "b", "c"], "spell": ["1"] * 3, "start": [0] * 3,
        ...                    "stop": [1, 2, 3], "exit": ["job", "education", "job"]})
        >>> asked = Question(kind="describe", horizons=(2, 3)).protocol()
        >>> [round(e.estimate, 2) for e in describe(asked, from_arrow({"spells": spells})).curve]
        [0.33, 0.33, 0.67]
    """
    spells = cohort(protocol, data)
    told = tell(spells, protocol.outcome.removeprefix("weeks_"))
    reach = longest(told)
    kept = tuple(week for week in protocol.horizons if week <= reach)
    estimand = ESTIMAND_WEEKS if protocol.outcome.startswith("weeks_") else ESTIMAND
    warnings = [str(finding.text("da")) for finding in data.report.findings]
    if spells.complete_until is not None:
        warnings.append(not_complete_yet(spells.complete_until))
    result = Result(
        protocol,
        estimand.format(outcome=protocol.outcome.removeprefix("weeks_")),
        estimates(protocol, told, kept),
        tuple(checks(protocol, told)),
        reasons=(DESCRIBES,),
        curve=curve(protocol, told, range(1, int(min(max(protocol.horizons), reach)) + 1)),
        warnings=tuple(warnings),
        details={**details(told, kept), **after_spells(protocol, data, spells)},
    )
    if kept != protocol.horizons:
        why = "ingen er fulgt så længe"
        result = result.deviate("horizons", planned=protocol.horizons, done=kept, why=why)
    return replace(result, words={"da": described(result, "da"), "en": described(result, "en")})


def tell(spells: Cohort, outcome: str) -> Told:
    """Put the outcome first among the exits, and estimate everybody's curves."""
    wanted = spells.went_to(outcome)
    name = next((e for e, w in zip(spells.exits, wanted, strict=True) if w), outcome)
    name = name if wanted.sum() == 1 else outcome
    others = [exit_ for exit_, mine in zip(spells.exits, wanted, strict=True) if not mine]
    exits = (name, *others)
    number = [
        1 if mine else exits.index(e) + 1 for e, mine in zip(spells.exits, wanted, strict=True)
    ]
    how = np.array([0, *number], np.int64)[spells.how]
    found = aalen_johansen(spells.stop, how, entry=spells.entry, exits=exits)
    repeated = len(np.unique(spells.person)) < spells.n
    return Told(spells, how, exits, found, repeated)


def longest(told: Told) -> float:
    """The last week the curve can be read at: everybody has left, or somebody was watched so long."""
    if len(told.curve.times) and told.curve.survival[-1] == 0:
        return float("inf")
    return float(told.spells.stop.max())


def estimates(protocol: Protocol, told: Told, weeks: Sequence[int]) -> tuple[Estimate, ...]:
    """The outcome at every horizon, then every exit and the share still on the way."""
    main = [_estimate(protocol, told, told.exits[0], week, "") for week in weeks]
    if protocol.outcome.startswith("weeks_"):
        return tuple(main)
    labelled = [
        _estimate(protocol, told, name, week, name) for name in told.exits for week in weeks
    ]
    return (*main, *labelled, *(_still(told, week) for week in weeks))


def curve(protocol: Protocol, told: Told, weeks: range) -> tuple[Estimate, ...]:
    """The outcome week by week."""
    return tuple(_estimate(protocol, told, told.exits[0], week, "") for week in weeks)


def _estimate(protocol: Protocol, told: Told, name: str, week: int, label: str) -> Estimate:
    k = told.exits.index(name) + 1
    n, gone = told.persons(), told.persons((told.how == k) & (told.spells.stop <= week))
    if protocol.outcome.startswith("weeks_"):
        mean = next(m for m in told.curve.mean_weeks(week) if m.state == name)
        return Estimate.normal(week, mean.weeks, mean.se, n, gone, method="restricted_mean")
    share, se, low, high = told.point(name, week)
    return Estimate(week, share, se, low, high, n, gone, label, "aalen_johansen")


def _still(told: Told, week: int) -> Estimate:
    point = told.curve.on_the_way(week)
    se = point.se
    if told.repeated:
        spells = told.spells
        moved = clustered_se(
            told.curve, spells.stop, told.how, spells.person, week, entry=spells.entry
        )
        se = float(moved[0])
    low, high = log_log_interval(point.estimate, se)
    left = told.persons(told.spells.stop > week)
    return Estimate(
        week, point.estimate, se, low, high, told.persons(), left, "on the way", "kaplan_meier"
    )


def checks(protocol: Protocol, told: Told) -> list[Check]:
    """What a reader should know about the numbers; none of them stops a description."""
    at_risk = told.curve.on_the_way(protocol.primary).at_risk
    censored = float((told.how == 0).mean())
    return [
        Check("spells", told.spells.n, FEW_SPELLS, told.spells.n >= FEW_SPELLS, "note"),
        Check("at_risk", at_risk, FEW_AT_RISK, at_risk >= FEW_AT_RISK, "note"),
        Check("censored", censored, MOST_CENSORED, censored <= MOST_CENSORED, "note"),
    ]


def details(told: Told, weeks: Sequence[int]) -> dict[str, object]:
    """Mean weeks in every state, every exit's curve, and what was left out."""
    reach = range(1, (max(weeks) if weeks else 0) + 1)
    return {
        "spells": told.spells.n,
        "persons": len(np.unique(told.spells.person)),
        "left_entry": int((told.spells.entry > 0).sum()),
        "left_out": dict(told.spells.left_out),
        "ties": TIES,
        "exits": {name: int((told.how == k).sum()) for k, name in enumerate(told.exits, start=1)},
        "curves": {
            name: [told.curve.gone_to(name, week).estimate for week in reach] for name in told.exits
        },
        "on_the_way": [told.curve.on_the_way(week).estimate for week in reach],
        "mean_weeks": [
            {"horizon": week, **asdict(mean)}
            for week in weeks
            for mean in told.curve.mean_weeks(week)
        ],
    }


def after_spells(protocol: Protocol, data: Data, spells: Cohort) -> dict[str, object]:
    """The official status after every finished spell of the folder, where there are weeks.

    The population does not narrow it: it is about all spells cut from the weeks.
    """
    if not data.weeks.num_rows:
        return {}
    packed = histories(data)
    cut = spells_of(packed, str(protocol.option("spell_of", SPELL_OF)))
    after = status_after(packed, cut, complete_until=spells.complete_until)
    return {
        "status_after": [asdict(one) for one in after],
        "status_order": "ikke officiel mellem første og sidste trin",
    }
