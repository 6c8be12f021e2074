"""`manage.py demo`: fill the demo municipality."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from medborger.demo.story import tell


class Command(BaseCommand):
    """Fill the demo municipality with its cast; it may be run again and again."""

    help = "Fyld demokommunen. Kræver DEMO=1."

    def handle(self, **_options: object) -> None:
        """Tell the story."""
        if not settings.DEMO:
            raise CommandError("Demoen findes kun med DEMO=1.")
        made = tell()
        self.stdout.write(f"Demo: {len(made)} nye mennesker.")
