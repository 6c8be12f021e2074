"""A file that is wrong gets one clear Danish error with line and key, and nothing comes in."""

from __future__ import annotations

import contextlib

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from medborger.foundation.documents.located import ImportRefused
from medborger.theory.exchange.reading import read_theory
from medborger.theory.exchange.signs import read_signs

GOOD = """format: medborger.theory/1
theory:
  id: vores-teori
  title: Vores teori
  levels:
  - sub_goal
  - id: dream
    name: Drøm
  audiences:
  - id: citizens
    name: Borgere
elements:
- id: B1
  level: sub_goal
  audience: citizens
  row: 1
  text: Borgeren vælger selv
- id: D1
  level: dream
  row: 1
  text: Alle er med
links:
- id: r1
  from: B1
  to: D1
  kind: leads_to
  origin: workshop
"""

WRONG = [
    ("level: dream", "level: drom", 19, "elements[2].level", "Niveauet «drom» er ukendt"),
    ("- sub_goal\n", "- delmaal\n", 6, "theory.levels[1]", "Niveauet «delmaal» er ukendt"),
    ("- id: D1", "- id: B1", 18, "elements[2].id", "Id'et «B1» er brugt før"),
    ("to: D1", "to: D9", 25, "links[1].to", "Pilen peger på «D9»"),
    ("audience: citizens", "audience: staff", 15, "elements[1].audience", "Målgruppen «staff»"),
    ("kind: leads_to", "kind: helps", 26, "links[1].kind", "Pilens art «helps» er ukendt"),
    ("  origin: workshop\n", "", 23, "links[1].origin", "«origin» mangler"),
    ("origin: workshop", "origin: guess", 27, "links[1].origin", "Oprindelsen «guess»"),
    ("text: Alle er med", "text: ''", 21, "elements[2].text", "«text» mangler"),
    ("text: Alle er med", "text: 3", 21, "elements[2].text", "skal være tekst"),
    ("row: 1\n  text: Alle", "row: 0\n  text: Alle", 20, "elements[2].row", "helt tal fra 1"),
    ("id: vores-teori", "id: Vores Teori", 3, "theory.id", "små bogstaver"),
    ("theory/1", "theory/2", 1, "format", "Formatet «medborger.theory/2»"),
    ("- id: D1\n  level: dream", "- id: D1\n  id: D1\n  level: dream", 19, "elements[2].id", "to gange"),
    ("  level: dream", " level: dream", 19, "", "ikke gyldig YAML"),
    (
        "- id: D1\n  level: dream\n",
        "- id: D1\n  level: sub_goal\n  audience: citizens\n",
        21,
        "elements[2].row",
        "Række 1 er optaget af «B1»",
    ),
    (
        "  text: Alle er med",
        "  text: Alle er med\n  same_wording_as: X",
        22,
        "elements[2].same_wording_as",
        "findes ikke",
    ),
    (
        "  origin: workshop\n",
        "  origin: workshop\n- id: r2\n  from: D1\n  to: B1\n  kind: leads_to\n  origin: source\n",
        28,
        "links[2]",
        "gå i ring",
    ),
]  # fmt: skip


def refused(text, reader=read_theory):
    with translation.override("da"), pytest.raises(ImportRefused) as caught:
        reader(text)
    return caught.value


def test_the_file_that_the_errors_are_made_from_is_read():
    assert len(read_theory(GOOD).elements) == 2


@pytest.mark.parametrize(("old", "new", "line", "key", "words"), WRONG)
def test_what_is_wrong_is_named_with_line_and_key(old, new, line, key, words):
    assert old in GOOD

    error = refused(GOOD.replace(old, new, 1))

    assert (error.line, error.key) == (line, key)
    assert words in error.problem
    with translation.override("da"):
        assert str(error).startswith(f"Linje {line}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "skal begynde med"),
        ("- en\n- to\n", "skal begynde med"),
        ("format: medborger.theory/1\n", "«theory» mangler"),
        ("[" * 5000, "YAML"),
        ("a: &x [1]\nb: *x\n", "Ankre"),
        ("\x00", "YAML"),
        ("a" * 2_000_001, "for stor"),
        ("format: medborger.theory/1\ntheory: tekst\n", "navngivne felter"),
    ],
)
def test_a_file_that_is_no_theory_at_all_is_refused_in_words(text, words):
    assert words in refused(text).problem


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kind: effect", "kind: both", "ét spørgsmål"),
        ("direction: up", "direction: north", "Retningen «north»"),
        ("frequency: month", "frequency: day", "Hyppigheden «day»"),
        ("element: B1", "element: Q1", "«Q1» findes ikke"),
        ("medborger.signs/1", "x", "Formatet «x»"),
    ],
)
def test_a_sign_that_is_wrong_is_refused_in_words(old, new, words):
    text = (
        "format: medborger.signs/1\nsigns:\n- id: B1.v\n  element: B1\n  kind: effect\n"
        "  title: Valg\n  formula: a / b\n  direction: up\n  frequency: month\n"
    )

    error = refused(text.replace(old, new), lambda given: read_signs(given, elements=["B1"]))

    assert words in error.problem
    assert error.line


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"#,\n \t01é"), max_size=60))
def test_no_text_at_all_can_do_more_than_be_refused(text):
    with pytest.raises(ImportRefused):
        read_theory(text)


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 40))
def test_a_file_with_a_bite_taken_out_is_read_or_refused_but_never_breaks(start, length):
    bitten = GOOD[:start] + GOOD[start + length :]

    with contextlib.suppress(ImportRefused):
        assert read_theory(bitten).head.title
