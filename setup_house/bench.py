"""`./test bench`: speed promises, and virker beside its peers; the long form fills docs/benchmarks.md."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from setup_house.say import ROOT, runs, step

LOCK = ROOT / "requirements-bench.txt"
PEERS = ROOT / "var" / "peers"
R = ("r-base-core", "r-cran-survival")


def main(arguments: list[str]) -> int:
    """Run the promises, then side by side: short, or `--full` until every peer dies."""
    missing = [reason for reason in (peers(), survival()) if reason]
    for reason in missing:
        print(f"*** IKKE MED I SAMMENLIGNINGEN: {reason} ***")
        print(f"SKIPPED [1] bench: {reason}")
    promises = ["pytest", "-q", "-rs", "benchmarks"]
    beside = [sys.executable, "-m", "benchmarks.side", *arguments]
    surroundings = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    codes = [
        subprocess.run(command, check=False, cwd=ROOT, env=surroundings).returncode
        for command in (promises, beside)
    ]
    return max(0 if code == 5 else code for code in codes)


def peers() -> str:
    """Give the peers an environment of their own; say why not."""
    stamp, wanted = PEERS / "stamp", LOCK.read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return ""
    step("Henter dem, vi sammenligner os med …")
    uv, python = ROOT / ".venv" / "bin" / "uv", PEERS / "bin" / "python"
    lock = ["--require-hashes", "--requirement", LOCK]
    done = runs([sys.executable, "-m", "venv", "--clear", PEERS])
    if done and uv.exists():
        done = runs([uv, "pip", "install", "--python", python, *lock])
    elif done:
        done = runs([python, "-m", "pip", "install", "--quiet", *lock])
    if not done:
        return "Python-værktøjerne kunne ikke hentes; se var/setup.log"
    stamp.write_text(wanted, encoding="utf-8")
    return ""


def survival() -> str:
    """Install R with survival when we may; say why not."""
    if shutil.which("Rscript"):
        return ""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return "R mangler. Kør: sudo apt install " + " ".join(R)
    step("Henter R …")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    runs(["apt-get", "update", "-q"], quiet)
    runs(["apt-get", "install", "-qy", "--no-install-recommends", *R], quiet)
    return "" if shutil.which("Rscript") else "R kunne ikke installeres"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
