"""The parts of `./test` and what each of them runs."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from setup_house.say import ROOT

PYTEST = ("pytest", "-q", "-rs")
REST = "not browser and not harness and not truth"
ENGLISH = ("docs", "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
TEMPLATES = tuple(str(file.relative_to(ROOT)) for file in sorted(ROOT.glob("src/**/*.html")))
HOUSE_APART = ("--ignore=tests/repository",)
NO_DATABASE = ("--ignore=tests/virker",)
ON_POSTGRES = ("python", "-m", "setup_house.on_postgres")


@dataclass(frozen=True)
class Part:
    """One part: its commands, what they find in the environment, and what they need."""

    commands: tuple[tuple[str, ...], ...]
    env: tuple[tuple[str, str], ...] = ()
    files: str = ""
    program: str = ""

    def missing(self) -> str:
        """Say why this part cannot run here; nothing when it can."""
        if self.files and not any(ROOT.glob(self.files)):
            return f"der er intet i {self.files} endnu"
        if self.program and not shutil.which(self.program):
            return f"{self.program} findes ikke på maskinen"
        return ""


def harness(name: str) -> Part:
    """A harness lives in tests/harness/test_NAME.py."""
    file = f"tests/harness/test_{name}.py"
    return Part(((*PYTEST, file),), files=file)


PARTS = {
    "format": Part((("ruff", "format", "--check", "."),)),
    "lint": Part((("ruff", "check", "."),)),
    "templates": Part(
        (
            ("djade", "--check", "--target-version", "5.2", *TEMPLATES),
            ("djlint", "--lint", "--quiet", "src"),
        ),
        files="src/**/*.html",
    ),
    "words": Part(
        (
            ("codespell", *ENGLISH),
            ("python", "-m", "setup_house.danish_words", "var/danish.txt"),
            ("cspell", "--no-progress", "var/danish.txt"),
        )
    ),
    "types": Part((("mypy",), ("pyright",))),
    "layers": Part((("lint-imports",),)),
    "migrations": Part(
        (("python", "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run"),),
        env=(("DJANGO_SETTINGS_MODULE", "tests.settings"),),
    ),
    "unit": Part(
        (
            (*PYTEST, "-n", "2", "-m", REST, *HOUSE_APART, "--cov", "--cov-report="),
            ("coverage", "json", "-q", "-o", "var/coverage.json", "--fail-under=0"),
            ("python", "-m", "setup_house.coverage_promises", "var/coverage.json"),
        )
    ),
    "repository": Part(((*PYTEST, "tests/repository"),), files="tests/repository/test_*.py"),
    "pg": Part(((*ON_POSTGRES, *PYTEST, "-n", "2", "-m", REST, *HOUSE_APART, *NO_DATABASE),)),
    "browser": Part(((*PYTEST, "-m", "browser"),), program="chromium"),
    "access": harness("access"),
    "crash": harness("crash"),
    "races": harness("races"),
    "budgets": harness("budgets"),
    "away": harness("away"),
    "fuzz": harness("fuzz"),
    "truth": Part(((*PYTEST, "-m", "truth"),)),
    "bench": Part((("python", "-m", "setup_house.bench"),), files="benchmarks/side/*.py"),
    "spark": Part((("python", "-m", "setup_house.spark"),), files="tests/harness/test_spark.py"),
}
BY_DEFAULT = tuple(name for name in PARTS if name != "bench")
"""Speed is measured by asking for it: a busy machine must not turn a change red."""
QUICK = ("format", "lint", "layers", "migrations", "fast")
PARTS["fast"] = Part(((*PYTEST, "-n", "2", "-m", f"{REST} and not slow"),))
