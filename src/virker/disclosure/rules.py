"""The thresholds of publishing, and rounding to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from virker.errors import VirkerError

if TYPE_CHECKING:
    from virker.protocol import Protocol

SENSITIVE: Final = ("SDP", "sygedagpenge", "poor_health", "PERMANENT", "permanent", "varig")
"""Words that make a question about health, so that the stricter threshold holds."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How small is too small.

    Attributes:
        least: Smallest number of persons shown; 1 to `least` - 1 are hidden, 0 is shown.
        rounding: Counts are rounded to this; 1 shows them as they are.
        sensitive: The threshold in questions about health and permanent schemes.
        share_of_one: Largest share of a sum of money one contributor may have.

    Source:
        Statistics Denmark hides cells under 5 in education statistics; Hundepool et al. (2012),
        *Statistical Disclosure Control*, ch. 4, for the other rules.

    Raises:
        VirkerError: A threshold is below 1, or no share.
    """

    least: int = 5
    rounding: int = 5
    sensitive: int = 10
    share_of_one: float = 0.5

    def __post_init__(self) -> None:
        if min(self.least, self.rounding, self.sensitive) < 1:
            raise VirkerError("Grænserne for at vise tal skal være mindst 1.")
        if not 0 < self.share_of_one <= 1:
            raise VirkerError("Andelen, én må stå for, skal være mellem 0 og 1.")

    def for_question(self, protocol: Protocol) -> Rules:
        """The same rules, stricter when the question is about health.

        Examples:
            >>> from virker.question import Question
            >>> asked = Question(kind="describe", population={"benefit": "sygedagpenge"})
            >>> Rules().for_question(asked.protocol()).least
            10
        """
        text = protocol.canonical()
        if not any(f'"{word}"' in text for word in SENSITIVE):
            return self
        return replace(self, least=max(self.least, self.sensitive))

    def is_small(self, persons: float) -> bool:
        """Whether a number of persons must be hidden.

        Examples:
            >>> [Rules().is_small(n) for n in (0, 1, 4, 5)]
            [False, True, True, False]
        """
        return 0 < persons < self.least

    def rounded(self, persons: float) -> int:
        """Round a count to the nearest multiple of `rounding`, halves up.

        Examples:
            >>> [Rules().rounded(n) for n in (0, 7, 8, 102)]
            [0, 5, 10, 100]
        """
        return int((persons + self.rounding / 2) // self.rounding) * self.rounding

    def share(self, numerator: float, denominator: float) -> float | None:
        """The share of two rounded counts in [0, 1]; None where nothing may be said.

        Examples:
            >>> Rules().share(12, 33), Rules().share(3, 33) is None
            (0.2857142857142857, True)
        """
        rest = denominator - numerator
        if denominator < self.least or self.is_small(numerator) or self.is_small(rest):
            return None
        return min(1.0, self.rounded(numerator) / self.rounded(denominator))
