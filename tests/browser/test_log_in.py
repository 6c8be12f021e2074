"""The door of staff: password, second step, and every page of it in our own clothes."""

from __future__ import annotations

import pytest

from medborger.foundation.people.roles import Role
from tests.factories import MunicipalityFactory, PersonFactory

PASSWORD = "en lang adgangskode"


@pytest.fixture
def lise():
    """An auditor with a password."""
    person = PersonFactory(role=Role.AUDITOR, given_name="Lise", email="lise@solbaek.example")
    person.set_password(PASSWORD)
    person.save()
    return person


def test_somebody_who_types_wrong_is_told_and_then_comes_in(walker, lise):
    walker.visit("/konto/login/")
    walker.fill("E-mail", lise.email)
    walker.fill("Adgangskode", "forkert kode her")
    walker.press("Log ind")
    assert walker.page.title().startswith("Fejl:")
    assert walker.page.get_by_label("E-mail").input_value() == lise.email

    walker.fill("Adgangskode", PASSWORD)
    walker.press("Log ind")

    assert walker.reads("Hej Lise")


@pytest.mark.parametrize(
    "path", ["/konto/password/reset/", "/konto/signup/", "/konto/login/", "/was"]
)
def test_the_pages_before_log_in_have_no_barrier(screen, path):
    MunicipalityFactory()

    screen.visit(path)


def test_the_pages_of_ones_own_log_in_have_no_barrier(open_screen, lise):
    screen = open_screen()
    screen.visit("/konto/login/")
    screen.fill("E-mail", lise.email)
    screen.fill("Adgangskode", PASSWORD)
    screen.press("Log ind")

    for path in ("2fa/", "password/change/", "logout/", "2fa/totp/activate/"):
        screen.visit(f"/konto/{path}")
    screen.fill("Adgangskode", PASSWORD)
    with screen.page.expect_navigation():
        screen.page.locator("main button[type=submit]").first.click()

    screen.check()
    drawn = screen.page.locator(".m-qr svg").bounding_box()
    assert drawn["width"] > 150, "the picture to scan is there, under the strict policy"
