"""People and browsers for the pages of the plan."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.encounter.plan.people import amira_and_bo

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def people():
    return amira_and_bo()


@pytest.fixture
def sign_in(client):
    def enter(person):
        client.force_login(person, backend=BACKEND)
        return client

    return enter


@pytest.fixture
def queries_of():
    """Count what a page asks the database; savepoints are no questions."""

    def count(browser, url):
        browser.get(url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(url).status_code == 200
        return sum(1 for query in asked if "SAVEPOINT" not in query["sql"])

    return count
