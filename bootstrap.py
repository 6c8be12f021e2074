"""The one door behind ./run and ./test. Only the standard library; Python 3.11 or newer."""

from __future__ import annotations

import errno
import sys

from setup_house import serve, testing
from setup_house.say import Stop


def main() -> int:
    """Run one of the two commands; what goes wrong is said in one line."""
    which, *arguments = sys.argv[1:]
    try:
        return {"run": serve.run, "test": testing.run}[which](arguments)
    except Stop as stop:
        print(f"Stoppet: {stop}", file=sys.stderr)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print("Stoppet: Disken er fuld. Gør plads, og prøv igen.", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStoppet.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
