"""Take public figures into the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.learning.figures.models import FigureImport, PublicFigure
from medborger.learning.figures.tidy import Tidy, read_tidy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from medborger.foundation.people.models import Person

FIRST_FAULTS = 20
AT_A_TIME = 5_000


@transaction.atomic
def import_figures(folder: Path, *, by: Person | None) -> FigureImport:
    """Read a folder of tidy Jobindsats files; all of it or, with a fault, nothing.

    Suppressed numbers stay suppressed, and rates that would give a suppressed count back are
    hidden too. Figures of the same measures from before are replaced.

    Args:
        folder: Holds `jobindsats_*.csv`.
        by: Who read them; None for the command line.

    Raises:
        ValidationError: The first faults, by file and line.
    """
    tidy = read_tidy(folder)
    if tidy.faults:
        more = len(tidy.faults) - FIRST_FAULTS
        rest = [_("… og %(more)s fejl mere.") % {"more": more}] if more > 0 else []
        raise ValidationError([*tidy.faults[:FIRST_FAULTS], *rest])
    read = FigureImport.objects.create(
        source="jobindsats", files=tidy.files, rows=len(tidy.numbers), by=by
    )
    PublicFigure.objects.filter(measure__in=list(tidy.tables)).delete()
    PublicFigure.objects.bulk_create(_figures(tidy, read), batch_size=AT_A_TIME)
    return read


def _figures(tidy: Tidy, read: FigureImport) -> Iterator[PublicFigure]:
    derivable = tidy.derivable()
    for key, value in tidy.numbers.items():
        measure, place, period = key
        hidden = PublicFigure.Hidden.SUPPRESSED if value is None else PublicFigure.Hidden.NO
        if key in derivable:
            hidden = PublicFigure.Hidden.DERIVABLE
        yield PublicFigure(
            read=read, municipality=place, table=tidy.tables[measure], measure=measure,
            period=period, value=None if hidden else value, hidden=hidden,
        )  # fmt: skip
