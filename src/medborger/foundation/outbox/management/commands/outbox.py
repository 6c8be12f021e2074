"""`manage.py outbox`: the worker beside the server."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand

from medborger.foundation.outbox.worker import work_for_ever, work_until_empty

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Do what waits in the outbox, until told to stop."""

    help = "Udfør det, der venter i udbakken. Stop med Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one switch."""
        parser.add_argument("--until-empty", action="store_true", help="stop, når alt er udført")

    def handle(self, *, until_empty: bool, **_options: object) -> None:
        """Work."""
        if until_empty:
            self.stdout.write(f"{work_until_empty()} opgaver udført.")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        work_for_ever(stop)
