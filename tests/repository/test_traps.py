"""The traps of `tests/traps.py` do snap."""

from __future__ import annotations

import pytest
from django.template import engines

from medborger.foundation.people.models import Person
from tests.factories import PersonFactory
from tests.traps import InNoOrder


def test_a_template_that_names_what_it_was_not_given_fails():
    page = engines["django"].from_string("Hej {{ name }}")

    assert page.render({"name": "Amira"}) == "Hej Amira"
    with pytest.raises(AssertionError, match="name"):
        page.render({})


def test_a_text_with_a_hole_that_nobody_fills_fails():
    page = engines["django"].from_string(
        "{% load i18n %}{% blocktranslate %}Hej {{ name }}{% endblocktranslate %}"
    )

    with pytest.raises(AssertionError, match="name"):
        page.render({})


@pytest.mark.django_db
def test_rows_in_an_order_nobody_chose_fail():
    PersonFactory()
    PersonFactory()

    assert len(list(Person.objects.order_by("pk"))) == 2
    with pytest.raises(InNoOrder):
        list(Person.objects.order_by())
    with pytest.raises(InNoOrder):
        Person.objects.order_by()[:1]


@pytest.mark.django_db
def test_one_row_is_in_order_by_itself():
    person = PersonFactory()

    assert list(Person.objects.order_by().filter(pk=person.pk)) == [person]
