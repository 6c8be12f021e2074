"""The extract is made anew every night."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from medborger.foundation.outbox.daily import daily
from medborger.foundation.outbox.tasks import task
from medborger.foundation.people.models import Municipality
from medborger.learning.extract.gathering import first_unfinished_week
from medborger.learning.extract.writing import write_extract


def folder_of(municipality: Municipality) -> Path:
    """Where a municipality's extract lies."""
    return Path(settings.VAR) / "extract" / municipality.slug


@daily
@task
def extract_all() -> None:
    """Write every municipality's weeks that are finished."""
    before = first_unfinished_week()
    for municipality in Municipality.objects.order_by("slug"):
        write_extract(municipality, folder_of(municipality), before=before)
