"""`python -m tests.harness.letters FILE`: write messages without end; FILE lists what was kept."""

from __future__ import annotations

import itertools
import os
import sys
import time
from pathlib import Path

import django

django.setup()

from medborger.foundation.outbox.services import write  # noqa: E402
from medborger.foundation.people.models import Person  # noqa: E402


def main() -> None:
    """Note a message as kept only when its transaction has been committed."""
    to, by = Person.objects.order_by("pk")[:2]
    with Path(sys.argv[1]).open("a") as kept:
        for number in itertools.count():
            text = f"brev {os.getpid()}-{number}"
            write_one(to, by, text)
            print(text, file=kept, flush=True)
            time.sleep(0.02)


def write_one(to: Person, by: Person, text: str) -> None:
    """Write one message in a transaction of its own."""
    from django.db import transaction

    with transaction.atomic():
        write(to, subject_line="Nyt", text=text, by=by)


if __name__ == "__main__":
    main()
