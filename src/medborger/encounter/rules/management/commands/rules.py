"""`manage.py rules check FILE` – read a rule pack, and say what is wrong with it, or that it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medborger.encounter.rules.reading import read_pack
from medborger.foundation.documents.located import ImportRefused

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Check a rule pack before an administrator loads it."""

    help = "Check a rule pack: rules check FILE"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the verb and the file."""
        parser.add_argument("verb", choices=["check"])
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        """Read the file, or fail with the line and the fault."""
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(
                _("Filen «%(file)s» kan ikke læses. Se efter navnet, og om den er UTF-8.")
                % {"file": file}
            ) from error
        try:
            pack = read_pack(text)
        except ImportRefused as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
        count = len(pack.rules)
        said = ngettext("%(title)s: %(count)s regel.", "%(title)s: %(count)s regler.", count)
        self.stdout.write(said % {"title": pack.title, "count": count})
