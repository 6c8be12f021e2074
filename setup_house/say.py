"""What the two commands say, and how they run other programs."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
LOG = ROOT / "var" / "setup.log"
NO_NETWORK = ("resolve host", "resolving", "resolution", "ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "unreachable",
              "timed out", "Connection refused", "Connection reset", "NewConnectionError",
              "onnection error", "ould not connect")  # fmt: skip
"""What pip, uv, npm, apt and git say when they cannot get out; not what a database says."""
NO_DISK = ("No space left", "ENOSPC")


class Stop(Exception):
    """We cannot go on; the text is one line that says what to do."""


def step(text: str) -> None:
    """Tell what happens now."""
    print(f"· {text}", flush=True)


def runs(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> bool:
    """Run a program, everything it says goes into var/setup.log; tell whether it went well."""
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n")
        log.flush()
        try:
            done = subprocess.run(
                [str(part) for part in command], cwd=ROOT, env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, check=False,
            )  # fmt: skip
        except FileNotFoundError:
            return False
    return done.returncode == 0


def why(what: str) -> Stop:
    """Read the log's end and say in one line why `what` did not work."""
    tail = LOG.read_text(encoding="utf-8", errors="replace")[-6000:] if LOG.exists() else ""
    if any(word in tail for word in NO_DISK):
        return Stop(f"{what}: disken er fuld. Gør plads, og prøv igen.")
    if any(word in tail for word in NO_NETWORK):
        return Stop(f"{what}: der er ingen forbindelse. Kontrollér nettet, og prøv igen.")
    return Stop(f"{what}: det gik galt. Se var/setup.log.")


class Clock:
    """How long something took."""

    def __init__(self) -> None:
        """Start now."""
        self.started = time.monotonic()

    def __str__(self) -> str:
        return f"{time.monotonic() - self.started:.1f} s"
