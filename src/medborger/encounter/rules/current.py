"""The rules a municipality uses now, and how long a citizen has been in each target group."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from medborger.encounter.rules.models import RulePack, Situation
from medborger.encounter.rules.reading import read_pack

if TYPE_CHECKING:
    import datetime as dt

    from medborger.encounter.rules.pack import Pack
    from medborger.foundation.people.models import Municipality, Person

SHIPPED = Path(__file__).parent / "packs" / "danmark.yaml"


@lru_cache(maxsize=16)
def _read(text: str) -> Pack:
    return read_pack(text)


def shipped_pack() -> Pack:
    """The pack that comes with Medborger."""
    return _read(SHIPPED.read_text(encoding="utf-8"))


def current_pack(municipality: Municipality) -> Pack:
    """The newest pack the municipality has loaded, or the one that comes with Medborger."""
    loaded = RulePack.objects.filter(municipality=municipality).order_by("-loaded_at", "-pk")
    newest = loaded.values_list("text", flat=True).first()
    return shipped_pack() if newest is None else _read(newest)


def months_in(citizen: Person, on: dt.date) -> dict[str, int]:
    """Whole months in each target group the citizen belongs to on the day."""
    situations = Situation.objects.filter(subject=citizen).active(on)
    return {situation.group: situation.months(on) for situation in situations}
