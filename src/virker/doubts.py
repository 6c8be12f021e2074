"""How strong something unrecorded would have to be to change the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from virker.errors import VirkerError
from virker.sensitivity import e_value, ratio_of_shares, robustness_value

if TYPE_CHECKING:
    from virker.effects import Effects


def doubts(found: Effects, place: int) -> dict[str, object]:
    """The E-value and the robustness value of an effect at one horizon.

    Args:
        found: Effects on shares.
        place: Which horizon, by its place.

    Returns:
        `e_value` and `e_value_interval`: risk ratios something unrecorded must have with both
        beginning and outcome to explain the estimate, and its interval; 1 when nothing is needed.
        `robustness_value` and `robustness_value_interval`: shares in [0, 1] of what is left of
        both it must explain (told from the effect's t value, persons as degrees of freedom).
        Empty where a share is nought, or nothing varies.

    Source:
        VanderWeele & Ding (2017), Annals of Internal Medicine 167(4); Cinelli & Hazlett (2020),
        JRSS B 82(1).
    """
    effect, se = float(found.aipw[place]), float(found.se[place])
    began = float(found.treated[place])
    half = 1.959963984540054 * se
    try:
        ratios = sorted(
            ratio_of_shares(began, began - moved)
            for moved in (effect - half, effect, effect + half)
        )
        strength = e_value(ratios[1], ratios[0], ratios[2])
        robust = robustness_value(effect, se, found.persons)
    except VirkerError:
        return {}
    return {
        "e_value": strength.estimate,
        "e_value_interval": strength.interval,
        "robustness_value": robust.value,
        "robustness_value_interval": robust.interval_value,
    }
