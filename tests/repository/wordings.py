"""Find every text that people read: in Python, and in templates."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/medborger"
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext"}
CONTEXT_FIRST = {"pgettext"}
PLURAL = {"ngettext", "ngettext_lazy"}
IN_TEMPLATE = re.compile(r"\b(n?p?gettext|_)\s*\(")


@dataclass(frozen=True, order=True, slots=True)
class Wording:
    """A text and where it stands; `plural` and `context` are empty for most."""

    text: str
    plural: str = ""
    context: str = ""
    place: str = ""


def all_wordings() -> list[Wording]:
    """Read every Python file and every template of the product."""
    found = []
    for file in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in file.parts:
            found += in_python(file.read_text(encoding="utf-8"), str(file.relative_to(ROOT)))
    for file in sorted([*SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        found += in_template(file.read_text(encoding="utf-8"), str(file.relative_to(ROOT)))
    return found


def in_python(code: str, place: str) -> list[Wording]:
    """Find the calls that ask for a translation."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    return [wording for call in calls if (wording := of_call(call, place)) is not None]


def in_template(source: str, place: str) -> list[Wording]:
    """Let Django turn a template into calls, and read those."""
    calls = templatize(source, origin=place)
    found = []
    for start in IN_TEMPLATE.finditer(calls):
        code = closed(calls[start.start() :])
        found += in_python(code, place)
    return found


def closed(code: str) -> str:
    """Cut the text after the bracket that closes the first call."""
    for end in (i + 1 for i, sign in enumerate(code) if sign == ")"):
        try:
            ast.parse(code[:end])
        except SyntaxError:
            continue
        return code[:end]
    return "None"


def of_call(call: ast.Call, place: str) -> Wording | None:
    """Read one call; nothing when it is not about a text written here."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    texts = [part.value for part in call.args if isinstance(part, ast.Constant)]
    texts = [text for text in texts if isinstance(text, str)]
    if name not in CALLS or not texts:
        return None
    where = f"{place}:{call.lineno}"
    if name in CONTEXT_FIRST:
        return Wording(texts[1], context=texts[0], place=where)
    return Wording(texts[0], texts[1] if name in PLURAL else "", place=where)
