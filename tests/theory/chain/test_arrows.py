"""An arrow says what leads to what, where that comes from, and on which assumption."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from medborger.foundation.forms import Conflict
from medborger.theory.chain.documents import document_of
from medborger.theory.chain.selectors import arrows_of
from medborger.theory.chain.services import (
    accept_arrow,
    adopt,
    begin_version,
    change_arrow,
    draw_arrow,
    remove_arrow,
)
from tests.factories import MunicipalityFactory
from tests.theory.stories import SMALL, small_theory


def ends(version, source="A1", target="S1"):
    return {
        "source": version.elements.get(key=source),
        "target": version.elements.get(key=target),
    }


WORDS = {"kind": "leads_to", "origin": "workshop", "assumption": "Spørgsmål giver mod"}


def test_an_arrow_is_drawn_with_its_words(draft, shaper):
    made = draw_arrow(draft, **ends(draft), **WORDS, rival="Konjunkturen", by=shaper)

    assert made.key == "r3"
    assert document_of(draft).links[-1].rival == "Konjunkturen"


def test_an_arrow_never_takes_a_name_that_another_has(db, shaper):
    taken = small_theory(MunicipalityFactory(), SMALL.replace("id: r2", "id: r3"))

    made = draw_arrow(taken, **ends(taken), **WORDS, by=shaper)

    assert sorted(a.key for a in taken.links.all()) == ["r1", "r3", made.key]
    assert made.key == "r4"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"origin": ""}, "hvor pilen kommer fra"),
        ({"assumption": "  "}, "hvad I antager"),
        ({"target": "A1"}, "pege på sig selv"),
    ],
)
def test_an_arrow_without_origin_assumption_or_another_end_is_refused(draft, shaper, changed, said):
    target = changed.pop("target", "S1")

    with pytest.raises(ValidationError, match=said):
        draw_arrow(draft, **ends(draft, target=target), **(WORDS | changed), by=shaper)
    assert draft.links.count() == 2


def test_a_ring_a_double_and_an_arrow_to_another_version_are_refused(draft, shaper):
    with pytest.raises(ValidationError, match="gå i ring"):
        draw_arrow(draft, **ends(draft, "S1", "B1"), **WORDS, by=shaper)
    with pytest.raises(ValidationError, match="tegnet før"):
        draw_arrow(draft, **ends(draft, "B1", "S1"), **WORDS, by=shaper)
    other = small_theory(draft.theory.municipality, SMALL.replace("egen-vej", "en-anden"))
    with pytest.raises(ValidationError, match="samme version"):
        draw_arrow(
            draft,
            source=ends(draft)["source"],
            target=other.elements.get(key="S1"),
            **WORDS,
            by=shaper,
        )


def test_other_kinds_of_arrows_may_go_back(draft, shaper):
    draw_arrow(draft, **ends(draft, "S1", "B1"), **(WORDS | {"kind": "counteracts"}), by=shaper)

    assert draft.links.count() == 3


def test_a_suggestion_is_dashed_until_it_is_accepted_also_in_the_next_version(draft, shaper):
    suggested = draft.links.get(key="r2")
    assert suggested.suggested
    assert [a.dashed for a in arrows_of(document_of(draft))] == [False, True]

    accept_arrow(suggested, by=shaper)
    adopt(draft, why_without_citizens="Prøve", by=shaper)
    newer = begin_version(draft.theory, by=shaper)

    assert not newer.links.get(key="r2").suggested
    assert not any(a.dashed for a in arrows_of(document_of(newer)))
    with pytest.raises(ValidationError, match="ikke et forslag"):
        accept_arrow(newer.links.get(key="r1"), by=shaper)


def test_what_is_said_of_an_arrow_is_changed_by_one_at_a_time(draft, shaper):
    arrow = draft.links.get(key="r1")

    change_arrow(arrow, strength="weak", evidence_against="Tre forløb", version=0, by=shaper)
    with pytest.raises(Conflict):
        change_arrow(arrow, strength="strong", version=0, by=shaper)

    assert draft.links.get(key="r1").evidence_against == "Tre forløb"


def test_an_arrow_can_be_taken_out(draft, shaper):
    remove_arrow(draft.links.get(key="r1"), by=shaper)

    assert [a.key for a in draft.links.all()] == ["r2"]
