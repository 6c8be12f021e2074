"""Read YAML and remember on which line everything stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _

Path = tuple[str | int, ...]
LONGEST = 2_000_000
"""Characters in the longest file we read."""


class ImportRefused(ValueError):
    """A file we cannot take in, with the line, the key and what to do. Nothing has been saved."""

    def __init__(self, problem: str, *, line: int | None = None, key: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.key = key

    def __str__(self) -> str:
        """One sentence that can be shown as it is."""
        parts = {"line": self.line, "key": self.key, "problem": self.problem}
        if self.line is None:
            return self.problem
        if not self.key:
            return _("Linje %(line)s: %(problem)s") % parts
        return _("Linje %(line)s, %(key)s: %(problem)s") % parts


@dataclass(frozen=True, slots=True)
class Located:
    """Plain data, and the line of every value by its path."""

    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of the value, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def refuse(self, problem: str, path: Path) -> ImportRefused:
        """The error to raise for what stands at this path."""
        return ImportRefused(problem, line=self.line(path), key=key_words(path))


def key_words(path: Path) -> str:
    """Write a path as people point at it: elements[3].level, counted from 1."""
    words = ""
    for part in path:
        if isinstance(part, int):
            words += f"[{part + 1}]"
        else:
            words += f".{part}" if words else part
    return words


def read_yaml(text: str) -> Located:
    """Parse the text as plain YAML without anchors, and say where it breaks."""
    if len(text) > LONGEST:
        raise ImportRefused(_("Filen er for stor. Del den, eller fjern det, der ikke hører til."))
    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
        lines: dict[Path, int] = {}
        data = None if root is None else _Walk(loader, lines).value(root, ())
    except yaml.MarkedYAMLError as error:
        raise _broken(error) from error
    except yaml.YAMLError as error:
        raise ImportRefused(_("Filen kan ikke læses som YAML.")) from error
    except (RecursionError, ValueError) as error:
        if isinstance(error, ImportRefused):
            raise
        raise ImportRefused(_("Filen kan ikke læses som YAML.")) from error
    return Located(data, lines)


def _broken(error: yaml.MarkedYAMLError) -> ImportRefused:
    """Point at the place where the parser gave up."""
    mark = error.problem_mark or error.context_mark
    problem = _("Filen er ikke gyldig YAML her. Se efter indrykning, kolon og anførselstegn.")
    return ImportRefused(problem, line=mark.line + 1 if mark else None)


class _Walk:
    """Turn nodes into plain data, noting lines, refusing double keys and anchors."""

    def __init__(self, loader: yaml.SafeLoader, lines: dict[Path, int]) -> None:
        self.loader = loader
        self.lines = lines
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> object:
        """The plain value of one node."""
        self.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return self.loader.construct_object(node)
        if id(node) in self.seen:
            raise self._refuse(_("Ankre og henvisninger (& og *) bruges ikke her."), node, path)
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, at)) for at, child in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: yaml.Node, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, child in node.value:
            key = str(key_node.value)
            if key in found:
                raise self._refuse(
                    _("Nøglen «%(key)s» står her to gange.") % {"key": key}, key_node, (*path, key)
                )
            found[key] = self.value(child, (*path, key))
            self.lines[*path, key] = key_node.start_mark.line + 1
        return found

    def _refuse(self, problem: str, node: yaml.Node, path: Path) -> ImportRefused:
        return ImportRefused(problem, line=node.start_mark.line + 1, key=key_words(path))
