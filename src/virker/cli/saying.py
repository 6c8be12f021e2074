"""How the command line speaks: answers on standard output, progress on standard error."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from virker.progress import listening

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Generator


def say(text: str) -> None:
    """Answer on standard output."""
    print(text)  # noqa: T201  # the command line speaks to people


def say_json(value: object) -> None:
    """Answer as JSON on standard output; a missing number is null."""
    say(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


@contextmanager
def telling(asked: Namespace) -> Generator[None]:
    """Show each step of long work, with the seconds gone, on standard error."""
    if asked.quiet:
        yield
        return
    began = time.monotonic()

    def show(step: str) -> None:
        print(f"[{time.monotonic() - began:6.1f} s] {step}", file=sys.stderr, flush=True)  # noqa: T201

    with listening(show):
        yield
