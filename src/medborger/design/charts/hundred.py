"""So many out of 100: a hundred figures, some of them filled."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from medborger.design.charts.numbers import coordinate

IN_A_ROW = 20
STEP_X = 22
STEP_Y = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the hundred: some, maybe or rest."""

    x: str
    y: str
    kind: str


@dataclass(frozen=True, slots=True)
class Hundred:
    """`count` of 100 for certain, and up to `unsure` more.

    Attributes:
        id: Unique on the page.
        title: What the hundred are.
        description: The same in a sentence.
        count: How many are filled, 0 to 100.
        unsure: How many more it may be; drawn with a broken outline.
        some: Words for the filled ones.
        rest: Words for the others.
    """

    id: str
    title: str
    description: str
    count: int
    unsure: int = 0
    some: str = ""
    rest: str = ""

    def __post_init__(self) -> None:
        if min(self.count, self.unsure) < 0 or self.count + self.unsure > 100:
            raise ValueError("There are a hundred, neither more nor fewer.")

    @property
    def is_empty(self) -> bool:
        """None of 100 is an answer too."""
        return False

    @property
    def view(self) -> str:
        """The drawing's size."""
        return f"0 0 {IN_A_ROW * STEP_X} {100 // IN_A_ROW * STEP_Y}"

    @property
    def drawing(self) -> tuple[Figure, ...]:
        """Draw the hundred, row by row."""
        return tuple(
            Figure(
                coordinate(at % IN_A_ROW * STEP_X),
                coordinate(at // IN_A_ROW * STEP_Y),
                self._kind(at),
            )
            for at in range(100)
        )

    def _kind(self, at: int) -> str:
        if at < self.count:
            return "some"
        return "maybe" if at < self.count + self.unsure else "rest"

    @property
    def columns(self) -> tuple[str, ...]:
        """Head the table."""
        return (_("Hvem"), _("Ud af 100"))

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Give the picture in words."""
        rest = 100 - self.count - self.unsure
        rows = [(self.some or _("Ja"), str(self.count))]
        if self.unsure:
            rows.append((_("Måske"), str(self.unsure)))
        return (*rows, (self.rest or _("Nej"), str(rest)))
