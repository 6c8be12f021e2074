"""Hide small numbers, and enough others that the hidden ones cannot be worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_BASIS = "intet grundlag"


def hide_small(parts: Mapping[str, int], *, least: int) -> dict[str, int | None]:
    """Give the parts of a total that is itself shown, with the small ones hidden.

    Primary: a part of 1 to `least` - 1 persons is hidden (0 is shown: nobody is there).
    Complementary: when parts are hidden, others are hidden too, smallest first, until at least
    two are hidden and together they hold at least `least`; then neither total minus shown parts
    nor knowledge of one hidden part's bound gives a person away.

    Args:
        parts: Persons per group; the groups are disjoint and make up the total.
        least: Smallest number shown.

    Returns:
        The same groups in the same order; None is a hidden number.
    """
    hidden = {name for name, people in parts.items() if 0 < people < least}
    candidates = sorted((name for name in parts if parts[name] >= least), key=lambda g: parts[g])
    while hidden and candidates and (len(hidden) < 2 or sum(parts[g] for g in hidden) < least):
        hidden.add(candidates.pop(0))
    if len(hidden) == 1 or (hidden and sum(parts[g] for g in hidden) < least):
        hidden = set(parts)
    return {name: None if name in hidden else people for name, people in parts.items()}
