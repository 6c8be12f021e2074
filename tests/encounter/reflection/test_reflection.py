"""A professional's thoughts are read by nobody else: not on a page, not in the database, not in a dump."""

from __future__ import annotations

import io
import logging

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from medborger.encounter.reflection import selectors, services
from medborger.encounter.reflection.models import OwnerKey, Reflection
from medborger.foundation import keys
from medborger.foundation.journal.models import Event
from medborger.foundation.people.roles import Role
from medborger.foundation.posts.models import Answer
from tests.factories import PersonFactory, TeamFactory, staff

pytestmark = pytest.mark.django_db
SECRET = "Jeg blev utålmodig og lyttede ikke."


@pytest.fixture
def bo():
    return staff(TeamFactory(), given_name="Bo")


@pytest.fixture
def thought(bo):
    return services.write(text=SECRET, by=bo)


def all_that_the_database_holds():
    """Every cell of every table, as text."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                said += [
                    bytes(cell).decode("utf-8", "ignore")
                    if isinstance(cell, bytes | memoryview)
                    else str(cell)
                    for cell in row
                ]
    return "\n".join(said)


def test_the_writer_reads_the_thought_again(thought, bo):
    assert [own.text for own in selectors.own_thoughts(bo)] == [SECRET]


def test_the_raw_database_holds_no_word_of_it_and_no_open_key(thought, bo, sign_in):
    sign_in(bo).post(reverse("reflection:mine"), {"text": SECRET, "once": "x" * 32})

    held = all_that_the_database_holds()

    assert "utålmodig" not in held
    assert bo.login in held, "the search sees what is there"
    assert keys.key("private") not in bytes(OwnerKey.objects.get().wrapped)
    assert len(OwnerKey.objects.get().wrapped) == 12 + 32 + 16
    assert Answer.objects.exists(), "the post left its answer, and no words in it"


def test_a_dump_a_log_line_and_the_journal_tell_nothing(thought, bo, sign_in, caplog):
    dump = io.StringIO()
    caplog.set_level(logging.DEBUG)
    sign_in(bo).post(reverse("reflection:mine"), {"text": SECRET})
    call_command("dumpdata", "reflection", stdout=dump)

    assert "reflection.reflection" in dump.getvalue()
    assert "utålmodig" not in dump.getvalue()
    assert "utålmodig" not in caplog.text
    assert not Event.objects.exists()
    assert str(thought) == str(OwnerKey.objects.get()) == "låst"
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


@pytest.mark.parametrize(
    "role", [Role.TEAM_LEADER, Role.ADMINISTRATOR, Role.AUDITOR, Role.CASEWORKER]
)
def test_leader_administrator_auditor_and_colleague_find_nothing(role, thought, bo, sign_in):
    other = staff(bo.engagements_today[0].team, role=role)
    browser = sign_in(other)

    page = browser.get(reverse("reflection:mine"))
    gone = browser.post(reverse("reflection:throw_away", args=[thought.public_id]))

    assert page.status_code == (200 if role == Role.CASEWORKER else 404)
    assert "utålmodig" not in page.content.decode()
    assert gone.status_code == 404
    assert Reflection.objects.filter(pk=thought.pk).exists()
    assert not Reflection.objects.visible_to(other).exists()
    with pytest.raises(PermissionDenied):
        services.throw_away(thought, by=other)


def test_a_row_moved_to_somebody_elses_name_does_not_open(thought, bo):
    carla = staff(bo.engagements_today[0].team)
    services.write(text="Min egen", by=carla)
    Reflection.objects.filter(pk=thought.pk).update(owner=carla)

    with pytest.raises(InvalidTag):
        selectors.own_thoughts(carla)


def test_a_stolen_key_row_does_not_open_under_another_name(thought, bo):
    carla = staff(bo.engagements_today[0].team)
    OwnerKey.objects.filter(owner=bo).update(owner=carla)
    Reflection.objects.filter(pk=thought.pk).update(owner=carla)

    with pytest.raises(InvalidTag):
        selectors.own_thoughts(carla)


def test_without_the_house_key_nothing_opens(thought, bo, monkeypatch):
    monkeypatch.setattr(keys, "key", lambda _name: b"\0" * 32)

    with pytest.raises(InvalidTag):
        selectors.own_thoughts(bo)


def test_with_the_last_thought_goes_the_key(thought, bo):
    services.write(text="En til", by=bo)
    services.throw_away(thought, by=bo)
    assert OwnerKey.objects.count() == 1

    services.throw_away(Reflection.objects.get(), by=bo)

    assert not OwnerKey.objects.exists()
    assert selectors.own_thoughts(bo) == []


def test_an_empty_thought_is_not_kept_and_a_citizen_has_no_room_here(bo, sign_in):
    with pytest.raises(ValidationError):
        services.write(text=" ", by=bo)
    with pytest.raises(PermissionDenied):
        services.write(text="Hej", by=PersonFactory())
    assert sign_in(bo).post(reverse("reflection:mine"), {"text": " "}).status_code == 422


def test_bo_writes_reads_and_deletes_in_the_browser(bo, sign_in):
    browser = sign_in(bo)
    read = browser.post(reverse("reflection:mine"), {"text": SECRET}, follow=True)
    row = Reflection.objects.get()
    gone = browser.post(reverse("reflection:throw_away", args=[row.public_id]), follow=True)

    assert SECRET in read.content.decode()
    assert SECRET not in gone.content.decode()
    assert row.subject == bo
