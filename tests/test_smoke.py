"""The house stands: its front door, its health and its error page answer."""

from __future__ import annotations

import pytest

from medborger.foundation.journal.services import Words, record
from medborger.foundation.journal.verification import faults
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_two_lines_in_the_journal_make_a_chain_that_holds():
    citizen = PersonFactory()

    for _ in range(2):
        record("plan.step.added", about=citizen, by=citizen, words=Words("a", "b", "c"))

    assert list(faults()) == []


def test_a_stranger_finds_the_door_and_a_machine_finds_the_house_well(client):
    assert client.get("/", follow=True).status_code == 200
    assert client.get("/sundhed").json()["status"] == "ok"


def test_a_page_that_does_not_exist_says_so_in_danish_with_a_number(client):
    answer = client.get("/findes-ikke")

    assert answer.status_code == 404
    assert "Siden findes ikke" in answer.content.decode()


def test_the_auditor_reads_the_trace(client):
    client.force_login(PersonFactory(role="auditor"))

    assert client.get("/spor/").status_code == 200
