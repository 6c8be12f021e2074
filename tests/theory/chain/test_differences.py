"""Two versions side by side, in words."""

from __future__ import annotations

import pytest

from medborger.theory.chain.advice import act_named_in, mechanism_advice
from medborger.theory.chain.differences import differences, word_runs
from medborger.theory.exchange.reading import read_theory
from tests.theory.stories import SMALL


def changed(*pairs):
    text = SMALL
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return differences(read_theory(SMALL), read_theory(text))


def told(found):
    return [(d.label, d.where, "".join(run.text for run in d.words)) for d in found]


def test_the_same_theory_has_no_differences():
    assert differences(read_theory(SMALL), read_theory(SMALL)) == ()


def test_a_text_that_was_changed_shows_which_words_came_and_went():
    (one,) = changed(("skriver sin egen plan", "skriver planen"))

    assert (one.label, one.where) == ("ændret", "Delmål for borgere, række 1")
    assert "".join(r.text for r in one.words if r.went) == "sin egen plan"
    assert "".join(r.text for r in one.words if r.came) == "planen"


def test_a_text_that_was_moved_says_from_where_to_where():
    found = changed(("  row: 2\n  text: Medarbejderen", "  row: 4\n  text: Medarbejderen"))

    assert told(found) == [
        (
            "flyttet",
            "fra Delmål for ansatte, række 2 til Delmål for ansatte, række 4",
            "Medarbejderen spørger, før hun foreslår",
        )
    ]


def test_what_came_and_what_is_gone_are_told_with_arrows_and_what_stands_around():
    found = changed(
        ("- id: A1\n", "- id: A9\n"),
        ("  assumption: Eget valg holder længere\n", "  assumption: Eget valg\n"),
        ("- id: r2\n", "- id: r3\n"),
        ("text: Planen er borgerens", "text: Planen er din"),
        ("to: Til din plan", "to: Til planen"),
        ("title: Borgeren finder", "title: Jeg finder"),
    )

    kinds = [(label, where) for label, where, _words in told(found)]
    assert ("tilføjet", "Delmål for ansatte, række 2") in kinds
    assert ("fjernet", "Delmål for ansatte, række 2") in kinds
    assert [k for k, where in kinds if where == "Pil"] == ["ændret", "tilføjet", "fjernet"]
    assert {where for _k, where in kinds} >= {"Titel", "Princip", "Bevægelse"}


def test_an_element_without_a_row_stands_in_its_column():
    found = changed(("  row: 1\n  text: Den, der selv", "  text: Den, der selv"))

    assert told(found)[0][1] == "fra Virksom mekanisme, række 1 til Virksom mekanisme"


def test_a_theory_without_a_context_can_be_compared():
    bare = SMALL[: SMALL.index("context:")] + SMALL[SMALL.index("elements:") :]

    assert {d.where for d in differences(read_theory(bare), read_theory(SMALL))} == {
        "Princip",
        "Bevægelse",
    }


def test_words_that_only_came_or_only_went():
    assert [r.kind for r in word_runs("en plan", "en god plan")] == ["same", "came", "same"]
    assert [r.kind for r in word_runs("en god plan", "en plan")] == ["same", "went", "same"]


@pytest.mark.parametrize(
    "text",
    [
        "Ansæt en HR-konsulent",
        "Vi indfører en fælles mødetid",
        "Kursus i coaching for alle",
        "Opret en app til vagtplaner",
        "Afholde workshops om nærvær",
        "Uddannelse af ledere",
        "Der udpeges en tovholder",
        "Send et brev til alle",
        "Gennemføre samtaler hver uge",
        "Køb nye borde",
        "Ny pjece om rettigheder",
        "Planlægge en temadag",
    ],
)
def test_a_text_that_names_an_act_gets_advice(text):
    assert "lyder som noget, I gør" in mechanism_advice(text)


@pytest.mark.parametrize(
    "text",
    [
        "Den, der selv vælger, tager ansvar",
        "Nærhed til en leder, man kender, giver lyst til at komme",
        "Tillid til, at det nytter",
        "Små grupper gør, at man er savnet, når man er væk",
        "Oplevelsen af at holde fast i sit eget mål",
    ],
)
def test_a_text_about_how_people_think_is_left_alone(text):
    assert act_named_in(text) == ""
    assert mechanism_advice(text) == ""
