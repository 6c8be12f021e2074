"""`python -m virker`: the same as the command `virker`."""

from __future__ import annotations

import sys

from virker.cli import main

if __name__ == "__main__":
    sys.exit(main())
