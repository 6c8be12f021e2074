"""A real house for the harnesses: gunicorn, the outbox worker and a writer of letters."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

ROOT = Path(__file__).parents[2]
CSRF = "k" * 32
BROKEN = 0
"""The status of a request that got no answer: the connection broke, or nobody was there."""


@dataclass(frozen=True)
class Reply:
    """An answer: its status, where it leads, and its text."""

    status: int
    location: str = ""
    text: str = ""
    headers: tuple[tuple[str, str], ...] = ()


class StayHere(urllib.request.HTTPRedirectHandler):
    """Tell where an answer leads instead of going there."""

    def redirect_request(self, *_arguments):
        """Stay."""
        return


@dataclass
class House:
    """An installation of its own in a folder, with its processes."""

    folder: Path
    database_url: str
    port: int = 0
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take a free port, and make the database ready."""
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = door.getsockname()[1]
        self.manage("migrate", "-v0")
        self.manage("createcachetable")

    @property
    def env(self) -> dict[str, str]:
        """The settings of this house and no others."""
        keys = ("DJANGO", "JOURNAL", "PSEUDONYM", "PRIVATE")
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "medborger.site.settings",
            "DATABASE_URL": self.database_url,
            "MEDBORGER_VAR": str(self.folder),
            "SECURE": "0",
            "PLAIN_STATIC": "1",
            "DEMO": "0",
            "LOG_LEVEL": "CRITICAL",
            **{f"MEDBORGER_KEY_{name}": name.encode().hex().ljust(64, "0") for name in keys},
        }

    def manage(self, *words: str) -> str:
        """Run a management command to its end, and give what it said."""
        return self.python("manage.py", *words)

    def python(self, *words: str) -> str:
        """Run Python in the house to its end, and give what it said."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def people(self, citizens: int) -> dict[str, list[dict[str, str]]]:
        """Let citizens and a professional move in, with their sessions open."""
        return json.loads(self.python("-m", "tests.harness.move_in", str(citizens)))

    def start(self, *names: str) -> None:
        """Start what is named and not running, and wait until the server answers."""
        commands = {
            "server": ["-m", "gunicorn", "medborger.site.wsgi:application", "--log-level=critical",
                       f"--bind=127.0.0.1:{self.port}", "--workers=2", "--threads=4"],
            "outbox": ["manage.py", "outbox"],
            "letters": ["-m", "tests.harness.letters", str(self.folder / "acknowledged")],
        }  # fmt: skip
        for name in names:
            if name not in self.processes or self.processes[name].poll() is not None:
                with (self.folder / f"{name}.log").open("a") as log:
                    self.processes[name] = subprocess.Popen(
                        [sys.executable, *commands[name]],
                        cwd=ROOT,
                        env=self.env,
                        stdin=subprocess.DEVNULL,
                        stdout=log,
                        stderr=log,
                        start_new_session=True,
                    )
        self._wait()

    def _wait(self) -> None:
        for _ in range(600):
            if self.get("/sundhed").status == HTTPStatus.OK:
                return
            time.sleep(0.05)
        raise AssertionError((self.folder / "server.log").read_text()[-3000:])

    def end(self, *names: str, how: int = signal.SIGKILL) -> None:
        """End the named processes and all their children; at once, unless told otherwise."""
        ending = [self.processes[name] for name in names if name in self.processes]
        for process in ending:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, how)
        for process in ending:
            process.wait(30)

    def get(self, path: str, cookie: str = "") -> Reply:
        """Ask for a page."""
        return self._send(urllib.request.Request(self._url(path), headers={"Cookie": cookie}))

    def post(self, path: str, cookie: str, **fields: object) -> Reply:
        """Send a form."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": CSRF, **fields}).encode()
        headers = {"Cookie": f"{cookie}; csrf={CSRF}"}
        return self._send(urllib.request.Request(self._url(path), body, headers))

    def _url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def _send(self, request: urllib.request.Request) -> Reply:
        opener = urllib.request.build_opener(StayHere, urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=60) as answer:
                return Reply(answer.status, text=answer.read().decode())
        except urllib.error.HTTPError as answer:
            place = answer.headers.get("Location", "")
            headers = tuple(answer.headers.items())
            return Reply(answer.code, place, answer.read().decode(errors="replace"), headers)
        except OSError:
            return Reply(BROKEN)
