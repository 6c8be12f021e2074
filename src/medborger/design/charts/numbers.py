"""Numbers as people here write them."""

from __future__ import annotations

from enum import Enum

from django.utils.formats import number_format
from django.utils.translation import gettext as _


class Unit(Enum):
    """What a value is: a number of something, or a share in [0, 1] written as per cent."""

    NUMBER = "number"
    SHARE = "share"


def written(value: float | None, unit: Unit, decimals: int | None = None) -> str:
    """Write a value: 1.234,5 or 37 %. None is "intet grundlag", never 0."""
    if value is None:
        return _("intet grundlag")
    if unit is Unit.SHARE:
        return f"{number_format(value * 100, _places(value * 100, decimals))} %"
    return number_format(value, _places(value, decimals), force_grouping=True)


def _places(value: float, decimals: int | None) -> int:
    if decimals is not None:
        return decimals
    return 0 if abs(value - round(value)) < 1e-9 or abs(value) >= 100 else 1


def coordinate(value: float) -> str:
    """Write a number for SVG: always a full stop, never more than a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")
