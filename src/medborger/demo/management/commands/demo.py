"""`manage.py demo`: fill the demo municipality."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from medborger.demo import replay as story

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Tell the demo's two years; run again, it goes on where it stopped and tells nothing twice."""

    help = "Fyld demokommunen. Kræver DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many people, for how long, and which of the possible stories."""
        parser.add_argument("--people", type=int, default=300, help="antal borgere (300)")
        parser.add_argument("--weeks", type=int, default=104, help="antal uger (104)")
        parser.add_argument("--seed", type=int, default=1, help="samme frø giver samme fortælling")
        parser.add_argument("--cast-only", action="store_true", help="kun personerne, ikke årene")

    def handle(self, *, people: int, weeks: int, seed: int, cast_only: bool, **_o: object) -> None:
        """Tell the story."""
        if not settings.DEMO:
            raise CommandError("Demoen findes kun med DEMO=1.")
        if not settings.CHANNELS_TO_FILES:
            raise CommandError("Demoen sender aldrig rigtige beskeder. Sæt CHANNELS_TO_FILES=1.")
        if not (1 <= people <= 5000 and 1 <= weeks <= 520 and seed >= 0):
            raise CommandError("Vælg 1–5000 borgere, 1–520 uger og et frø på 0 eller mere.")
        began = time.monotonic()
        replay = story.begin(people=people, weeks=weeks, seed=seed)
        if cast_only or replay.is_told:
            return
        replay = story.tell(replay)
        self.stdout.write(
            f"Demo: {replay.people} borgere i {replay.weeks} uger på "
            f"{time.monotonic() - began:.0f} sekunder."
        )
