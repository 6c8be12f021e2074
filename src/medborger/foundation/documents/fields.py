"""Take one value at a time out of a file, and say clearly when it is not what we need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from medborger.foundation.documents.located import ImportRefused, Located, Path


class Fields:
    """A mapping at one place in the file. What nobody asks for is left as `extra`."""

    def __init__(self, file: Located, data: object, path: Path) -> None:
        self.file = file
        self.path = path
        if not isinstance(data, dict):
            raise file.refuse(_("Her skal stå navngivne felter (nøgle: værdi)."), path)
        self.left = dict(data)

    def refuse(self, problem: str, *keys: str | int) -> ImportRefused:
        """The error for one of the fields here."""
        return self.file.refuse(problem, (*self.path, *keys))

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self.maybe(key)
        if value is None or not value.strip():
            raise self.refuse(_("«%(key)s» mangler. Skriv en tekst.") % {"key": key}, key)
        return value

    def maybe(self, key: str) -> str | None:
        """A text, or nothing."""
        value = self._take(key)
        if value is None or isinstance(value, str):
            return value
        raise self.refuse(
            _("«%(key)s» skal være tekst. Sæt den i anførselstegn.") % {"key": key}, key
        )

    def number(self, key: str) -> int | None:
        """A whole number from 1, or nothing."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.refuse(_("«%(key)s» skal være et helt tal fra 1.") % {"key": key}, key)
        return value

    def flag(self, key: str) -> bool | None:
        """True or false, or nothing."""
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return value
        raise self.refuse(_("«%(key)s» skal være true eller false.") % {"key": key}, key)

    def one_of(self, key: str, allowed: Iterable[str], problem: str) -> str:
        """A text that must be one of these; the error lists them."""
        return self._known(key, self.text(key), allowed, problem)

    def maybe_one_of(self, key: str, allowed: Iterable[str], problem: str) -> str | None:
        """One of these, or nothing."""
        value = self.maybe(key)
        return None if value is None else self._known(key, value, allowed, problem)

    def _known(self, key: str, value: str, allowed: Iterable[str], problem: str) -> str:
        choices = list(allowed)
        if value in choices:
            return value
        parts = {"value": value, "choices": ", ".join(choices) or "–"}
        raise self.refuse(problem % parts, key)

    def list_of(self, key: str) -> Iterator[tuple[Any, Path]]:
        """Each item of a list with its place."""
        value = self._take(key)
        if value is None:
            return
        if not isinstance(value, list):
            raise self.refuse(_("«%(key)s» skal være en liste (linjer med -).") % {"key": key}, key)
        if not value:
            self.left[key] = []  # an empty list is given back as one
        for at, item in enumerate(value):
            yield item, (*self.path, key, at)

    def mapping(self, key: str) -> dict[str, Any] | None:
        """Named values kept as read, or nothing."""
        value = self._take(key)
        if value is None or isinstance(value, dict):
            return value
        raise self.refuse(_("Her skal stå navngivne felter (nøgle: værdi)."), key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        found = []
        for item, path in self.list_of(key):
            if not isinstance(item, str):
                raise self.file.refuse(_("Hver linje i listen skal være tekst."), path)
            found.append(item)
        return tuple(found)

    def has(self, key: str) -> bool:
        """Whether the file has the key with a value."""
        return self.left.get(key) is not None

    def _take(self, key: str) -> object:
        """Take a value out; an explicit nothing stays, so that it can be given back."""
        if self.left.get(key) is None:
            return None
        return self.left.pop(key)
