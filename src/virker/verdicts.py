"""Four verdicts from an interval and a margin agreed beforehand, and a fifth for "not answered"."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What may be said. "Cannot tell" is never "no effect" and never "as good as"."""

    BETTER = "better"
    AT_LEAST_AS_GOOD = "at_least_as_good"
    WORSE = "worse"
    CANNOT_TELL = "cannot_tell"
    REFUSED = "refused"


def judge(
    low: float, high: float, margin: float | None = None, *, higher_is_better: bool = True
) -> Verdict:
    """Judge an interval for a difference against a margin frozen beforehand.

    Args:
        low: Lower end of the 95 % interval, in the outcome's unit (share or weeks).
        high: Upper end, at least `low`. Missing numbers (NaN) read as "cannot tell".
        margin: Largest loss that still counts as "at least as good", at least 0, same unit. None
            means nobody agreed on one, and then "at least as good" is never said.
        higher_is_better: False when the outcome is something we want less of.

    Returns:
        `BETTER` when the whole interval lies above nought; `AT_LEAST_AS_GOOD` when it lies above
        minus the margin, also when it lies below nought (lower, but inside the margin); `WORSE`
        when it lies below nought and reaches past the margin; otherwise `CANNOT_TELL`.

    Raises:
        ValueError: The margin is negative or the ends are swapped.

    Source:
        Piaggio et al. (2012), CONSORT extension for non-inferiority, JAMA 308(24), figure.

    Examples:
        >>> judge(-0.01, 0.03, margin=0.02).value
        'at_least_as_good'
        >>> judge(-0.01, 0.03).value
        'cannot_tell'
    """
    if margin is not None and margin < 0:
        raise ValueError("Margin kan ikke være negativ.")
    if low > high:
        raise ValueError("Intervallets ender er byttet om.")
    if not higher_is_better:
        low, high = -high, -low
    if low > 0:
        return Verdict.BETTER
    if margin is not None and low > -margin:
        return Verdict.AT_LEAST_AS_GOOD
    return Verdict.WORSE if high < 0 else Verdict.CANNOT_TELL


def is_lower_but_inside(low: float, high: float, margin: float | None) -> bool:
    """Whether the answer is "lower, but inside the margin", which must be spelled out."""
    return margin is not None and high < 0 and low > -margin
