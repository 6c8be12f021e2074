"""Everything that can go wrong, in words the reader of a report understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from virker.findings import Report


class VirkerError(Exception):
    """Base of every error raised on purpose by this library; its text is Danish and says what to do."""


class BadData(VirkerError):
    """The data folder has errors; the report says which, how many and where.

    Attributes:
        report: Every finding, errors and warnings.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report.text("da"))
        self.report = report


class NotPossible(VirkerError):
    """The question cannot be answered with what was given; the text says what is missing."""


class TooFewToShow(VirkerError):
    """The group is too small to be shown without pointing at someone.

    Attributes:
        least: The smallest group that may be shown. The size itself is not told.
    """

    def __init__(self, least: int) -> None:
        super().__init__(
            f"Gruppen har færre end {least} personer og vises ikke. Slå grupper sammen."
        )
        self.least = least
