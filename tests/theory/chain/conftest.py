"""A draft in our own words, and those who may write in it."""

from __future__ import annotations

import pytest

from tests.factories import MunicipalityFactory, PersonFactory
from tests.theory.stories import SMALL, small_theory

TWINS = SMALL.replace(
    "  text: Medarbejderen spørger, før hun foreslår\n",
    "  text: Borgeren skriver sin egen plan\n  same_wording_as: B1\n",
)


@pytest.fixture
def draft(db):
    return small_theory(MunicipalityFactory())


@pytest.fixture
def twins(db):
    """A theory where B1 and A1 have the same wording."""
    return small_theory(MunicipalityFactory(), TWINS)


@pytest.fixture
def shaper(db):
    return PersonFactory(role="analyst", municipality=MunicipalityFactory())
