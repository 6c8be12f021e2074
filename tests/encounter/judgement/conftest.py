"""Bo and Amira, Carla from another team, and a draft."""

from __future__ import annotations

import pytest

from medborger.encounter.judgement import services
from medborger.encounter.judgement.models import Judgement
from tests.factories import PersonFactory, TeamFactory, staff, works_with


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def bo(team):
    return staff(team, given_name="Bo", family_name="Kjærgård")


@pytest.fixture
def carla(team):
    other = TeamFactory(municipality=team.municipality)
    return staff(other, given_name="Carla", family_name="Engvang")


@pytest.fixture
def amira(bo):
    citizen = PersonFactory(given_name="Amira", family_name="Holmlund")
    works_with(bo, citizen)
    return citizen


@pytest.fixture
def matter(team):
    return services.set_matter(team.municipality, name="Kursus", paragraph="LAB § 99", by=None)


@pytest.fixture
def sign_in(client):
    def enter(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["without_second_factor"] = True
        session.save()
        return client

    return enter


@pytest.fixture
def draft(amira, bo, matter):
    services.begin(amira, matter=matter, question="Skal Amira have et kursus?", by=bo)
    return Judgement.objects.get()
