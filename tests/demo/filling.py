"""A real `./run` in a folder of its own: it can be cut off, started again, and asked what it holds."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.harness.house import ROOT, House

PATIENCE = 240
RUN = "import sys; sys.path[:0] = ['.', 'src']; from setup_house import serve; serve.serve(serve.read(sys.argv[1:]))"
"""What `./run` does when everything is made ready: server, outbox and the demo's story."""

HELD = """
import django, json; django.setup()
from django.apps import apps
from medborger.demo.digest import journal_digest
from medborger.demo.models import Replay
passing = {"sessions.session", "outbox.job"}
rows = {m._meta.label_lower: m._default_manager.count() for m in apps.get_models()}
told = Replay.objects.get()
print(json.dumps({
    "rows": {name: count for name, count in sorted(rows.items()) if name not in passing},
    "journal": journal_digest(), "left out": told.left_out,
}))
"""
"""All that was told, by rows of each kind and the words of every line; sessions and jobs pass by."""


@dataclass
class Running(House):
    """One installation with `./run` in it, on a copy of an empty database."""

    empty: Path | None = None
    numbers: tuple[str, ...] = ()
    run: subprocess.Popen | None = field(default=None)

    def __post_init__(self) -> None:
        """Take a free port, and a copy of the empty database."""
        if self.empty is None:
            super().__post_init__()
            return
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = door.getsockname()[1]
        shutil.copy(self.empty, self.file)

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "demo.sqlite3"

    @property
    def env(self) -> dict[str, str]:
        """A demo's settings."""
        return {**super().env, "DEMO": "1", "CHANNELS_TO_FILES": "1"}

    def begin(self) -> None:
        """Start `./run`."""
        with (self.folder / "run.log").open("a") as log:
            self.run = subprocess.Popen(
                [sys.executable, "-c", RUN, f"--port={self.port}", *self.numbers],
                cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def cut(self) -> None:
        """Kill `./run` and all it has started, at once, as a power cut would."""
        assert self.run is not None
        for process in [self.run.pid, *_offspring(self.run.pid)]:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.run.wait(30)

    def stop(self) -> None:
        """End `./run` as Ctrl-C does."""
        if self.run is not None and self.run.poll() is None:
            self.run.send_signal(signal.SIGTERM)
            self.run.wait(30)

    def weeks_told(self) -> tuple[int, bool]:
        """How many weeks are told, and whether that is all."""
        with closing(sqlite3.connect(self.file, timeout=20)) as database:
            row = database.execute("SELECT weeks_told, told_at FROM demo_replay").fetchone()
        return (row[0], row[1] is not None) if row else (0, False)

    def wait_until_told(self, weeks: int | None = None) -> None:
        """Wait until so many weeks are told, or all of them."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            told, is_all = self.weeks_told()
            if is_all or (weeks is not None and told >= weeks):
                return
            assert self.run is None or self.run.poll() is None, self.said()
            time.sleep(0.01)
        raise AssertionError(f"not told in {PATIENCE} seconds: {self.said()}")

    def said(self) -> str:
        """What `./run` has said."""
        return (self.folder / "run.log").read_text()[-3000:]


def _offspring(process: int) -> list[int]:
    """Give the processes a process has started, and theirs."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [one for child in map(int, listed) for one in (child, *_offspring(child))]
