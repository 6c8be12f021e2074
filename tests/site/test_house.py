"""The front door, the language, the errors and the demo's entrance."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import RequestFactory, override_settings

from medborger.demo.cast import CAST
from medborger.foundation.people.models import Person
from medborger.foundation.people.roles import Role
from medborger.foundation.second_factor import SecondFactor
from medborger.site import errors, navigation
from medborger.site.login import StaffOnly
from medborger.site.logs import Lines
from medborger.site.middleware import AwayIsNotBroken
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_the_demo_is_filled_once_and_one_can_be_each_of_its_people(client):
    call_command("demo", people=3, weeks=2)
    before = Person.objects.count()
    call_command("demo", people=3, weeks=2)

    assert Person.objects.count() == before
    for character in CAST:
        assert client.post(f"/demo/{character.login}/").status_code == 302
        assert client.get("/", follow=True).status_code == 200


def test_the_entrance_says_when_a_person_is_not_ready(client):
    assert "Er på vej" in client.get("/demo/").content.decode()
    assert client.post("/demo/demo-amira/").url == "/demo/"
    assert client.post("/demo/demo-ukendt/").status_code == 404


@override_settings(DEMO=False)
def test_without_demo_the_front_page_tells_what_medborger_is(client):
    assert "Din plan" in client.get("/").content.decode()
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")


def test_the_language_changes_and_the_page_stays(client):
    answer = client.post("/sprog/", {"language": "en", "next": "/demo/"})

    assert answer.url == "/demo/"
    assert "Who would you like to be?" in client.get("/demo/").content.decode()


def test_the_language_switch_sends_nobody_out_of_the_house(client):
    answer = client.post("/sprog/", {"language": "xx", "next": "https://evil.example/"})

    assert answer.url == "/"
    assert not answer.cookies


def test_every_answer_is_private_and_has_a_strict_policy(client):
    answer = client.get("/demo/")

    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (lambda: errors.bad_request(None, ValueError()), 400, "kunne ikke læse"),
        (lambda: errors.forbidden(None), 404, "findes ikke"),
        (lambda: errors.expired(None, "no cookie"), 403, "åben for længe"),
        (lambda: errors.broken(None), 500, "ikke din skyld"),
        (lambda: errors.away(), 503, "her igen om lidt"),
    ],
)
def test_an_error_says_what_happened_and_what_to_do(answer, status, words):
    page = answer()

    assert page.status_code == status
    assert words in page.content.decode()


def test_only_a_database_that_is_away_is_answered_so_from_within_a_view():
    middleware = AwayIsNotBroken(lambda _request: None)
    answer = middleware.process_exception(None, OperationalError())

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert middleware.process_exception(None, ValueError()) is None


def test_a_log_line_holds_a_reference_and_no_message_of_the_error():
    try:
        raise ValueError("CPR 010203-1234")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "It broke", (), sys.exc_info())

    line = json.loads(Lines().format(record))

    assert (line["error"], line["what"], line["reference"]) == ("ValueError", "It broke", "-")
    assert "010203" not in json.dumps(line)


@override_settings(
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "medborger.foundation.second_factor.SecondFactor",
    ]
)
def test_staff_with_only_a_password_choose_a_second_factor_first(client, monkeypatch):
    client.force_login(PersonFactory(role=Role.AUDITOR))

    assert client.get("/spor/").url == "/konto/2fa/"
    assert client.get("/sundhed").status_code == 200
    monkeypatch.setattr(
        "medborger.foundation.second_factor.get_adapter",
        lambda: type("A", (), {"is_mfa_enabled": lambda self, user: True})(),
    )
    assert client.get("/sprog/").status_code == 405
    assert SecondFactor.__doc__


def test_only_staff_with_a_role_of_today_come_in_with_a_password(client):
    auditor = PersonFactory(role=Role.AUDITOR, email="lise@example.org")
    citizen = PersonFactory(email="ane@example.org")
    for person in (auditor, citizen):
        person.set_password("en lang adgangskode")
        person.save()

    def sign_in(email):
        client.logout()
        client.post("/konto/login/", {"login": email, "password": "en lang adgangskode"})
        return "_auth_user_id" in client.session

    assert sign_in("lise@example.org")
    assert not sign_in("ane@example.org")
    assert not StaffOnly().is_open_for_signup(RequestFactory().get("/"))


@pytest.mark.parametrize("role", Role)
def test_everybody_begins_on_the_first_page_that_fits(role):
    begins = "start:mine" if role == Role.CITIZEN else "front"

    assert navigation.start_page(PersonFactory(role=role)) == begins


def test_the_accessibility_statement_is_one_click_from_every_page(client):
    assert 'href="/was"' in client.get("/demo/").content.decode()
    page = client.get("/was").content.decode()

    assert "Tilgængelighedserklæring" in page
    assert "delvist" in page, "we claim no more than we have tried"
