"""`manage.py figures import FOLDER`: read tidy Jobindsats files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from medborger.learning.figures.services import import_figures
from medborger.learning.figures.tidy import read_tidy

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Public figures from the command line."""

    help = "Offentlige tal: figures import MAPPE [--dry-run]"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("what", choices=["import"])
        parser.add_argument("folder", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="læs kun, og sig, hvad der er")

    def handle(self, *, folder: Path, dry_run: bool, **_o: Any) -> None:
        """Read the folder, or say in one line per fault why not."""
        if dry_run:
            tidy = read_tidy(folder)
            for fault in tidy.faults:
                self.stdout.write(fault)
            self.stdout.write(f"{len(tidy.numbers)} tal, {len(tidy.faults)} fejl; intet er gemt.")
            return
        try:
            read = import_figures(folder, by=None)
        except ValidationError as fault:
            raise CommandError("\n".join(fault.messages)) from fault
        self.stdout.write(f"{read.rows} tal er læst ind.")
