"""No page asks the database more when there is ten times as much (./test budgets)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from medborger.encounter.plan.selectors import pages
from medborger.foundation.access import services as trace
from medborger.foundation.outbox.services import write
from medborger.foundation.people.models import Team
from medborger.foundation.people.roles import Role
from tests.factories import PersonFactory, staff, works_with
from tests.harness.access import table, walk
from tests.harness.access import world as worlds
from tests.harness.access.budgets import BUDGETS
from tests.harness.access.rooms import insight, judgements, plans
from tests.harness.access.table import STRANGER

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.harness]
TIMES = 10


def grow(world):
    """Let there be ten times as much of all that people write, and as many people."""
    citizen, helper = world.people["citizen"], world.people["worker"]
    team = Team.objects.get(pk=next(iter(helper.team_ids)))
    for number in range(TIMES - 1):
        plans.fill(world, "citizen", citizen, helper)
        judgements.fill(world, "citizen", citizen, helper)
        insight.fill(world, "citizen", citizen, helper)
        write(citizen, subject_line="Nyt", text="Nyt", by=helper)
        other = PersonFactory(municipality=citizen.municipality)
        works_with(helper, other)
        plans.fill(world, "other_citizen", other, helper)
        trace.seen("din plan", about=other, by=helper, purpose="casework")
        for role in (Role.CASEWORKER, Role.AUDITOR):
            staff(team, role=role, given_name=f"Ny {number}")


def visits(world, only=""):
    """Each page once, as the person the table names first, and how many questions it asked."""
    rows, asked = table.answers(), {}
    steps = walk.Walk(world)
    for endpoint in walk.endpoints():
        for row in rows.get(endpoint.name, []):
            if not row.gets or row.at != "open" or not row.name.startswith(only):
                continue
            who = min(row.gets, key=[*worlds.CAST, STRANGER].index)
            address = steps._address(endpoint, row.at)
            asked[row.name] = questions(steps._client(who), address)
    return asked


def questions(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        answer = client.get(address)
    assert answer.status_code < 400, address
    return len(caught)


class Asked(NamedTuple):
    """What each page asks in a small world, in one ten times as big, and with a planted fault."""

    small: dict[str, int]
    big: dict[str, int]
    planted: tuple[int, int]


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.make()
        small, planted_small = visits(world), with_a_planted_fault(world)
        grow(world)
        yield Asked(small, visits(world), (planted_small, with_a_planted_fault(world)))
        transaction.set_rollback(True)


def with_a_planted_fault(world):
    """What the list of citizens asks when it asks once more for each of them."""
    citizens_of = pages.citizens_of

    def one_by_one(viewer):
        return [line for line in citizens_of(viewer) if line.citizen.engagements.count() >= 0]

    with patch.object(pages, "citizens_of", one_by_one):
        return visits(world, "plan:citizens")["plan:citizens"]


def test_every_page_has_a_budget(asked):
    small = asked.small
    missing = {name: count for name, count in small.items() if name not in BUDGETS}

    assert missing == {}, "write them in tests/harness/access/budgets.py"
    assert BUDGETS.keys() - small.keys() == set(), "these pages are gone"


def test_no_budget_is_above_twelve():
    assert {name: most for name, most in BUDGETS.items() if most > 12} == {}


def test_no_page_asks_more_than_its_budget(asked):
    big = asked.big

    assert {name: n for name, n in big.items() if n > BUDGETS.get(name, n)} == {}


def test_no_page_asks_more_when_there_is_ten_times_as_much(asked):
    small, big = asked.small, asked.big
    grown = {name: (small[name], big[name]) for name in small if big[name] > small[name]}

    assert grown == {}


def test_a_page_that_asks_once_for_each_row_is_found(asked):
    small, big = asked.planted

    assert big - small == TIMES - 1
