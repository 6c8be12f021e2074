"""An adopted version stands still; the next one starts from it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from medborger.theory.chain.documents import document_of
from medborger.theory.chain.models import TheoryVersion
from medborger.theory.chain.services import adopt, begin_version, is_whole, restore_version
from tests.factories import MunicipalityFactory, PersonFactory
from tests.theory.stories import SMALL, small_theory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return small_theory(MunicipalityFactory())


@pytest.fixture
def leader(version):
    return PersonFactory(role="team_leader", municipality=version.theory.municipality)


def test_a_version_is_adopted_only_with_the_citizens_view_or_a_reason(version, leader):
    with pytest.raises(ValidationError, match="borgernes perspektiv"):
        adopt(version, citizens_view="  ", by=leader)

    assert adopt(version, citizens_view="Vi vil skrive selv.", by=leader).adopted
    assert is_whole(TheoryVersion.objects.get())


def test_the_database_too_wants_the_citizens_view(version, leader):
    with pytest.raises(IntegrityError), transaction.atomic():
        TheoryVersion.objects.update(adopted_at="2026-01-01T00:00Z", content_hash="x")


def test_an_adopted_version_cannot_be_changed_and_the_hash_tells_if_it_was(version, leader):
    adopted = adopt(version, why_without_citizens="Borgerrådet mødes i maj.", by=leader)
    element = adopted.elements.first()

    element.text = "Noget andet"
    with pytest.raises(ValidationError, match="vedtaget"):
        element.save()
    with pytest.raises(ValidationError, match="vedtaget"):
        element.delete()
    assert is_whole(adopted)

    adopted.elements.filter(pk=element.pk).update(text="Bag om ryggen")
    assert not is_whole(adopted)


def test_a_version_is_not_adopted_twice(version, leader):
    adopt(version, citizens_view="Ja.", by=leader)

    with pytest.raises(ValidationError, match="allerede vedtaget"):
        adopt(version, citizens_view="Ja.", by=leader)


def test_the_next_version_keeps_every_key(version, leader):
    adopt(version, citizens_view="Ja.", by=leader)

    draft = begin_version(version.theory, change_note="Vi lærte noget.", by=leader)

    assert draft.number == 2
    assert document_of(draft) == document_of(version)
    with pytest.raises(ValidationError, match="allerede en kladde"):
        begin_version(version.theory, by=leader)


def test_an_earlier_version_can_be_the_newest_again(version, leader):
    changed = small_theory(version.theory.municipality, SMALL.replace("arbejde", "job"))

    restored = restore_version(version, by=leader)

    assert restored.number == changed.number + 1
    assert document_of(restored) == document_of(version)
