"""Who is in a journey: the demo's Amira and Bo, without the demo's two years of others."""

from __future__ import annotations

import datetime as dt

from medborger.foundation import clock
from tests.factories import MunicipalityFactory, PersonFactory, TeamFactory, staff, works_with


def amira_and_bo():
    """Make Amira and her job adviser since a month, ready at the demo's entrance."""
    with clock.set_to(clock.now() - dt.timedelta(days=30)):
        return _amira_and_bo()


def _amira_and_bo():
    home = MunicipalityFactory()
    team = TeamFactory(municipality=home, name="Team Job")
    amira = PersonFactory(login="demo-amira", given_name="Amira", family_name="Holmlund")
    bo = staff(team, login="demo-bo", given_name="Bo", family_name="Kjærgård", title="Jobrådgiver")
    works_with(bo, amira, is_coordinator=True)
    return amira, bo


def become(screen, name, *, leave=True):
    """Log out, and come in again through the demo's entrance as somebody else."""
    if leave:
        screen.press("Log ud")
    screen.page.goto(f"{screen.address}/demo/")
    screen.check()
    screen.press(f"Vær {name}")
