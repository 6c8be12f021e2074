"""English is a complete translation: whoever reads Danish poorly misses nothing."""

from __future__ import annotations

import re

import polib
import pytest

from tests.repository.wordings import ROOT, all_wordings, in_python, in_template

CATALOGUE = polib.pofile(str(ROOT / "src/medborger/locale/en/LC_MESSAGES/django.po"))
HOLE = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def holes(text):
    return sorted("".join(found) for found in HOLE.findall(text))


def test_every_text_people_read_has_an_english_translation():
    translated = {(entry.msgctxt or "", entry.msgid) for entry in CATALOGUE if entry.translated()}

    wordings = all_wordings()

    assert len(wordings) > 300, "the search itself works"
    missing = {(w.text, w.place) for w in wordings if (w.context, w.text) not in translated}
    assert sorted(missing) == []


def test_no_text_is_translated_twice():
    names = [(entry.msgctxt, entry.msgid) for entry in CATALOGUE]

    assert [name for name in names if names.count(name) > 1] == []


def test_a_translation_keeps_every_name_and_number_of_the_text():
    for entry in CATALOGUE.translated_entries():
        for translation in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
            assert holes(translation) in (holes(entry.msgid), holes(entry.msgid_plural)), (
                entry.msgid
            )


def test_a_plural_has_both_its_forms_in_english():
    plural = [w for w in all_wordings() if w.plural]
    forms = {
        entry.msgid: [text for text in entry.msgstr_plural.values() if text] for entry in CATALOGUE
    }

    assert [w.text for w in plural if len(forms.get(w.text, [])) != 2] == []


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ('{% translate "Gem" %}', "Gem"),
        ('{% part "button" text=_("Fortryd") %}', "Fortryd"),
        ("{% blocktranslate with a=b %}Hej {{ a }}{% endblocktranslate %}", "Hej %(a)s"),
        ("{% blocktranslate trimmed %}\n  Hej\n  du\n{% endblocktranslate %}", "Hej du"),
    ],
)
def test_a_text_in_a_template_is_found(template, text):
    assert [w.text for w in in_template(template, "page")] == [text]


def test_a_text_in_python_is_found_and_other_strings_are_left_alone():
    code = '_("Gem")\nngettext("%(n)s dag", "%(n)s dage", n)\nprint("Hej")\n_(name)'

    assert [(w.text, w.plural) for w in in_python(code, "x")] == [
        ("Gem", ""),
        ("%(n)s dag", "%(n)s dage"),
    ]
