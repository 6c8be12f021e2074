"""`./run`: set up, fill the demo municipality, and serve."""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from functools import partial
from typing import TYPE_CHECKING

from setup_house import browser, machine
from setup_house.say import ROOT, Clock, Stop, runs, step, why

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MANAGE = [machine.PYTHON, "manage.py"]
READY = ROOT / "var" / "ready"
NUMBERS = {
    "people": (1, 5000, "antal borgere i demoen (300)"),
    "weeks": (1, 520, "antal uger i demoen (104)"),
    "seed": (0, 2_000_000_000, "samme frø giver samme demo (1)"),
}
"""What can be asked of the demo: from, to, and what it is."""
ROLES = """import sys; sys.path.insert(0, "src")
import django; django.setup()
from medborger.demo.cast import CAST
for who in CAST[:6]:
    print(f"  {who.given_name + ' ' + who.family_name:<18} {who.role.label}")
"""


def run(arguments: Sequence[str]) -> int:
    """Do what `./run` promises."""
    asked = read(arguments)
    clock = Clock()
    environment(demo=not asked.no_demo)
    if not asked.setup_only:
        check_port(asked.port)
    machine.prepare("run")
    browser.prepare("run")
    prepare_site()
    if asked.theory:
        take_in(asked)
    step(f"Klar på {clock}.")
    return 0 if asked.setup_only else serve(asked)


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="./run", description="Start Medborger.")
    parser.add_argument("--setup-only", action="store_true", help="gør klar uden at starte")
    parser.add_argument(
        "--port",
        type=partial(whole_number, 1, 65535),
        default=8000,
        help="port på 127.0.0.1 (8000)",
    )
    parser.add_argument("--no-demo", action="store_true", help="uden demokommune og demopersoner")
    parser.add_argument("--theory", metavar="FIL", help="læs en forandringsteori ind (YAML)")
    for name, (least, most, tells) in NUMBERS.items():
        number = partial(whole_number, least, most)
        parser.add_argument(f"--{name}", type=number, metavar="N", help=tells)
    return parser.parse_args(arguments)


def whole_number(least: int, most: int, said: str) -> int:
    """Read a whole number, or say which ones can be used."""
    if not said.isdigit() or not least <= int(said) <= most:
        raise argparse.ArgumentTypeError(f"skriv et helt tal fra {least} til {most}")
    return int(said)


def numbers(asked: argparse.Namespace) -> list[str]:
    """The demo's numbers, as they were asked for."""
    said = {name: getattr(asked, name) for name in NUMBERS}
    return [f"--{name}={value}" for name, value in said.items() if value is not None]


def environment(*, demo: bool) -> None:
    """Serve this machine alone; what the environment or `.env` says wins."""
    said = [line.strip().partition("=") for line in env_lines()]
    named = [(name.strip(), value.strip().strip("'\"")) for name, _, value in said]
    ours = [("DEMO", "1" if demo else "0"), ("SECURE", "0")]
    for name, value in (*named, *ours):
        if name.isidentifier():
            os.environ.setdefault(name, value)
    if not demo:
        os.environ["DEMO"] = "0"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medborger.site.settings")
    os.environ["PYTHONPATH"] = str(ROOT / "src")


def env_lines() -> list[str]:
    """Read `.env`, where there is one."""
    file = ROOT / ".env"
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def check_port(port: int) -> None:
    """Stop early when somebody else answers on the port."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            raise Stop(f"Port {port} er optaget. Prøv: ./run --port {port + 1}") from None


def prepare_site() -> None:
    """Keys, translations, database and static files; nothing when nothing has changed."""
    wanted = site_fingerprint()
    if READY.exists() and READY.read_text(encoding="utf-8") == wanted and has_database():
        return
    step("Gør database og sider klar …")
    code = "import sys, pathlib; sys.path[:0] = ['src', '.']; from setup_house import house; house.make()"
    tasks: list[tuple[str, list[str | Path]]] = [
        ("Kunne ikke lave nøgler og oversættelser", [machine.PYTHON, "-c", code]),
        ("Kunne ikke gøre databasen klar", [*MANAGE, "migrate", "--no-input", "-v0"]),
        ("Kunne ikke gøre databasen klar", [*MANAGE, "createcachetable"]),
        ("Kunne ikke samle sidernes filer", [*MANAGE, "collectstatic", "--no-input", "-v0"]),
    ]
    for trouble, command in tasks:
        if not runs(command):
            raise why(trouble)
    READY.write_text(site_fingerprint(), encoding="utf-8")


def has_database() -> bool:
    """Ask whether the SQLite file is still there; another database is left to Django."""
    elsewhere = "DATABASE_URL" in os.environ or any("DATABASE_URL" in line for line in env_lines())
    return elsewhere or (ROOT / "var" / "medborger.sqlite3").exists()


def site_fingerprint() -> str:
    """Tell whether migrations, translations, browser files or the database's address changed."""
    digest = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode())
    digest.update("\n".join(env_lines()).encode())
    for pattern in ("migrations/*.py", "static/**/*", "locale/**/*.po"):
        for path in sorted((ROOT / "src").rglob(pattern)):
            digest.update(f"{path} {path.stat().st_mtime_ns}".encode())
    stamps = (machine.STAMP, browser.BUILT / ".stamp")
    return digest.hexdigest() + "".join(stamp.read_text(encoding="utf-8") for stamp in stamps)


def take_in(asked: argparse.Namespace) -> None:
    """Read a theory of change in: into the demo municipality, or into the one there is."""
    demo = os.environ["DEMO"] != "0"
    how = ["demo", "--cast-only", *numbers(asked), "--theory"] if demo else ["theory", "import"]
    said = subprocess.run([*MANAGE, *how, asked.theory], cwd=ROOT, check=False,
                          capture_output=True, text=True)  # fmt: skip
    if said.returncode:
        last = (said.stderr.strip() or said.stdout.strip()).splitlines()[-1:]
        raise Stop(f"Teorien kom ikke ind: {' '.join(last)}")


def serve(asked: argparse.Namespace) -> int:
    """Serve until somebody says stop, or a part of it falls over. The first page comes first."""
    server, *others = commands(asked)
    children = [child(server)]
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    try:
        wait_for(f"http://127.0.0.1:{asked.port}/", children[0])
        for part in others:  # one by one: an early Ctrl-C leaves nobody behind
            children.append(child(part))  # noqa: PERF401
        welcome(asked)
        while all(one.poll() is None for one in children[:2]):
            time.sleep(0.5)
        raise Stop("Serveren eller udbakken stoppede. Se linjerne ovenfor.")
    finally:
        stop(children)


def commands(asked: argparse.Namespace) -> list[list[str | Path]]:
    """The server, the outbox worker and, until it is full, the demo's story."""
    server = [machine.PYTHON, "-m", "gunicorn", "medborger.site.wsgi:application",
              "--bind", f"127.0.0.1:{asked.port}", "--workers", "2", "--threads", "4",
              "--log-level", "warning"]  # fmt: skip
    parts: list[list[str | Path]] = [server, [*MANAGE, "outbox"]]
    if os.environ["DEMO"] != "0":
        parts.append([*MANAGE, "demo", *numbers(asked)])
    return parts


def child(command: Sequence[str | Path]) -> subprocess.Popen[bytes]:
    """Start a part in a process group of its own, so that we end it in our own time."""
    return subprocess.Popen(
        [str(part) for part in command], cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True
    )


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                return
        except urllib.error.HTTPError as answer:
            if answer.code < 500:
                return
            raise Stop(f"Forsiden svarer {answer.code}. Se linjerne ovenfor.") from None
        except OSError:
            time.sleep(0.1)
    raise Stop("Serveren kom ikke op. Se linjerne ovenfor.")


def welcome(asked: argparse.Namespace) -> None:
    """Say where it is and whom you can be."""
    print(f"\nMedborger kører på http://127.0.0.1:{asked.port}/   (stop med Ctrl-C)")
    if os.environ["DEMO"] != "0":
        print(f"Vælg, hvem du vil være, på http://127.0.0.1:{asked.port}/demo/", flush=True)
        subprocess.run([machine.PYTHON, "-c", ROLES], cwd=ROOT, check=False)
    else:
        print("Opret den første administrator: .venv/bin/python manage.py admin create E-MAIL")


def interrupt(*_: object) -> None:
    """Let a polite signal end us as Ctrl-C does."""
    raise KeyboardInterrupt


def stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """End every part: first politely, after ten seconds firmly."""
    for one in children:
        if one.poll() is None:
            os.killpg(one.pid, signal.SIGTERM)
    patience = time.monotonic() + 10
    for one in children:
        try:
            one.wait(max(0.1, patience - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()
