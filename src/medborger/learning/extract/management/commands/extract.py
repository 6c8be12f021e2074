"""`manage.py extract`: write every municipality's weekly tables now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from medborger.learning.extract.nightly import extract_all


class Command(BaseCommand):
    """The nightly extract, now."""

    help = "Skriv ugetabellerne uden navne for alle kommuner"

    def handle(self, **_o: Any) -> None:
        """Write them."""
        extract_all.function()
        self.stdout.write("Udtrækket er skrevet.")
