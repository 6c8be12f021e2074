"""When ./run cannot go on, it says in one line what is wrong and what one can do."""

from __future__ import annotations

import errno
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import bootstrap
from setup_house import browser, machine, say, serve, testing
from setup_house.say import Stop

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own_log(tmp_path, monkeypatch):
    """Each test has a log of its own, and nothing is really installed."""
    log = tmp_path / "var" / "setup.log"
    log.parent.mkdir()
    for module in (say, machine):
        monkeypatch.setattr(module, "LOG", log)
    monkeypatch.setattr(machine, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(machine, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(machine, "STAMP", tmp_path / ".venv/house-stamp")
    return log


@pytest.fixture
def asked(monkeypatch, own_log):
    """What was asked of other programs; those in `fails` do not work, and say why in the log."""
    calls, fails = [], {}

    def runs(command, _env=None):
        words = " ".join(map(str, command))
        calls.append(words)
        for part, reason in fails.items():
            if part in words:
                own_log.write_text(reason, encoding="utf-8")
                return False
        return True

    for module in (machine, browser, serve, testing):
        monkeypatch.setattr(module, "runs", runs)
    return SimpleNamespace(calls=calls, fails=fails)


def one_line(stop):
    said = str(stop.value)
    assert "\n" not in said
    assert said.endswith((".", "python3-venv")) or "./run --port" in said
    return said


@pytest.mark.parametrize("command", ["run", "test"])
@pytest.mark.parametrize("old", [False, True], ids=["no Python", "an old Python"])
def test_without_a_python_that_fits_one_is_told_how_to_get_one(command, old, tmp_path):
    (tmp_path / "dirname").symlink_to(shutil.which("dirname"))
    if old:
        for name in ("python3", "python3.11"):
            (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
            (tmp_path / name).chmod(0o755)

    said = subprocess.run(  # noqa: S603
        ["/bin/sh", ROOT / command], env={"PATH": str(tmp_path)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip

    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.count("\n") == 1
    assert "Python 3.11–3.14" in said.stderr
    assert "apt install python3" in said.stderr


def test_a_port_that_is_taken_is_told_with_another_to_try():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(Stop) as stop:
            serve.check_port(port)

    assert one_line(stop) == f"Port {port} er optaget. Prøv: ./run --port {port + 1}"


def test_a_port_that_nobody_has_is_refused(capsys):
    with pytest.raises(SystemExit):
        serve.read(["--port", "70000"])

    assert "fra 1 til 65535" in capsys.readouterr().err


def test_a_port_is_looked_at_before_anything_is_fetched(asked, monkeypatch):
    monkeypatch.setattr(serve, "environment", lambda **_: None)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(Stop):
            serve.run(["--port", str(other.getsockname()[1])])

    assert asked.calls == []


def test_a_disk_without_room_is_told_before_anything_is_fetched(asked, monkeypatch):
    little = SimpleNamespace(free=10**8)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: little)

    with pytest.raises(Stop) as stop:
        machine.prepare("run")

    assert "plads på disken" in one_line(stop)
    assert asked.calls == []


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("error: Could not resolve host", "ingen forbindelse"),
        ("npm error code ENOTFOUND", "ingen forbindelse"),
        ("Connection refused", "ingen forbindelse"),
        ("OSError: [Errno 28] No space left on device", "disken er fuld"),
        ("django/db/backends/base/base.py, in connection: no such column", "Se var/setup.log"),
        ("something nobody thought of", "Se var/setup.log"),
    ],
)
@pytest.mark.parametrize("step", ["packages", "design", "site"])
def test_what_goes_wrong_on_the_way_is_told_by_its_cause(step, reason, told, asked, monkeypatch):
    monkeypatch.setattr(serve, "READY", machine.VENV / "ready")
    monkeypatch.setattr(serve, "site_fingerprint", lambda: "x")
    asked.fails |= {"pip": reason, "ci --ignore-scripts": reason, "migrate": reason}
    act = {
        "packages": lambda: machine.install("run"),
        "design": lambda: browser.fetch("run"),
        "site": serve.prepare_site,
    }[step]

    with pytest.raises(Stop) as stop:
        act()

    assert told in one_line(stop)


def test_where_uv_does_not_work_pip_is_used(asked):
    asked.fails["pip sync"] = "invalid peer certificate"

    machine.install("run")

    assert asked.calls[-1].endswith("requirements.txt")
    assert "--require-hashes" in asked.calls[-1]


def test_without_python3_venv_an_ordinary_person_is_told_the_one_command(asked, monkeypatch):
    asked.fails["import ensurepip"] = ""
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)

    with pytest.raises(Stop) as stop:
        machine.make_venv()

    assert one_line(stop) == "Python mangler venv. Kør: sudo apt install python3-venv"


def test_without_python3_venv_root_gets_it_by_apt(asked, monkeypatch):
    asked.fails["import ensurepip"] = ""
    monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
    monkeypatch.setattr(machine.shutil, "which", lambda _: "/usr/bin/apt-get")

    machine.make_venv()

    assert asked.calls[1:3] == [
        "apt-get update -q",
        "apt-get install -qy --no-install-recommends python3-venv",
    ]
    assert asked.calls[-1] == f"{sys.executable} -m venv --clear {machine.VENV}"


@pytest.mark.parametrize("what", ["apt-get install", "-m venv"])
def test_what_apt_or_venv_cannot_do_is_told(what, asked, monkeypatch):
    asked.fails |= {"import ensurepip": "", what: "Temporary failure resolving"}
    monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
    monkeypatch.setattr(machine.shutil, "which", lambda _: "/usr/bin/apt-get")

    with pytest.raises(Stop) as stop:
        machine.make_venv()

    assert "ingen forbindelse" in one_line(stop)


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (Stop("Der er ikke plads."), "Stoppet: Der er ikke plads.\n"),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "Stoppet: Disken er fuld. Gør plads, og prøv igen.\n",
        ),
        (KeyboardInterrupt(), "\nStoppet.\n"),
    ],
)
def test_the_door_says_one_line_and_no_traceback(trouble, told, monkeypatch, capsys):
    def run(_arguments):
        raise trouble

    monkeypatch.setattr(bootstrap.serve, "run", run)
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", "run"])

    assert bootstrap.main() == 1
    assert capsys.readouterr().err == told


def test_a_part_nobody_has_made_is_refused_with_those_there_are():
    with pytest.raises(Stop, match="er ikke en del") as stop:
        testing.run(["dans"])

    assert "quick" in str(stop.value)


def test_a_part_that_cannot_run_here_is_counted_and_named(capsys):
    tally = testing.Tally()
    part = testing.PARTS["browser"].__class__((), program="no-such-program")

    testing.play("browser", part, [], tally)
    testing.report(tally, say.Clock())

    said = capsys.readouterr().out
    assert "browser: no-such-program findes ikke på maskinen" in said
    assert said.endswith("tests: 0 passed, 0 failed, 1 skipped\n")


def test_a_red_program_makes_the_whole_red():
    tally = testing.Tally()

    tally.count("unit", 1, "")
    tally.count("other", 0, "5 passed, 2 skipped in 1.0s")

    assert (tally.passed, tally.failed, tally.skipped) == (5, 1, 2)
    assert tally.red == ["unit"]
