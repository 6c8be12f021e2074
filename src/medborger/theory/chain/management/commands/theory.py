"""`manage.py theory import FILE`, `theory table SLUG --csv`, `theory export SLUG`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from medborger.foundation.documents.located import ImportRefused
from medborger.foundation.people.models import Municipality
from medborger.theory.chain.documents import document_of
from medborger.theory.chain.models import Theory, TheoryVersion
from medborger.theory.chain.services import import_theory
from medborger.theory.exchange.table import Table, lay_out_table, table_csv
from medborger.theory.exchange.writing import write_theory

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Theories in and out from the command line."""

    help = "Forandringsteorier: theory import FIL | theory table NAVN [--csv] | theory export NAVN"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do, with what, and in which municipality."""
        parser.add_argument("what", choices=["import", "table", "export"])
        parser.add_argument("name", help="fil for import, ellers teoriens korte navn")
        parser.add_argument("--csv", action="store_true", help="tabellen som CSV")
        parser.add_argument("--municipality", default="", help="kommunens korte navn")

    def handle(self, *, what: str, name: str, **options: Any) -> None:
        """Do it, or say in one line why not."""
        with translation.override("da"):
            if what == "import":
                self._import(name, options["municipality"])
            elif what == "export":
                self.stdout.write(
                    write_theory(document_of(self._version(name, options))), ending=""
                )
            else:
                table = lay_out_table(document_of(self._version(name, options)))
                text = table_csv(table) if options["csv"] else _plain(table)
                self.stdout.write(text, ending="")

    def _import(self, name: str, slug: str) -> None:
        try:
            text = Path(name).read_text(encoding="utf-8-sig")
        except OSError as error:
            raise CommandError(
                f"Filen {name} kan ikke åbnes. Se efter, om stien er rigtig."
            ) from error
        except UnicodeDecodeError as error:
            raise CommandError(f"Filen {name} er ikke gemt som UTF-8.") from error
        try:
            version = import_theory(text, municipality=_municipality(slug), by=None)
        except ImportRefused as refusal:
            raise CommandError(f"{name}: {refusal}") from refusal
        except ValidationError as refusal:
            raise CommandError(f"{name}: {' '.join(refusal.messages)}") from refusal
        self.stdout.write(
            f"«{version.theory.title}» er læst ind som {version.theory.slug}, "
            f"version {version.number}: {version.elements.count()} elementer, "
            f"{version.links.count()} pile."
        )

    def _version(self, slug: str, options: dict[str, Any]) -> TheoryVersion:
        theories = Theory.objects.filter(slug=slug)
        if options["municipality"]:
            theories = theories.filter(municipality__slug=options["municipality"])
        theory = theories.order_by("municipality_id").first()
        if theory is None:
            known = ", ".join(Theory.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"Teorien {slug} findes ikke. Her er: {known or 'ingen endnu'}.")
        return theory.current


def _municipality(slug: str) -> Municipality:
    """The municipality named, or the only one there is to begin with."""
    found = Municipality.objects.order_by("pk")
    municipality = (found.filter(slug=slug) if slug else found).first()
    if municipality is None:
        raise CommandError(
            "Der er ingen sådan kommune. Lav en med: manage.py admin create E-MAIL --municipality NAVN"
        )
    return municipality


def _plain(table: Table) -> str:
    """The table for reading on a terminal: one row at a time."""
    lines = []
    for number, row in enumerate(table.rows, start=1):
        lines.append(f"{number}.")
        pairs = zip(table.columns, row, strict=True)
        lines += [f"  {column.title}: {cell.text if cell else '–'}" for column, cell in pairs]
    return "\n".join(lines) + "\n"
