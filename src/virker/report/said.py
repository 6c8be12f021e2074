"""What a report calls things, in Danish and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "da": {
        "curve": "Uge for uge",
        "curve_alt": "Kurve over forskellen uge for uge efter start, med det usikre område omkring.",
        "numbers": "Tallene",
        "horizon": "Uger efter start",
        "label": "Hvem eller hvad",
        "estimate": "Forskel",
        "share": "Af 100",
        "percent": "af 100",
        "interval": "Mellem",
        "n": "Borgere",
        "n_treated": "Begyndte",
        "why": "Grunde",
        "facts": "Værd at vide",
        "checks": "Kan vi stole på det?",
        "check": "Prøve",
        "value": "Målt",
        "limit": "Grænse",
        "outcome": "Udfald",
        "passed": "Bestået",
        "failed": "Ikke bestået",
        "balance": "Ligner de to grupper hinanden?",
        "balance_alt": "Forskel mellem grupperne på hver oplysning, før og efter de er gjort ens.",
        "covariate": "Oplysning",
        "before": "Før",
        "after": "Efter",
        "how": "Sådan er det gjort",
        "estimand": "Det, tallene er tal for (engelsk)",
        "protocol": "Protokol",
        "hash": "Protokollens fingeraftryk",
        "deviations": "Gjort anderledes end planlagt",
        "warnings": "Det bemærkede vi i data",
        "none": "Intet.",
        "language": "English version below",
        "weeks": "uger",
        "points": "procentpoint",
        "decimal": ",",
    },
    "en": {
        "curve": "Week by week",
        "curve_alt": "Curve of the difference week by week after the start, with its uncertainty.",
        "numbers": "The numbers",
        "horizon": "Weeks after start",
        "label": "Who or what",
        "estimate": "Difference",
        "share": "Of 100",
        "percent": "of 100",
        "interval": "Between",
        "n": "Citizens",
        "n_treated": "Began",
        "why": "Reasons",
        "facts": "Worth knowing",
        "checks": "Can we trust it?",
        "check": "Check",
        "value": "Measured",
        "limit": "Limit",
        "outcome": "Outcome",
        "passed": "Passed",
        "failed": "Not passed",
        "balance": "Are the two groups alike?",
        "balance_alt": "Difference between the groups on every covariate, before and after weighting.",
        "covariate": "Covariate",
        "before": "Before",
        "after": "After",
        "how": "How it was done",
        "estimand": "What the numbers are numbers of",
        "protocol": "Protocol",
        "hash": "Fingerprint of the protocol",
        "deviations": "Done otherwise than planned",
        "warnings": "What we noticed in the data",
        "none": "Nothing.",
        "language": "Dansk udgave ovenfor",
        "weeks": "weeks",
        "points": "percentage points",
        "decimal": ".",
    },
}

VERDICTS: Final[Mapping[str, Mapping[str, str]]] = {
    "da": {
        "better": "Bedre",
        "at_least_as_good": "Mindst lige så godt",
        "worse": "Dårligere",
        "cannot_tell": "Det kan vi ikke sige",
        "refused": "Vi svarer ikke",
    },
    "en": {
        "better": "Better",
        "at_least_as_good": "At least as good",
        "worse": "Worse",
        "cannot_tell": "We cannot tell",
        "refused": "We do not answer",
    },
}

QUESTIONS: Final[Mapping[str, str]] = {
    "describe": "What happens to people?",
    "start_vs_wait": "What does it mean to begin now instead of waiting?",
    "pairwise": "Which service is best for the same group?",
    "sustained": "What does it mean to begin now instead of not at all?",
    "rct": "What did the lot show?",
    "before_after": "Is it at least as good as before?",
    "reform": "Is it our change that makes the difference?",
    "expected": "Does it go as one may expect with the citizens we have?",
    "alike": "Are like citizens treated alike?",
    "monitor": "Is it changing right now?",
}
"""The English reading of `virker.protocol.KINDS`."""

CHECKS: Final[Mapping[str, tuple[str, str]]] = {
    "too_few": ("Begyndte nok til et svar?", "Did enough begin for an answer?"),
    "few": ("Begyndte nok til at se et udslag?", "Did enough begin to see a difference?"),
    "overlap_ess": ("Hvor mange af dem, der ventede, tæller med", "Effective number who waited"),
    "overlap_common": ("Kunne få begge dele", "Could have had either"),
    "overlap_largest_weight": ("Største vægt hos én", "Largest weight of one decision"),
    "overlap_trimmed": ("Uden nogen at ligne", "Share with nobody to compare with"),
    "balance": ("Største forskel efter vægtning", "Largest difference after weighting"),
    "balance_before_draw": ("Forskel før lodtrækningen (z)", "Difference before the draw (z)"),
    "took_part_f": (
        "Ændrede lodtrækningen, hvem der deltog? (F)",
        "Did the draw move who took part? (F)",
    ),
    "placebo_outcome": ("Job før forløbet (z)", "Job before the spell (z)"),
    "placebo_date": ("Job i året før forløbet (z)", "Job in the year before the spell (z)"),
    "negative_control": ("Noget, tilbuddet ikke kan ændre (z)", "Something it cannot change (z)"),
    "followed_up": ("Kunne ikke følges til enden", "Not followed to the end"),
}
"""What each check is called; a check that is not here is shown by its own name."""
