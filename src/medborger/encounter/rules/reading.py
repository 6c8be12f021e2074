"""Read a rule pack: all of it, or one error with its line, and nothing."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext as _

from medborger.encounter.rules.pack import (
    FORMAT,
    Certainty,
    Exemption,
    Kind,
    Pack,
    Rule,
    Status,
    Window,
)
from medborger.foundation.documents.fields import Fields
from medborger.foundation.documents.located import read_yaml

if TYPE_CHECKING:
    from medborger.foundation.documents.located import Located

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Word = TypeVar("Word", bound=StrEnum)


def read_pack(text: str) -> Pack:
    """Read and check a whole pack.

    Raises:
        ImportRefused: One error in plain Danish with line and key.
    """
    file = read_yaml(text)
    top = Fields(file, file.data, ())
    top.one_of("format", [FORMAT], _("Formatet «%(value)s» kan ikke læses. Skriv «%(choices)s»."))
    head = Fields(file, top.mapping("pack"), ("pack",))
    key, title, as_of = _key(head), head.text("title"), _date(head, "as_of")
    if as_of is None:
        raise head.refuse(_("«as_of» mangler. Skriv den dag, reglerne er læst."), "as_of")
    groups = _groups(file, top)
    rules = _rules(file, top, groups)
    _refuse_the_rest(head)
    _refuse_the_rest(top)
    return Pack(key, title, as_of, groups, rules)


def _groups(file: Located, top: Fields) -> dict[str, str]:
    groups: dict[str, str] = {}
    for item, path in top.list_of("groups"):
        fields = Fields(file, item, path)
        key = _key(fields)
        if key in groups:
            raise fields.refuse(_("Gruppen «%(key)s» står her to gange.") % {"key": key}, "id")
        groups[key] = fields.text("name")
        _refuse_the_rest(fields)
    return groups


def _rules(file: Located, top: Fields, groups: dict[str, str]) -> tuple[Rule, ...]:
    rules: dict[str, Rule] = {}
    for item, path in top.list_of("rules"):
        fields = Fields(file, item, path)
        rule = _rule(fields, groups)
        if rule.key in rules:
            raise fields.refuse(_("Reglen «%(key)s» står her to gange.") % {"key": rule.key})
        rules[rule.key] = rule
        _refuse_the_rest(fields)
    if not rules:
        raise top.refuse(_("Pakken har ingen regler. Skriv mindst én under «rules»."))
    return tuple(rules.values())


def _rule(fields: Fields, groups: dict[str, str]) -> Rule:
    kind = _word(fields, "kind", Kind)
    rule = Rule(
        key=_key(fields),
        title=fields.text("title"),
        tells=fields.text("tells"),
        kind=kind,
        groups=_known(fields, "groups", groups),
        not_groups=_known(fields, "not_groups", groups),
        valid_from=_date(fields, "valid_from"),
        valid_to=_date(fields, "valid_to"),
        status=_word(fields, "status", Status),
        certainty=_word(fields, "certainty", Certainty),
        paragraph=fields.maybe("paragraph") or "",
        source=fields.text("source"),
        window=_window(fields),
        count=fields.number("count"),
        share=_share(fields, "share"),
        exemption=_exemption(fields),
        running_cases=fields.maybe("running_cases") or "",
    )
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        raise fields.refuse(_("Reglen slutter, før den begynder."), "valid_to")
    if kind is Kind.POPULATION_SHARE and rule.share is None:
        raise fields.refuse(_("«share» mangler. Skriv andelen som et tal fra 0 til 1."))
    return rule


def _key(fields: Fields) -> str:
    key = fields.text("id")
    if not KEY.fullmatch(key):
        problem = _("«%(id)s» kan ikke bruges. Brug små bogstaver, tal og bindestreg.")
        raise fields.refuse(problem % {"id": key}, "id")
    return key


def _word(fields: Fields, key: str, words: type[Word]) -> Word:
    problem = _("«%(value)s» kendes ikke her. Vælg mellem %(choices)s.")
    return words(fields.one_of(key, [str(word) for word in words], problem))


def _known(fields: Fields, key: str, groups: dict[str, str]) -> tuple[str, ...]:
    named = fields.texts(key)
    for at, name in enumerate(named):
        if name not in groups:
            problem = _("Gruppen «%(name)s» findes ikke under «groups».")
            raise fields.refuse(problem % {"name": name}, key, at)
    return named


def _date(fields: Fields, key: str) -> dt.date | None:
    value = fields.left.pop(key, None)
    if value is None:
        return None
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise fields.refuse(_("«%(key)s» skal være en dato som 2026-07-01.") % {"key": key}, key)


def _share(fields: Fields, key: str) -> float | None:
    value = fields.left.pop(key, None)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise fields.refuse(_("«%(key)s» skal være et tal fra 0 til 1.") % {"key": key}, key)
    return float(value)


def _window(fields: Fields) -> Window:
    found = fields.mapping("window_months")
    if found is None:
        return Window()
    window = Fields(fields.file, found, (*fields.path, "window_months"))
    made = Window(window.number("from") or 0, window.number("to"))
    _refuse_the_rest(window)
    if made.last is not None and made.last <= made.first:
        raise window.refuse(_("Vinduet slutter, før det begynder."), "to")
    return made


def _exemption(fields: Fields) -> Exemption | None:
    found = fields.mapping("exemption")
    if found is None:
        return None
    exemption = Fields(fields.file, found, (*fields.path, "exemption"))
    share = _share(exemption, "max_share")
    if share is None:
        raise exemption.refuse(_("«max_share» mangler. Skriv andelen som et tal fra 0 til 1."))
    made = Exemption(share, bool(exemption.flag("needs_reason")))
    _refuse_the_rest(exemption)
    return made


def _refuse_the_rest(fields: Fields) -> None:
    for key, value in fields.left.items():
        if value not in (None, []):
            raise fields.refuse(_("Feltet «%(key)s» kendes ikke her.") % {"key": key}, key)
