"""What is written about the house is true of it: README, licence, and whose files these are."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from setup_house import serve
from setup_house.parts import PARTS

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md",
             *sorted((ROOT / "docs").rglob("*.md"))]  # fmt: skip
TRACKED = subprocess.run(
    ["git", "ls-files"],  # noqa: S607
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
).stdout.splitlines()
REGISTRIES = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com",
              "yarnpkg" + ".com", "unpkg" + ".com", "jsdelivr" + ".net", "proxy.golang" + ".org"]  # fmt: skip
PICTURES = {".png", ".svg", ".ico"}


def texts():
    """Every tracked file that is text, with what it says."""
    for name in TRACKED:
        file = ROOT / name
        if file.is_file() and file.suffix not in PICTURES:
            yield name, file.read_text(encoding="utf-8")


def commands(file):
    """The commands a document tells people to give: between backticks, or on a line of code."""
    text = file.read_text(encoding="utf-8")
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [line for line in (*lines, *inline) if re.match(r"(\S+=\S+ )?(\./|manage\.py)", line)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_the_commands_a_document_names_are_there(document):
    for command in commands(document):
        words = [word for word in command.split() if not re.match(r"[A-Z_]+=", word)]
        assert known(words), f"{document.name}: {command}"


def test_readme_names_both_commands():
    named = {command.split()[0] for command in commands(ROOT / "README.md")}

    assert {"./run", "./test"} <= named


def test_a_command_that_is_not_there_is_found():
    assert not known(["./run", "--fly"])
    assert not known(["./test", "nothing"])
    assert not known(["manage.py", "dance"])
    assert not known(["manage.py", "chain", "--dance"])
    assert not known(["./fly"])


def known(words):
    """Whether this command exists, with these switches."""
    program, *arguments = words
    switches = [word.partition("=")[0] for word in arguments if word.startswith("--")]
    if program == "manage.py":
        name = arguments[0]
        app = get_commands().get(name)
        return app is not None and set(switches) <= switches_of(load(app, name), name)
    if program == "./test":
        return (arguments or ["quick"])[0] in {*PARTS, "quick", "NAME", "--help"}
    if program == "./run":
        return all(switch in HELP for switch in switches)
    return (ROOT / program).exists()


def load(app, name):
    return load_command_class(app, name) if isinstance(app, str) else app


def switches_of(command, name):
    parser = command.create_parser("manage.py", name)
    below = [a.choices.values() for a in parser._actions if hasattr(a.choices, "values")]
    parsers = [parser, *(one for group in below for one in group)]
    return {s for one in parsers for action in one._actions for s in action.option_strings}


def what_run_takes():
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
        serve.read(["--help"])
    return set(re.findall(r"--[a-z-]+", said.getvalue()))


HELP = what_run_takes()


def test_no_file_names_a_package_registry():
    named = [f"{name}: {host}" for name, text in texts() for host in REGISTRIES if host in text]

    assert named == []


def test_every_file_is_our_own_and_readable():
    """No third-party code, nothing minified, nothing big: what others made comes by the locks."""
    banner = re.compile(r"@licen[sc]e|/\*!|Copyright \(c\)", re.IGNORECASE)
    code = {".js", ".css", ".html", ".py", ".svg"}
    locks = {"package-lock.json", "requirements.txt", "requirements-test.txt", "LICENSE"}
    wrong = []
    for name, text in texts():
        path = Path(name)
        if path.suffix in code and (
            banner.search(text) and path != Path(__file__).relative_to(ROOT)
        ):
            wrong.append(f"{name}: somebody else's banner")
        if path.suffix in {".js", ".css"} and max(map(len, text.splitlines()), default=0) > 300:
            wrong.append(f"{name}: minified")
        if len(text) > 200_000 and path.name not in locks:
            wrong.append(f"{name}: {len(text)} signs")

    assert wrong == []


def test_the_licence_is_there_in_full():
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert licence.startswith("SPDX-License-Identifier: EUPL-1.2\n")
    assert "Licensed under the EUPL" in licence
    assert [
        n for n in range(1, 16) if not re.search(rf"^{n}\. ?[A-Z]", licence, re.MULTILINE)
    ] == []
    assert 'license = "EUPL-1.2"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "EUPL-1.2" in (ROOT / "publiccode.yml").read_text(encoding="utf-8")
