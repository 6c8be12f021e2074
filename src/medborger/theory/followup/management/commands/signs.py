"""`manage.py signs import FILE --theory SLUG`, `signs count`, `signs verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from medborger.foundation.documents.located import ImportRefused
from medborger.theory.chain.models import Theory
from medborger.theory.followup.counting import count_all, differences
from medborger.theory.followup.models import Sign
from medborger.theory.followup.services.signs import import_signs

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Signs from the command line."""

    help = "Tegn: signs import FIL --theory NAVN | signs count | signs verify"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do."""
        parser.add_argument("what", choices=["import", "count", "verify"])
        parser.add_argument("file", nargs="?", default="")
        parser.add_argument("--theory", default="", help="teoriens korte navn")
        parser.add_argument("--back", type=int, default=None, help="antal perioder, der tælles")

    def handle(self, *, what: str, file: str, theory: str, back: int | None, **_o: Any) -> None:
        """Do it, or say in one line why not."""
        with translation.override("da"):
            if what == "import":
                self._import(file, theory)
            elif what == "count":
                self.stdout.write(f"{count_all(back=back)} værdier er skrevet.")
            else:
                self._verify()

    def _import(self, file: str, slug: str) -> None:
        theory = Theory.objects.filter(slug=slug).order_by("municipality_id").first()
        if theory is None:
            raise CommandError(f"Teorien {slug or '(ingen)'} findes ikke. Brug --theory NAVN.")
        try:
            signs = import_signs(Path(file).read_text(encoding="utf-8"), theory=theory, by=None)
        except OSError as error:
            raise CommandError(f"Filen {file} kan ikke åbnes.") from error
        except ImportRefused as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
        except ValidationError as refusal:
            raise CommandError(f"{file}: {' '.join(refusal.messages)}") from refusal
        counted = sum(bool(sign.measure) for sign in signs)
        self.stdout.write(f"{len(signs)} tegn er læst ind; {counted} har en måling.")

    def _verify(self) -> None:
        wrong = {
            str(sign): periods for sign in Sign.objects.all() if (periods := differences(sign))
        }
        if wrong:
            lines = [f"{sign}: {', '.join(periods)}" for sign, periods in wrong.items()]
            raise CommandError("Talt igen giver andet end det gemte: " + "; ".join(lines))
        self.stdout.write("Alle værdier er, som de tælles i dag.")
