"""`manage.py chain verify` and `manage.py chain root`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from medborger.foundation.journal.models import Chain, Event
from medborger.foundation.journal.verification import faults, write_root

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Prove that the journal is whole, or write its root down outside the database."""

    help = "Efterprøv journalens kæder (verify), eller skriv dagens rod ned (root)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one word."""
        parser.add_argument("what", choices=["verify", "root"])

    def handle(self, *, what: str, **_options: object) -> None:
        """Do what the word says."""
        if what == "root":
            self.stdout.write(str(write_root(Path(settings.VAR) / "roots")))
            return
        found = list(faults())
        for fault in found:
            self.stderr.write(str(fault))
        if found:
            raise CommandError(f"{len(found)} kæder holder ikke.")
        count = f"{Event.objects.count()} hændelser i {Chain.objects.count()} kæder"
        self.stdout.write(f"Alle kæder er hele: {count}.")
