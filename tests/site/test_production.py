"""In production the house refuses to open half locked, and tells nothing about people."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import reverse

from medborger.foundation.access.models import Look
from medborger.foundation.people.models import Person
from medborger.foundation.people.roles import Role
from medborger.site.logs import Lines
from tests.factories import PersonFactory
from tests.harness.access import world as worlds

ROOT = Path(__file__).parents[2]
KEYS = {
    f"MEDBORGER_KEY_{n}": bytes(range(32)).hex()
    for n in ("DJANGO", "JOURNAL", "PSEUDONYM", "PRIVATE")
}


def start(tmp_path, *words, code="", **settings):
    """Start the house as production does, with these settings and nothing else."""
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "medborger.site.settings",
        "MEDBORGER_VAR": str(tmp_path),
        "PLAIN_STATIC": "1",
        "ALLOWED_HOSTS": "medborger.example",
        **settings,
    }
    command = ["-c", code] if code else ["manage.py", *words]
    return subprocess.run(  # noqa: S603
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


def test_production_refuses_to_start_without_keys(tmp_path):
    refused = start(tmp_path, "check")

    assert refused.returncode != 0
    assert "Nøglen «django» mangler" in refused.stderr


@pytest.mark.parametrize("missing", ["JOURNAL", "PSEUDONYM", "PRIVATE"])
def test_production_refuses_to_start_when_one_key_is_missing(tmp_path, missing):
    keys = {name: key for name, key in KEYS.items() if not name.endswith(missing)}

    refused = start(tmp_path, "check", **keys)

    assert refused.returncode != 0
    assert missing.lower() in refused.stderr


def test_production_refuses_a_short_key_and_a_key_file_others_can_read(tmp_path):
    short = start(tmp_path, "check", **{**KEYS, "MEDBORGER_KEY_DJANGO": "abcd"})
    (tmp_path / "keys").write_text("django=" + "ab" * 32)
    (tmp_path / "keys").chmod(0o644)
    open_file = start(tmp_path, "check")

    assert "for kort" in short.stderr
    assert "chmod 600" in open_file.stderr


def test_production_never_shows_its_inside(tmp_path):
    refused = start(tmp_path, "check", DEBUG="1", **KEYS)

    assert refused.returncode != 0
    assert "DEBUG=1" in refused.stderr


def test_djangos_own_list_for_production_has_nothing_to_say(tmp_path):
    checked = start(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **KEYS)

    assert checked.returncode == 0, checked.stderr


def test_production_locks_cookies_and_asks_for_https(tmp_path):
    code = """
import django, json; django.setup()
from django.test import Client
from django.conf import settings
ask = Client(headers={"host": "medborger.example"})
plain = ask.get("/konto/login/")
safe = ask.get("/konto/login/", secure=True)
print(json.dumps({
    "plain": [plain.status_code, plain["Location"]],
    "hsts": safe["Strict-Transport-Security"],
    "cookies": {name: [bool(c["secure"]), bool(c["httponly"]), c["samesite"], c["path"], c["domain"]]
                for name, c in safe.cookies.items()},
    "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE,
                settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE],
    "headers": [safe["X-Frame-Options"], safe["Referrer-Policy"], safe["X-Content-Type-Options"],
                safe["Cross-Origin-Opener-Policy"]],
}))"""
    assert start(tmp_path, "migrate", "-v0", **KEYS).returncode == 0
    said = start(tmp_path, code=code, **KEYS)
    told = json.loads(said.stdout)

    assert told["plain"] == [301, "https://medborger.example/konto/login/"]
    assert told["hsts"] == "max-age=31536000; includeSubDomains; preload"
    assert told["cookies"] == {"__Host-csrf": [True, True, "Lax", "/", ""]}
    assert told["session"] == ["__Host-session", True, True, "Lax"]
    assert told["headers"] == ["DENY", "same-origin", "nosniff", "same-origin"]


@pytest.mark.django_db
def test_a_form_without_its_token_from_our_own_page_is_refused():
    client = Client(enforce_csrf_checks=True)
    client.force_login(PersonFactory())

    answer = client.post(reverse("plan:goal"), {"wording": "Ikke fra mig"})

    assert answer.status_code == 403
    assert "åben for længe" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/plan/", "/konto/login/", "/sundhed"])
def test_when_the_database_is_away_every_page_says_try_again(page, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(PersonFactory())

    def away(*_arguments):
        raise OperationalError("FATAL: password for kanarie9999 is wrong")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper._execute", away)
    monkeypatch.setattr(
        "django.db.backends.sqlite3.base.DatabaseWrapper._savepoint", lambda *_: None
    )
    answer = client.get(page)

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Vi er her igen om lidt" in answer.content.decode()
    assert "kanarie" not in answer.content.decode()


class Heard(logging.Handler):
    """Keeps what the house would have written in its log."""

    def __init__(self):
        super().__init__(level=logging.DEBUG)
        self.setFormatter(Lines())
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def heard():
    handler, root = Heard(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.mark.django_db
def test_the_log_tells_nothing_about_people_whatever_happens(heard, monkeypatch):
    world = worlds.make()
    client = Client(raise_request_exception=False)
    citizen, song = world.people["citizen"], world.cage.new("citizen", "what was typed")
    client.force_login(world.people["worker"])
    client.get(reverse("plan:plan", args=[citizen.plan.public_id]))
    client.get(f"/plan/{song}/", {"navn": song})
    client.post(reverse("plan:goal"), {"wording": song})
    client.post("/konto/login/", {"login": f"{song}@x.example", "password": song})
    monkeypatch.setattr(
        Look.objects._queryset_class,
        "create",
        lambda *_a, **_o: (_ for _ in ()).throw(
            ValueError(f"{citizen.name} {citizen.email} {song}")
        ),
    )
    broken = client.get(reverse("plan:plan", args=[citizen.plan.public_id]))
    logging.getLogger("medborger").warning("Something about nobody")

    assert broken.status_code == 500
    assert heard.lines, "nothing was written at all"
    assert any('"error": "ValueError"' in line for line in heard.lines)
    told = "\n".join(heard.lines)
    assert world.cage.heard_in(told) == set()
    assert str(citizen.public_id) not in told
    assert str(citizen.plan.public_id) not in told


@pytest.mark.django_db
def test_a_text_about_somebody_in_the_log_would_have_been_heard(heard):
    world = worlds.make()

    logging.getLogger("medborger").warning("Somebody wrote %s", world.people["citizen"].name)

    assert world.cage.heard_in("\n".join(heard.lines))


@pytest.mark.django_db
@override_settings(SESSION_COOKIE_AGE=60)
def test_signing_in_changes_the_session_and_signing_out_empties_it(client):
    person = PersonFactory(role=Role.CASEWORKER)
    client.get("/konto/login/")
    client.force_login(person)
    first = client.session.session_key
    client.post("/konto/logout/")

    assert client.cookies["session"].value != first
    assert Person.objects.filter(pk=person.pk).exists()
    assert client.get(reverse("plan:citizens")).status_code == 302
