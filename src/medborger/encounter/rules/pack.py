"""A rule pack (regelpakke): the rules of a time, each with its dates, source and certainty."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

FORMAT = "medborger.rules/1"


class Kind(StrEnum):
    """What a rule is to the person who reads it."""

    RIGHT = "right"
    DUTY = "duty"
    MINIMUM = "minimum"
    OPTION = "option"
    POPULATION_SHARE = "population_share"
    CLOSED_TO_NEW = "closed_to_new"
    ORGANISATION = "organisation"


KIND_WORDS = {
    Kind.RIGHT: _("Din ret"),
    Kind.DUTY: _("Din pligt"),
    Kind.MINIMUM: _("Det skal kommunen"),
    Kind.OPTION: _("Din mulighed"),
    Kind.POPULATION_SHARE: _("Et mål for mange, ikke for den enkelte"),
    Kind.CLOSED_TO_NEW: _("Lukket for nye"),
    Kind.ORGANISATION: _("Kommunens indretning"),
}
"""What each kind is called to the citizen."""


class Status(StrEnum):
    """Whether a rule is law, or only planned."""

    IN_FORCE = "in_force"
    EXPECTED = "expected"


class Certainty(StrEnum):
    """How well we know a rule."""

    READ = "read"
    """Read in the named source."""
    PARTLY = "partly"
    """The rule or its date was seen only in part, or second hand."""
    UNVERIFIED = "unverified"
    """Not confirmed in a source. It is shown as such and enforces nothing."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """How large a share may be exempted, one by one, with a written reason."""

    max_share: float
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class Window:
    """The months of a situation in which a rule holds: from after `first` to the end of `last`."""

    first: int = 0
    last: int | None = None

    def holds(self, months: int) -> bool:
        """Whether the rule holds after so many whole months in the situation."""
        return self.first <= months and (self.last is None or months < self.last)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, as people can check it.

    Attributes:
        key: The rule's own name, for ever.
        title: What it is called.
        tells: What it means, said to the citizen.
        kind: A right, a duty, a minimum, an option, a population's share, and so on.
        groups: The target groups it concerns; empty means everybody.
        not_groups: Target groups it does not concern, also when they are in `groups`.
        valid_from: The first day, where the source gives one.
        valid_to: The last day, where there is one.
        status: In force, or expected.
        certainty: How well we know it.
        paragraph: Where in the law it stands, where we have seen it.
        source: Where we read it.
        window: The months it concerns.
        count: How many talks or offers, where it counts.
        share: The share of the population that must be reached, in [0, 1].
        exemption: Who may be exempted.
        running_cases: What happens to cases that run already.
    """

    key: str
    title: str
    tells: str
    kind: Kind
    groups: tuple[str, ...]
    not_groups: tuple[str, ...]
    valid_from: dt.date | None
    valid_to: dt.date | None
    status: Status
    certainty: Certainty
    paragraph: str
    source: str
    window: Window
    count: int | None
    share: float | None
    exemption: Exemption | None
    running_cases: str

    def is_valid(self, on: dt.date) -> bool:
        """Whether the day lies between the rule's dates."""
        return not (
            (self.valid_from and on < self.valid_from) or (self.valid_to and on > self.valid_to)
        )

    def is_in_force(self, on: dt.date) -> bool:
        """Whether it is law on the day."""
        return self.status is Status.IN_FORCE and self.is_valid(on)

    def concerns(self, situations: dict[str, int]) -> bool:
        """Whether it concerns somebody with these target groups, each with whole months in it."""
        if set(self.not_groups) & situations.keys():
            return False
        if not self.groups:
            return True
        return any(self.window.holds(situations[g]) for g in self.groups if g in situations)

    def may_be_required(self, on: dt.date) -> bool:
        """Whether it can stand in a plan as a requirement: law today, and read in its source."""
        binding = self.kind in {Kind.DUTY, Kind.MINIMUM}
        return binding and self.is_in_force(on) and self.certainty is Certainty.READ


@dataclass(frozen=True, slots=True)
class Pack:
    """All rules of one edition, and the names of the target groups."""

    key: str
    title: str
    as_of: dt.date
    groups: dict[str, str]
    rules: tuple[Rule, ...]

    def rule(self, key: str) -> Rule | None:
        """The rule with this key."""
        return next((rule for rule in self.rules if rule.key == key), None)

    def of_kind(self, kinds: Iterable[Kind]) -> list[Rule]:
        """The rules of these kinds, in the pack's order."""
        wanted = set(kinds)
        return [rule for rule in self.rules if rule.kind in wanted]
