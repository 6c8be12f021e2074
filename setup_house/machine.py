"""The virtual environment and the locked requirements."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys

from setup_house.say import LOG, ROOT, Stop, runs, step, why

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "house-stamp"
LOCKS = {"run": ROOT / "requirements.txt", "test": ROOT / "requirements-test.txt"}
NEEDED_BYTES = 2_500_000_000


def fingerprint(level: str) -> str:
    """Tell one set of locked requirements from another, and one Python from another."""
    locks = b"".join(LOCKS[name].read_bytes() for name in ("run", level))
    return f"{level} {sys.version_info[:2]} {hashlib.sha256(locks).hexdigest()}"


def prepare(level: str) -> None:
    """Make .venv and install what `level` (run or test) needs, unless it is there already."""
    LOG.parent.mkdir(exist_ok=True)
    LOG.write_text("", encoding="utf-8")
    stamp = STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""
    if PYTHON.exists() and stamp in {fingerprint(level), fingerprint("test")}:
        offer_virker()
        return
    wanted = "test" if stamp.startswith("test ") else level
    if shutil.disk_usage(ROOT).free < NEEDED_BYTES:
        raise Stop("Der er ikke plads på disken. Medborger skal bruge 2,5 GB ledig plads.")
    make_venv()
    install(wanted)
    STAMP.write_text(fingerprint(wanted), encoding="utf-8")
    offer_virker()


def make_venv() -> None:
    """Make .venv; on Debian without python3-venv, install it when we may, else say how."""
    if PYTHON.exists() and runs([PYTHON, "-m", "pip", "--version"]):
        return
    step("Laver .venv …")
    if not has_ensurepip():
        package = "python3-venv"
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            raise Stop(f"Python mangler venv. Kør: sudo apt install {package}")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        runs(["apt-get", "update", "-q"], quiet)
        if not runs(["apt-get", "install", "-qy", "--no-install-recommends", package], quiet):
            raise why(f"Kunne ikke installere {package}")
    if not runs([sys.executable, "-m", "venv", "--clear", VENV]):
        raise why("Kunne ikke lave .venv")


def offer_virker() -> None:
    """Put the command `virker` in .venv/bin, running the code of this folder."""
    command = VENV / "bin" / "virker"
    lines = (
        f"#!{PYTHON}",
        "import sys",
        f"sys.path.insert(0, {str(ROOT / 'src')!r})",
        "from virker.cli import main",
        "sys.exit(main())",
        "",
    )
    text = "\n".join(lines)
    if command.exists() and command.read_text(encoding="utf-8") == text:
        return
    command.write_text(text, encoding="utf-8")
    command.chmod(0o755)


def has_ensurepip() -> bool:
    """Ask whether this Python can make an environment with pip in it."""
    return runs([sys.executable, "-c", "import ensurepip"])


def install(level: str) -> None:
    """Install exactly the locked requirements: with uv where it works, else with pip."""
    step("Henter Python-pakker …")
    lock, uv = LOCKS[level], VENV / "bin" / "uv"
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
           "--require-hashes", "--requirement"]  # fmt: skip
    with_uv = runs([*pip, ROOT / "requirements-uv.txt"]) and runs(
        [uv, "pip", "sync", "--require-hashes", "--python", PYTHON, lock],
        {"UV_SYSTEM_CERTS": "1"},
    )
    if with_uv:
        return
    with LOG.open("a", encoding="utf-8") as log:
        log.write("\nuv did not work here; pip instead\n")
    if not (runs([PYTHON, "-m", "ensurepip"]) and runs([*pip, lock])):
        raise why("Kunne ikke hente Python-pakker")
