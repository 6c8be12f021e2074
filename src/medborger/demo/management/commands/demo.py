"""`manage.py demo`: fill the demo municipality."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from medborger.demo import replay as story

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from medborger.demo.models import Replay

NUMBERS = {"people": 300, "weeks": 104, "seed": 1}
"""What the demo has when nobody asks for anything else."""


class Command(BaseCommand):
    """Tell the demo's two years; run again, it goes on where it stopped and tells nothing twice."""

    help = "Fyld demokommunen. Kræver DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many people, for how long, and which of the possible stories."""
        parser.add_argument("--people", type=int, help="antal borgere (300)")
        parser.add_argument("--weeks", type=int, help="antal uger (104)")
        parser.add_argument("--seed", type=int, help="samme frø giver samme fortælling (1)")
        parser.add_argument("--theory", metavar="FIL", help="læs også en forandringsteori ind")
        parser.add_argument("--cast-only", action="store_true", help="kun personerne, ikke årene")

    def handle(self, **options: Any) -> None:
        """Tell the story."""
        if not settings.DEMO:
            raise CommandError("Demoen findes kun med DEMO=1.")
        if not settings.CHANNELS_TO_FILES:
            raise CommandError("Demoen sender aldrig rigtige beskeder. Sæt CHANNELS_TO_FILES=1.")
        asked = {name: options[name] for name in NUMBERS if options.get(name) is not None}
        people, weeks, seed = (NUMBERS | asked).values()
        if not (1 <= people <= 5000 and 1 <= weeks <= 520 and seed >= 0):
            raise CommandError("Vælg 1–5000 borgere, 1–520 uger og et frø på 0 eller mere.")
        replay = story.begin(people=people, weeks=weeks, seed=seed)
        if any(getattr(replay, name) != number for name, number in asked.items()):
            self.stderr.write(
                f"Demoen har {replay.people} borgere, {replay.weeks} uger og frø {replay.seed}. "
                "Den bliver ikke fyldt igen. Slet databasen for at få en anden."
            )
        if options.get("theory"):
            call_command("theory", "import", options["theory"], municipality="solbaek")
        if not (options.get("cast_only") or replay.is_told):
            self._tell(replay)

    def _tell(self, replay: Replay) -> None:
        began = time.monotonic()
        replay = story.tell(replay)
        seconds = time.monotonic() - began
        self.stdout.write(
            f"Demo: {replay.people} borgere i {replay.weeks} uger på {seconds:.0f} sekunder."
        )
