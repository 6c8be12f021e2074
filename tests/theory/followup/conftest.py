"""A theory with signs, and the people around it."""

from __future__ import annotations

import datetime as dt

import pytest

from medborger.foundation import clock
from medborger.theory.followup.services.signs import import_signs
from tests.factories import MunicipalityFactory, PersonFactory
from tests.theory.stories import SIGNS, small_theory

TODAY = dt.datetime(2026, 6, 15, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def today():
    with clock.set_to(TODAY):
        yield TODAY.date()


@pytest.fixture
def home(db):
    return MunicipalityFactory()


@pytest.fixture
def theory(home):
    theory = small_theory(home).theory
    import_signs(SIGNS, theory=theory, by=None)
    return theory


@pytest.fixture
def leader(home):
    return PersonFactory(role="team_leader", given_name="Hanne", municipality=home)


@pytest.fixture
def sign(theory):
    return theory.signs.get(key="B1.t")
