"""A password alone opens nothing but the page where one chooses a second factor."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings

from medborger.foundation.people.roles import Role
from medborger.foundation.second_factor import WITHOUT, SecondFactor
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
FACTOR = f"{SecondFactor.__module__}.SecondFactor"


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, FACTOR]


@pytest.fixture
def bo(client):
    bo = PersonFactory(role=Role.CASEWORKER)
    client.force_login(bo)
    return bo


def test_a_password_alone_leads_to_the_choice_of_a_second_factor(client, bo):
    for page in ("/", "/plan/borgere/", "/spor/"):
        answer = client.get(page)
        assert (answer.status_code, answer.url) == (302, "/konto/2fa/")


@pytest.mark.parametrize("page", ["/sundhed", "/konto/logout/"])
def test_one_can_always_leave_and_the_house_can_be_asked_how_it_is(client, bo, page):
    assert client.get(page).status_code == 200


def test_with_a_second_factor_the_house_is_open_and_remembers(client, bo):
    TOTP.activate(bo, generate_totp_secret())

    assert client.get("/plan/borgere/").status_code == 200
    assert client.session[WITHOUT] is True
    Authenticator.objects.all().delete()
    assert client.get("/plan/borgere/").status_code == 200, "it holds for this log-in"


def test_a_stranger_is_sent_to_the_log_in_as_before(client):
    assert client.get("/plan/").url.startswith("/konto/login/")


def test_production_has_it_before_anything_is_shown():
    order = settings.MIDDLEWARE

    assert order.index(FACTOR) > order.index(
        "django.contrib.auth.middleware.AuthenticationMiddleware"
    )
