"""Read everything around a theory's signs in a fixed number of questions to the database."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery

from medborger.theory.chain.models import Element, TheoryVersion
from medborger.theory.followup.models import BaselinePeriod, Signal, Value
from medborger.theory.followup.reading import Around, SignReading, read_for_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from medborger.theory.chain.models import Theory
    from medborger.theory.followup.models import Decision, Sign, TrialAction


@dataclass(frozen=True, slots=True)
class Gathered:
    """A theory's signs, read, with the decisions and trial actions around them."""

    theory: Theory
    readings: tuple[SignReading, ...]
    decisions: tuple[Decision, ...]
    trials: tuple[TrialAction, ...]

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The signs that were read."""
        return tuple(reading.sign for reading in self.readings)


def gather(theory: Theory, *, wanted: Callable[[Sign], bool] = lambda _sign: True) -> Gathered:
    """Read the wanted signs; the number of questions does not grow with them."""
    everything = list(theory.signs.select_related("theory__municipality"))
    signs = [sign for sign in everything if wanted(sign)]
    decisions = tuple(theory.decisions.select_related("sign", "review", "trial"))
    trials = tuple(theory.trials.select_related("sign", "coordinator"))
    values = _by_sign(
        Value.objects.current().filter(sign__in=signs, team__isnull=True).order_by("first_on")
    )
    baselines = _by_sign(BaselinePeriod.objects.filter(sign__in=signs))
    signals = _by_sign(Signal.objects.filter(sign__in=signs))
    decided, tried = _by_sign(decisions), _by_sign(t for t in trials if t.started_on)
    titles = {sign.key: sign.title for sign in everything}
    readings = tuple(
        read_for_page(
            sign,
            values[sign.pk],
            Around(baselines[sign.pk], signals[sign.pk], tried[sign.pk], decided[sign.pk], titles),
        )
        for sign in signs
    )
    return Gathered(theory, readings, decisions, trials)


def read_numbers(theory: Theory) -> tuple[SignReading, ...]:
    """Read every sign's numbers only, in three questions."""
    signs = list(theory.signs.select_related("theory__municipality"))
    values = _by_sign(
        Value.objects.current().filter(sign__in=signs, team__isnull=True).order_by("first_on")
    )
    baselines = _by_sign(BaselinePeriod.objects.filter(sign__in=signs))
    return tuple(read_for_page(s, values[s.pk], Around(baselines[s.pk])) for s in signs)


def newest_elements(theory: Theory) -> list[Element]:
    """The elements of the newest version, in reading order."""
    newest = TheoryVersion.objects.filter(theory=OuterRef("version__theory")).order_by("-number")
    found = Element.objects.filter(
        version__theory=theory, version=Subquery(newest.values("pk")[:1])
    )
    return list(found.select_related("version"))


def _by_sign(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        if row.sign_id is not None:
            found[row.sign_id].append(row)
    return found


def current_values(sign: Sign) -> Sequence[Value]:
    """A sign's values for the whole municipality, the newest revision of each period."""
    return list(Value.objects.current().filter(sign=sign, team__isnull=True).order_by("first_on"))
