"""The house guards itself."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps

import medborger

ROOT = Path(__file__).parents[2]
OURS = [model for model in apps.get_models() if model.__module__.startswith("medborger.")]
GLOSSARY = {
    row.split("|")[1].strip()
    for row in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    if row.startswith("| ")
}
SERVICES = [
    function
    for found in pkgutil.walk_packages(medborger.__path__, "medborger.")
    if re.search(r"\.services(\.|$)", found.name)
    for function in vars(importlib.import_module(found.name)).values()
    if inspect.isfunction(function) and function.__module__ == found.name
    if not function.__name__.startswith(("_", "is_", "has_"))
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_model_is_in_the_glossary_and_says_what_it_is(model):
    assert model.__name__ in GLOSSARY
    assert not model.__doc__.startswith(f"{model.__name__}("), "Django's own docstring"


@pytest.mark.parametrize("service", SERVICES, ids=lambda s: f"{s.__module__}.{s.__name__}")
def test_every_service_that_changes_something_is_done_by_somebody(service):
    by = inspect.signature(service).parameters.get("by")

    assert by is not None
    assert by.kind is inspect.Parameter.KEYWORD_ONLY


def test_every_setting_is_documented():
    code = (ROOT / "src/medborger/site/settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', code))
    documented = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")

    assert names
    assert [name for name in sorted(names) if f"`{name}`" not in documented] == []


def test_decisions_are_numbered_as_their_files_say():
    files = sorted((ROOT / "docs/decisions").glob("*.md"))
    titles = [file.read_text(encoding="utf-8").splitlines()[0] for file in files]

    assert files
    for file, title in zip(files, titles, strict=True):
        assert title.startswith(f"# {int(file.name[:4])}. "), file.name


def test_no_generated_file_is_committed():
    git = subprocess.run(
        ["git", "ls-files"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    unwanted = re.compile(r"\.(mo|min\.js|min\.css|pyc|sqlite3)$|^\.venv|node_modules/")

    assert [name for name in git.stdout.splitlines() if unwanted.search(name)] == []
