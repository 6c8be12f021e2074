"""The journal is append-only, sealed, and tells where it was tampered with."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from medborger.foundation.journal.models import Chain, Event
from medborger.foundation.journal.services import Words, erase, record, write_daily_root
from medborger.foundation.journal.verification import faults, root
from medborger.foundation.people.roles import Role
from tests.factories import PersonFactory, staff, works_with

pytestmark = pytest.mark.django_db
WORDS = Words("Du skrev et mål.", "Borgeren skrev et mål.", "Mål oprettet.")


def three_lines():
    citizen = PersonFactory()
    return citizen, [
        record("plan.goal.added", about=citizen, by=citizen, words=WORDS, data={"n": n})
        for n in range(3)
    ]


def without_triggers():
    """What somebody with the keys to the database could do."""
    cursor = connection.cursor()
    if connection.vendor == "postgresql":
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE journal_event DISABLE TRIGGER USER")
    else:
        cursor.execute("DROP TRIGGER journal_event_no_update")
        cursor.execute("DROP TRIGGER journal_event_no_delete")


def test_an_event_tells_three_readers_what_happened():
    _, (event, *_) = three_lines()

    assert (event.for_citizen, event.for_staff) == ("Du skrev et mål.", "Borgeren skrev et mål.")
    assert str(event) == "Mål oprettet."
    assert event.data == {"n": 0}
    assert len(event.number) == 9


def test_the_database_refuses_to_change_or_remove_a_line():
    _, (event, *_) = three_lines()

    for tamper in (
        lambda: Event.objects.filter(pk=event.pk).update(kind="other"),
        lambda: Event.objects.filter(pk=event.pk).update(payload={"words": {}}),
        lambda: Event.objects.filter(pk=event.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            tamper()


@pytest.mark.parametrize(
    ("tamper", "line", "why"),
    [
        (lambda e: Event.objects.filter(pk=e[1].pk).update(payload={"words": {}}), 2, "indholdet"),
        (lambda e: Event.objects.filter(pk=e[1].pk).update(kind="plan.other"), 2, "seglet"),
        (lambda e: Event.objects.filter(pk=e[1].pk).update(salt=None), 2, "salt"),
        (lambda e: Event.objects.filter(pk=e[1].pk).delete(), 2, "mangler"),
        (lambda e: Event.objects.filter(pk=e[2].pk).delete(), 3, "sidste linje"),
        (lambda e: Event.objects.all().delete(), 1, "alle linjer mangler"),
    ],
)
def test_whoever_tampers_is_found_by_line(tamper, line, why):
    citizen, events = three_lines()
    without_triggers()

    tamper(events)

    (fault,) = faults()
    assert (fault.subject, fault.seq) == (str(citizen.public_id), line)
    assert why in fault.why


def test_a_line_moved_to_another_citizen_is_found():
    _, events = three_lines()
    other = PersonFactory()
    record("plan.goal.added", about=other, by=other, words=WORDS)
    without_triggers()

    Event.objects.filter(subject=other).delete()
    Event.objects.filter(pk=events[0].pk).update(subject=other)

    assert len(list(faults())) == 2


def test_what_a_line_says_can_be_erased_and_the_chain_stays_whole():
    _, (event, *_) = three_lines()

    erase(event, by=PersonFactory(role=Role.ADMINISTRATOR))

    event.refresh_from_db()
    assert event.for_citizen == "Indholdet er slettet."
    assert event.data == {}
    assert list(faults()) == []


def test_only_an_administrator_erases():
    _, (event, *_) = three_lines()

    with pytest.raises(PermissionDenied):
        erase(event, by=PersonFactory(role=Role.CASEWORKER))


def test_the_command_says_all_is_well_or_names_the_line():
    _, events = three_lines()
    out, err = StringIO(), StringIO()

    call_command("chain", "verify", stdout=out)
    assert "3 hændelser i 1 kæder" in out.getvalue()

    without_triggers()
    Event.objects.filter(pk=events[1].pk).update(kind="plan.other")
    with pytest.raises(CommandError, match="1 kæder holder ikke"):
        call_command("chain", "verify", stderr=err)
    assert "linje 2" in err.getvalue()


def test_the_days_root_is_signed_and_written_outside_the_database(settings, tmp_path):
    settings.VAR = str(tmp_path)
    three_lines()
    before = root()

    write_daily_root.function()
    call_command("chain", "root", stdout=StringIO())
    three_lines()

    (file,) = Path(tmp_path, "roots").iterdir()
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["root"] for line in lines] == [before["root"]] * 2
    assert root()["root"] != before["root"]
    assert lines[0]["events"] == 3


def test_events_are_visible_to_the_citizen_and_the_team_only():
    citizen, events = three_lines()
    team_mate = PersonFactory(role=Role.CASEWORKER)
    worker = staff(_a_team())
    works_with(worker, citizen)

    assert set(Event.objects.visible_to(citizen)) == set(events)
    assert set(Event.objects.visible_to(worker)) == set(events)
    assert not Event.objects.visible_to(team_mate).exists()
    assert str(Chain.objects.get()) == f"{citizen.pk}: 3"


def _a_team():
    from tests.factories import TeamFactory

    return TeamFactory()
