"""Every example in virker's docstrings runs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import virker

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(virker.__path__, "virker.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["virker", *MODULES])
def test_the_examples_say_what_happens(name):
    outcome = doctest.testmod(importlib.import_module(name))

    assert outcome.failed == 0
