"""Set up the house on a bare machine, then run it or test it. Standard library only."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
UV = "uv==0.13.9"
LEAST_DISK = 2 * 1024**3


class Stop(Exception):
    """Something the person at the keyboard can mend; the text says how."""


def call(*command: str | Path, quiet: bool = False, **environment: str) -> int:
    """Run a command in the house and give its exit code."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **environment},
        stdout=subprocess.DEVNULL if quiet else None,
        stderr=subprocess.DEVNULL if quiet else None,
        check=False,
    ).returncode


def must(*command: str | Path, why: str, **environment: str) -> None:
    """Run a command that has to succeed."""
    if call(*command, **environment):
        raise Stop(why)


def make_venv() -> None:
    """Make .venv; Debian keeps what that needs in a package of its own."""
    if (BIN / "python").exists():
        return
    if call(sys.executable, "-m", "venv", VENV, quiet=True) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    advice = "Python mangler venv. Kør: apt-get install python3-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Stop(advice)
    call("apt-get", "-qq", "update")
    call("apt-get", "-qq", "install", "-y", "--no-install-recommends", "python3-venv")
    must(sys.executable, "-m", "venv", VENV, why=advice)


def install(lock: Path) -> None:
    """Install what the lock names, by hash; a stamp makes the next start quick."""
    stamp = VENV / f"installed-{lock.stem}"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    if shutil.disk_usage(ROOT).free < LEAST_DISK:
        raise Stop("Der er for lidt plads på disken: der skal være 2 GB fri.")
    pip = (BIN / "python", "-m", "pip", "--disable-pip-version-check")
    has_uv = call(*pip, "install", "--quiet", UV, quiet=True) == 0
    sync = ("pip", "install", "--quiet", "--require-hashes", "-r", lock)
    python = ("--python", BIN / "python")
    if not (has_uv and call(BIN / "uv", *sync, *python, UV_SYSTEM_CERTS="1") == 0):
        must(
            *pip,
            *sync[1:],
            why="Pakkerne kunne ikke hentes. Er der forbindelse til pakkearkivet?",
        )
    stamp.write_text(wanted, encoding="ascii")


def compile_translations() -> None:
    """Make .mo files from .po files; gettext is not on a bare machine."""
    code = (
        "import pathlib, polib\n"
        "for po in pathlib.Path('src').rglob('*.po'):\n"
        "    polib.pofile(str(po)).save_as_mofile(str(po.with_suffix('.mo')))\n"
    )
    must(BIN / "python", "-c", code, why="Oversættelserne kunne ikke oversættes til .mo.")


def make_keys() -> None:
    """Make the installation's keys the first time."""
    var = Path(os.environ.get("MEDBORGER_VAR", ROOT / "var"))
    if (var / "keys").exists() or os.environ.get("MEDBORGER_KEY_FILE"):
        return
    code = (
        "import pathlib, sys\nfrom medborger.foundation import keys\n"
        "keys.make_file(pathlib.Path(sys.argv[1]))\n"
    )
    must(BIN / "python", "-c", code, str(var / "keys"), why="Nøglerne kunne ikke laves.")


def manage(*arguments: str) -> None:
    """Run one of Medborger's own commands."""
    why = f"manage.py {arguments[0]} gik ikke godt; læs linjerne ovenfor."
    must(BIN / "python", "-W", "ignore", "manage.py", *arguments, why=why)


def is_taken(port: int) -> bool:
    """Whether somebody already answers on the port."""
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


def run(arguments: list[str]) -> int:
    """Set up and serve."""
    parser = argparse.ArgumentParser(prog="./run")
    parser.add_argument("--setup-only", action="store_true", help="stop, før serveren starter")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-demo", action="store_true", help="uden demokommunen")
    options = parser.parse_args(arguments)
    if not options.no_demo:
        os.environ.setdefault("DEMO", "1")
    if is_taken(options.port) and not options.setup_only:
        raise Stop(f"Port {options.port} er optaget. Prøv ./run --port {options.port + 1}")
    make_venv()
    install(ROOT / "requirements.txt")
    compile_translations()
    make_keys()
    manage("migrate", "--verbosity", "0")
    manage("createcachetable")
    manage("collectstatic", "--noinput", "--verbosity", "0")
    if not options.no_demo:
        manage("demo")
    return 0 if options.setup_only else serve(options.port)


def serve(port: int) -> int:
    """Start the server and the outbox worker; Ctrl-C stops both."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    gunicorn = [str(BIN / "gunicorn"), "medborger.site.wsgi", "--bind", f"127.0.0.1:{port}"]
    gunicorn += ["--workers", "2", "--threads", "4", "--log-level", "warning"]
    outbox = [str(BIN / "python"), "manage.py", "outbox"]
    children = [subprocess.Popen(c, cwd=ROOT, env=environment) for c in (gunicorn, outbox)]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"Medborger: http://localhost:{port}/", flush=True)
    try:
        return children[0].wait()
    except KeyboardInterrupt:
        return 0
    finally:
        for child in children:
            child.terminate()


CHECK_MIGRATIONS = ("makemigrations", "--check", "--dry-run", "--settings", "tests.settings")
PYTEST = ("{bin}/python", "-m", "pytest", "-q")
PARTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "format": (("{bin}/ruff", "format", "--check", "."),),
    "lint": (
        ("{bin}/ruff", "check", "."),
        ("{bin}/codespell", "docs", "README.md", "CHANGELOG.md"),
    ),
    "types": (("{bin}/mypy",), ("{bin}/pyright",)),
    "layers": (("{bin}/lint-imports",),),
    "migrations": (("{bin}/python", "-W", "ignore", "manage.py", *CHECK_MIGRATIONS),),
    "unit": ((*PYTEST, "-n", "2", "--cov", "--cov-report", "term", "tests"),),
}
QUICK = ("format", "lint", "layers", "migrations")


def test(arguments: list[str]) -> int:
    """Set up and run all parts, or the one that is named; tell at the end what failed."""
    name, *rest = arguments or ["all"]
    chosen = {"all": tuple(PARTS), "quick": QUICK}.get(name, (name,))
    if unknown := [part for part in chosen if part not in PARTS]:
        raise Stop(f"Der er ingen del, der hedder {unknown[0]}. Vælg: {', '.join(PARTS)}, quick.")
    make_venv()
    install(ROOT / "requirements-test.txt")
    compile_translations()
    failed = []
    for part in chosen:
        print(f"--- {part}", flush=True)
        commands = [[word.format(bin=BIN) for word in command] for command in PARTS[part]]
        codes = [call(*command, *rest) for command in commands]
        if any(codes):
            failed.append(part)
    print(f"parts: {len(chosen) - len(failed)} passed, {len(failed)} failed", *failed, flush=True)
    return 1 if failed else 0


def main() -> int:
    """Do what the first word says."""
    try:
        return {"run": run, "test": test}[sys.argv[1]](sys.argv[2:])
    except Stop as stop:
        print(f"Fejl: {stop}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
