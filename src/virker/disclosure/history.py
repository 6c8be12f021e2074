"""Everything that was ever published, so that no two publications together give someone away.

The history is kept inside the house: it holds exact counts, and no persons.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, cast

import numpy as np
from scipy.sparse import csr_matrix, hstack, identity

from virker.disclosure.bounds import Interval, intervals
from virker.disclosure.populations import atoms
from virker.disclosure.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from virker.protocol import Plain


def _everybody() -> Mapping[str, Plain]:
    return {}


@dataclass(frozen=True, slots=True)
class Claim:
    """One number of persons that is, or is about to be, public.

    Attributes:
        where: The population, as in `virker.protocol.Protocol.population`; empty is everybody.
        persons: How many, exactly.
        source: Which register; claims about different registers are never compared.
        as_of: Which version of it, such as `2026-W40`.
    """

    where: Mapping[str, Plain] = field(default_factory=_everybody)
    persons: int = 0
    source: str = ""
    as_of: str = ""

    def plain(self) -> dict[str, object]:
        """The claim as JSON values; `Claim.of` reads it back."""
        return asdict(self)

    @classmethod
    def of(cls, plain: Mapping[str, object]) -> Claim:
        """Read a claim from JSON values.

        Examples:
            >>> claim = Claim({"age": {"min": 18}, "benefit": ("UI", "KHJ")}, 40, "r", "2026-W01")
            >>> Claim.of(json.loads(json.dumps(claim.plain()))) == claim
            True
        """
        where = {
            name: tuple(cast("list[Plain]", value)) if isinstance(value, list) else value
            for name, value in cast("dict[str, Plain]", plain["where"]).items()
        }
        persons = cast("int", plain["persons"])
        return cls(where, persons, str(plain["source"]), str(plain["as_of"]))


@dataclass(frozen=True, slots=True)
class Leak:
    """What somebody could work out: between `low` and `high` persons in a group.

    Attributes:
        claims: The publications the group is part of; others subtract from them.
        interval: How sharply the group is known.
    """

    claims: tuple[Claim, ...]
    interval: Interval

    def text(self) -> str:
        """Say in Danish what would be given away, without saying how many."""
        return (
            "Sammen med tidligere udgivelser kan man regne ud, at en gruppe er meget lille. "
            "Vent, til der er flere, eller vis en større gruppe."
        )


class History:
    """The publications so far, oldest first.

    Args:
        path: a file of JSON lines that is read now and written to by `add`; None keeps them here.
        rules: the thresholds.

    Examples:
        >>> history = History()
        >>> history.add([Claim({}, 100)])
        >>> len(history.leaks([Claim({"female": 1}, 97)]))
        1
        >>> history.leaks([Claim({"female": 1}, 60)])
        []
    """

    def __init__(self, path: Path | None = None, rules: Rules | None = None) -> None:
        self.path = path
        self.rules = rules or Rules()
        self.claims: list[Claim] = []
        if path is not None and path.exists():
            lines = path.read_text(encoding="utf-8").splitlines()
            self.claims = [Claim.of(json.loads(line)) for line in lines]

    def add(self, claims: Sequence[Claim]) -> None:
        """Remember numbers that have been published."""
        fresh = [claim for claim in claims if claim not in self.claims]
        self.claims.extend(fresh)
        if self.path is not None and fresh:
            with self.path.open("a", encoding="utf-8") as file:
                file.writelines(json.dumps(c.plain(), ensure_ascii=False) + "\n" for c in fresh)

    def leaks(self, claims: Sequence[Claim], *, least: int | None = None) -> list[Leak]:
        """Find what new numbers would give away together with everything published before.

        Two attacks are tried. Within one version of a register all counts are equations over the
        smallest groups they cut out, and linear programming finds how sharply each is known. Over
        time the same question, or one inside the other, may not change by 1 to `least` − 1.

        Args:
            claims: the new numbers.
            least: the threshold; that of the rules when not given.
        """
        limit = least or self.rules.least
        found: list[Leak] = []
        for source, as_of in sorted({(c.source, c.as_of) for c in claims}):
            new = [c for c in claims if (c.source, c.as_of) == (source, as_of)]
            before = [c for c in self.claims if c.source == source]
            same = [c for c in before if c.as_of == as_of]
            found.extend(_within(_no_repeats([*same, *new]), limit))
            found.extend(_over_time(new, [c for c in before if c.as_of != as_of], limit))
        return found


def _no_repeats(claims: Sequence[Claim]) -> list[Claim]:
    seen: list[Claim] = []
    for claim in claims:
        if claim not in seen:
            seen.append(claim)
    return seen


def _within(claims: Sequence[Claim], limit: int) -> list[Leak]:
    """Solve for the smallest groups that claims about the same version cut out."""
    cut = atoms([claim.where for claim in claims])
    rows = [n for atom in cut for n in atom]
    columns = [place for place, atom in enumerate(cut) for _ in atom]
    member = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(claims), len(cut)))
    sums = hstack([member, -identity(len(claims))]).tocsr()
    values = np.array([0.0] * len(cut) + [float(claim.persons) for claim in claims])
    hidden = np.arange(len(values)) < len(cut)
    known = intervals(sums, values, hidden)
    return [
        Leak(tuple(claims[n] for n in cut[place]), interval)
        for place, interval in known.items()
        if is_given_away(interval, limit)
    ]


def is_given_away(interval: Interval, least: int) -> bool:
    """Whether a group is known to be there, small, and sharply.

    Examples:
        >>> is_given_away(Interval(3, 3), 5), is_given_away(Interval(0, 0), 5)
        (True, False)
        >>> is_given_away(Interval(1, 9), 5), is_given_away(Interval(40, 40), 5)
        (False, False)
    """
    return interval.high > 0 and interval.low < least and interval.width < least


def _over_time(new: Sequence[Claim], before: Sequence[Claim], limit: int) -> list[Leak]:
    """Compare with other versions: the same people, or some of them, with a few more or fewer."""
    return [
        Leak((old, claim), Interval(gap, gap))
        for claim in new
        for old in before
        if 0 < (gap := abs(claim.persons - old.persons)) < limit and _is_nested(claim, old)
    ]


def _is_nested(one: Claim, other: Claim) -> bool:
    """Whether one population lies within the other by what they say."""
    cut = atoms([one.where, other.where])
    return (0,) not in cut or (1,) not in cut
