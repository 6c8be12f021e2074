"""Amira and Bo, his free times, and an invitation."""

from __future__ import annotations

import datetime as dt

import pytest

from medborger.encounter.meetings import services
from medborger.encounter.meetings.models import Invitation
from medborger.foundation import clock
from tests.factories import PersonFactory, TeamFactory, staff, works_with


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def bo(team):
    return staff(team, given_name="Bo", family_name="Kjærgård")


@pytest.fixture
def amira(bo):
    citizen = PersonFactory(given_name="Amira", family_name="Holmlund")
    works_with(bo, citizen)
    return citizen


@pytest.fixture
def slots(bo):
    day = clock.today() + dt.timedelta(days=7)
    return services.offer_times(on=day, first=dt.time(9), last=dt.time(12), by=bo)


@pytest.fixture
def invitation(amira, bo, slots):
    services.invite(amira, about="din plan og dit næste skridt", by=bo)
    return Invitation.objects.get(subject=amira)


@pytest.fixture
def talk(invitation, slots, amira):
    services.book(invitation, slot=slots[0], by=amira)
    return invitation.talks.get()


@pytest.fixture
def sign_in(client):
    def enter(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["without_second_factor"] = True
        session.save()
        return client

    return enter
