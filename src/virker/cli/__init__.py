"""The command `virker`: check, describe, run, simulate and truth, for people and for scripts.

The standard library's argparse is enough for five verbs, so that `virker` needs nothing more than
its numbers do.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from virker.cli.arguments import parser
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Sequence

ANSWERED, WRONG = 0, 2
"""Exit codes: 0 when there is an answer (also "cannot tell" and "refused"), 2 when something must
be put right first; then nothing is written."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; what goes wrong is said in words, without a traceback.

    Args:
        argv: Arguments after the command's name; those of the process when left out.

    Returns:
        The exit code.

    Examples:
        >>> main(["check", "/no/such/folder", "--language", "en"])
        error folder: The folder does not exist. (1×)
        2
    """
    asked = parser().parse_args(argv)
    try:
        return int(asked.act(asked))
    except VirkerError as error:
        print(error, file=sys.stderr)  # noqa: T201  # the command line speaks to people
        return WRONG
    except OSError as error:
        text = "Filen kan ikke læses eller skrives" if asked.language == "da" else "File trouble"
        print(f"{text}: {error.strerror}: {error.filename}", file=sys.stderr)  # noqa: T201
        return WRONG
    except KeyboardInterrupt:
        print("Stoppet." if asked.language == "da" else "Stopped.", file=sys.stderr)  # noqa: T201
        return 130
