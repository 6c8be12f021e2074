"""The ground under browser tests: Debian's chromium, one window per person."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.screen import AXE, ROOT, Screen

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
NEEDS = {
    CHROMIUM: "chromium is not installed (apt-get install chromium)",
    AXE: "axe-core is not fetched (./run --setup-only, or npm ci)",
    ROOT / "static-built/dkfds/css/dkfds.css": "static-built is not built (./run --setup-only)",
}
WAYS = {
    "computer": {"width": 1280},
    "phone": {"width": 390},
    "keyboard": {"width": 1280, "keyboard": True},
    "no-scripts": {"width": 390, "scripts": False},
}
"""Every journey is walked in each of these ways."""
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """Mark what is in this folder, and skip it aloud where something it needs is missing."""
    missing = [reason for place, reason in NEEDS.items() if not place.exists()]
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
            if missing:
                item.add_marker(pytest.mark.skip(reason="; ".join(missing)))


@pytest.fixture(scope="session", autouse=True)
def _swept_after_each_test():
    """Let the sweeping between tests empty the tables that are append-only."""
    from django.db.backends.sqlite3.operations import DatabaseOperations

    sweep = DatabaseOperations.execute_sql_flush

    def without_triggers(operations, statements):
        with operations.connection.cursor() as cursor:
            found = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = found.fetchall()
            for name, _statement in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            sweep(operations, statements)
            for _name, statement in triggers:
                cursor.execute(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", without_triggers)
        yield


@pytest.fixture(scope="session")
def chromium():
    """Start one browser for all tests."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_screen(chromium, live_server, settings):
    """Open a window: `open_screen(person)` is signed in, `open_screen(scripts=False)` is plain."""
    opened = []

    def open_(person=None, *, scripts=True, keyboard=False, width=1280):
        window = chromium.new_context(
            locale="da",
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
        )
        opened.append(window)
        if person is not None:
            window.add_cookies([session_of(person, live_server.url, settings)])
        return Screen(window.new_page(), live_server.url, scripts, keyboard, width)

    yield open_
    for window in opened:
        window.close()


@pytest.fixture(params=WAYS.values(), ids=WAYS.keys())
def walker(request, open_screen):
    """Open the same window once for each way in which people use the pages."""
    return open_screen(**request.param)


@pytest.fixture
def screen(open_screen):
    """Open the window of somebody who is not signed in."""
    return open_screen()


def session_of(person, address, settings):
    """Sign somebody in without the log-in page, as Django's test client does."""
    from django.test import Client

    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}
