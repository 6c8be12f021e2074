"""What the rules' pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from medborger.encounter.rules.current import current_pack, months_in
from medborger.encounter.rules.models import Exemption, Requirement, Situation
from medborger.encounter.rules.pack import KIND_WORDS, Certainty, Kind, Status
from medborger.encounter.rules.population import reached
from medborger.foundation import clock
from medborger.foundation.counting import Count
from medborger.foundation.counting import Kind as CountKind

if TYPE_CHECKING:
    import datetime as dt

    from medborger.encounter.rules.pack import Pack, Rule
    from medborger.foundation.people.models import Municipality, Person

ABOUT_THE_CITIZEN = (Kind.RIGHT, Kind.DUTY, Kind.MINIMUM, Kind.OPTION, Kind.POPULATION_SHARE)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as it is for this citizen today."""

    rule: Rule
    kind: Any
    is_expected: bool
    is_unverified: bool
    is_partly: bool
    exemption: Exemption | None


@dataclass(frozen=True, slots=True)
class Part:
    """The rules of one kind."""

    title: Any
    lines: list[RuleLine]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """All that holds for one citizen today, and what is expected."""

    citizen: Person
    as_of: dt.date
    groups: list[tuple[Situation, str]]
    parts: list[Part]
    expected: list[RuleLine]
    requirements: list[Requirement]
    ended: list[Requirement]


@dataclass(frozen=True, slots=True)
class PopulationLine:
    """How a population rule stands for all it concerns; never for one person."""

    rule: Rule
    concerned: int | None
    exempted: Count
    share_exempted: float | None
    reached: int | None
    share_reached: float | None

    @property
    def exempted_of_100(self) -> int:
        """Exempted out of 100."""
        return round(100 * (self.share_exempted or 0))

    @property
    def reached_of_100(self) -> int:
        """Reached out of 100."""
        return round(100 * (self.share_reached or 0))

    @property
    def goal_of_100(self) -> int:
        """How many out of 100 the rule asks for."""
        return round(100 * (self.rule.share or 0))

    @property
    def limit_of_100(self) -> int:
        """How many out of 100 may be exempted."""
        return round(100 * (self.rule.exemption.max_share if self.rule.exemption else 0))


def rules_page(citizen: Person) -> RulesPage:
    """What holds for the citizen today."""
    today = clock.today()
    pack = current_pack(citizen.municipality)
    rows = list(Situation.objects.filter(subject=citizen).active(today))
    situations = {row.group: row.months(today) for row in rows}
    exemptions = {e.rule: e for e in Exemption.objects.filter(subject=citizen).active(today)}
    lines = [_line(rule, exemptions) for rule in pack.rules if rule.concerns(situations)]
    now = [line for line in lines if line.rule.is_in_force(today)]
    required = Requirement.objects.filter(subject=citizen).select_related("added_by")
    return RulesPage(
        citizen,
        pack.as_of,
        [(row, pack.groups.get(row.group, row.group)) for row in rows],
        _parts(now),
        [line for line in lines if line.is_expected],
        [row for row in required if row.ended_on is None],
        [row for row in required if row.ended_on is not None],
    )


def _line(rule: Rule, exemptions: dict[str, Exemption]) -> RuleLine:
    return RuleLine(
        rule,
        KIND_WORDS[rule.kind],
        rule.status is Status.EXPECTED,
        rule.certainty is Certainty.UNVERIFIED,
        rule.certainty is Certainty.PARTLY,
        exemptions.get(rule.key),
    )


def _parts(lines: list[RuleLine]) -> list[Part]:
    parts = [
        Part(KIND_WORDS[kind], [line for line in lines if line.rule.kind is kind])
        for kind in ABOUT_THE_CITIZEN
    ]
    return [part for part in parts if part.lines]


def rules_to_require(citizen: Person) -> list[Rule]:
    """Rules that may stand as a requirement for this citizen today."""
    today = clock.today()
    situations = months_in(citizen, today)
    rules = current_pack(citizen.municipality).rules
    return [rule for rule in rules if rule.may_be_required(today) and rule.concerns(situations)]


def rules_to_exempt_from(citizen: Person) -> list[Rule]:
    """Population rules this citizen can be exempted from today."""
    today = clock.today()
    situations = months_in(citizen, today)
    rules = current_pack(citizen.municipality).rules
    return [
        rule
        for rule in rules
        if rule.exemption and rule.is_in_force(today) and rule.concerns(situations)
    ]


def requirements_of(citizen: Person) -> list[Requirement]:
    """The requirements that stand in the citizen's plan."""
    standing = Requirement.objects.filter(subject=citizen, ended_on__isnull=True)
    return list(standing.select_related("added_by"))


def population_lines(municipality: Municipality) -> list[PopulationLine]:
    """The population rules in force, counted over the municipality's citizens."""
    today = clock.today()
    pack = current_pack(municipality)
    rules = [r for r in pack.of_kind([Kind.POPULATION_SHARE]) if r.is_in_force(today)]
    return [_population_line(rule, pack, municipality, today) for rule in rules]


def _population_line(
    rule: Rule, pack: Pack, municipality: Municipality, today: dt.date
) -> PopulationLine:
    concerned = _concerned(rule, municipality, today)
    least = municipality.least_shown
    left_out = set(
        Exemption.objects.active(today)
        .filter(rule=rule.key, subject__municipality=municipality)
        .values_list("subject_id", flat=True)
    )
    exempted = _count(len(concerned & left_out), len(concerned), least)
    met = reached(rule, concerned)
    met_count = None if met is None else _count(len(met), len(concerned), least)
    return PopulationLine(
        rule,
        len(concerned) if len(concerned) >= least else None,
        exempted,
        exempted.share(least),
        None if met_count is None or met_count.share(least) is None else met_count.numerator,
        None if met_count is None else met_count.share(least),
    )


def _count(part: int, whole: int, least: int) -> Count:
    """A count that is only shown when both the part and the rest are large enough, or empty."""
    small = 0 < part < least or 0 < whole - part < least
    return Count(part, whole, 0 if small else whole, CountKind.STOCK)


def _concerned(rule: Rule, municipality: Municipality, today: dt.date) -> set[int]:
    rows = Situation.objects.active(today).filter(subject__municipality=municipality)
    months: dict[int, dict[str, int]] = {}
    for situation in rows.iterator():
        months.setdefault(situation.subject_id, {})[situation.group] = situation.months(today)
    return {person for person, situations in months.items() if rule.concerns(situations)}
