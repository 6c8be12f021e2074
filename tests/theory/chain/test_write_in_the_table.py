"""The table is the master: cells are changed, moved, added and taken out in place."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from medborger.foundation.forms import Conflict
from medborger.theory.chain.documents import document_of
from medborger.theory.chain.models import Element
from medborger.theory.chain.services import add_cell, adopt, begin_version, change_cell, remove_cell
from medborger.theory.exchange.table import lay_out_table
from medborger.theory.followup.services.signs import import_signs
from tests.factories import MunicipalityFactory, PersonFactory
from tests.theory.stories import SIGNS


def cell(version, key):
    return version.elements.get(key=key)


def column(version, title):
    table = lay_out_table(document_of(version))
    at = [c.title for c in table.columns].index(title)
    return [row[at].text if row[at] else "" for row in table.rows]


def test_a_cell_gets_new_words_and_nothing_else_changes(draft, shaper):
    before = document_of(draft)

    change_cell(cell(draft, "B1"), text=" Borgeren skriver planen ", by=shaper)

    after = document_of(draft)
    assert after.element("B1").text == "Borgeren skriver planen"
    assert after.elements[1:] == before.elements[1:]
    assert after.links == before.links


def test_an_empty_cell_is_taken_out_and_not_emptied(draft, shaper):
    with pytest.raises(ValidationError, match="hvad der skal stå"):
        change_cell(cell(draft, "B1"), text="  ", by=shaper)


def test_a_text_that_is_moved_changes_places_with_the_one_in_its_way(draft, shaper):
    add_cell(draft, level="sub_goal", audience="citizens", row=2, text="Mere ro", by=shaper)

    change_cell(cell(draft, "B1"), text="Borgeren skriver sin egen plan", row=2, by=shaper)

    assert column(draft, "Delmål for borgere") == ["Mere ro", "Borgeren skriver sin egen plan"]


def test_a_text_can_be_moved_to_another_column(draft, shaper):
    change_cell(cell(draft, "B1"), text="Vi skriver med", audience="staff", row=1, by=shaper)

    assert column(draft, "Delmål for ansatte")[0] == "Vi skriver med"
    with pytest.raises(ValidationError, match="Målgruppen findes ikke"):
        change_cell(cell(draft, "B1"), text="Vi skriver med", audience="nobody", by=shaper)


def test_the_same_wording_is_changed_in_both_columns_or_parts(twins, shaper):
    change_cell(cell(twins, "B1"), text="Planen er borgerens", both=True, by=shaper)
    assert cell(twins, "A1").text == "Planen er borgerens"
    assert cell(twins, "A1").same_wording_as == "B1"

    change_cell(cell(twins, "A1"), text="Vi spørger først", by=shaper)
    assert cell(twins, "B1").text == "Planen er borgerens"
    assert cell(twins, "A1").same_wording_as == ""


def test_two_with_the_same_wording_stay_a_pair_when_one_is_only_moved(twins, shaper):
    change_cell(cell(twins, "A1"), text=cell(twins, "A1").text, row=5, by=shaper)

    assert cell(twins, "A1").same_wording_as == "B1"


def test_a_new_cell_gets_a_key_no_version_has_used_and_stands_in_reading_order(draft, shaper):
    goal = {"level": "sub_goal", "audience": "citizens"}
    second = add_cell(draft, **goal, row=3, text="Mere ro", subgroup="unge", by=shaper)
    remove_cell(second, by=shaper)
    adopt(draft, why_without_citizens="Prøve", by=shaper)
    newer = begin_version(draft.theory, by=shaper)

    added = add_cell(newer, **goal, row=2, text="Mere tid", by=shaper)

    assert (second.key, added.key) == ("B2", "B2"), "a key taken back was never in a version"
    assert [e.key for e in newer.elements.all()] == ["B1", "B2", "A1", "S1", "M1", "P1"]


def test_a_key_of_an_earlier_version_is_not_given_to_another_element(draft, shaper):
    add_cell(draft, level="sub_goal", audience="staff", row=3, text="Sparring", by=shaper)
    adopt(draft, why_without_citizens="Prøve", by=shaper)
    newer = begin_version(draft.theory, by=shaper)
    remove_cell(newer.elements.get(key="A2"), by=shaper)

    assert (
        add_cell(newer, level="sub_goal", audience="staff", row=4, text="Mere tid", by=shaper).key
        == "A3"
    )


def test_the_first_cell_of_an_empty_column_comes_last_in_reading(draft, shaper):
    draft.elements.filter(key="M1").delete()

    made = add_cell(draft, level="active_mechanism", row=1, text="Tillid", by=shaper)

    assert made.key == "A2", "A1 is taken by the staff's goal"
    assert list(draft.elements.all())[-1] == made


def test_the_first_cell_of_a_theory_without_any(draft, shaper):
    for element in draft.elements.all():
        element.delete()

    made = add_cell(draft, level="sub_goal", audience="citizens", row=1, text="Ro", by=shaper)

    assert (made.key, made.order) == ("C1", 0)


def test_a_cell_that_is_taken_a_level_and_an_audience_that_are_not_there_are_refused(draft, shaper):
    with pytest.raises(ValidationError, match="står allerede noget"):
        add_cell(draft, level="sub_goal", audience="citizens", row=1, text="Ro", by=shaper)
    with pytest.raises(ValidationError, match="Niveauet findes ikke"):
        add_cell(draft, level="dream", row=1, text="Ro", by=shaper)


def test_an_element_with_a_sign_is_not_taken_out_before_the_sign(draft, shaper):
    import_signs(SIGNS, theory=draft.theory, by=None)

    with pytest.raises(ValidationError, match="følger dette element"):
        remove_cell(cell(draft, "B1"), by=shaper)


def test_an_element_goes_with_its_arrows_and_its_twin_stands_alone(twins, shaper):
    remove_cell(cell(twins, "B1"), by=shaper)

    assert not twins.links.filter(key="r1").exists()
    assert cell(twins, "A1").same_wording_as == ""


def test_who_was_slower_sees_what_stands_now(draft, shaper):
    change_cell(cell(draft, "B1"), text="Først", version=0, by=shaper)

    with pytest.raises(Conflict) as conflict:
        change_cell(cell(draft, "B1"), text="Sidst", version=0, by=shaper)
    assert conflict.value.theirs == {"text": "Først"}


def test_an_adopted_version_and_a_stranger_change_nothing(draft, shaper):
    element = cell(draft, "B1")
    with pytest.raises(PermissionDenied):
        change_cell(element, text="x", by=PersonFactory(role="caseworker"))
    away = MunicipalityFactory(slug="engby", name="Engby")
    with pytest.raises(PermissionDenied):
        change_cell(element, text="x", by=PersonFactory(role="analyst", municipality=away))

    adopt(draft, why_without_citizens="Prøve", by=shaper)
    with pytest.raises(ValidationError, match="vedtaget"):
        change_cell(element, text="x", by=shaper)
    assert Element.objects.get(pk=element.pk).text == "Borgeren skriver sin egen plan"
