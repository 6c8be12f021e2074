"""Whoever logs in: every page of their menu is light, narrow enough, and without a barrier."""

from __future__ import annotations

import pytest

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Goal, Plan, Step
from medborger.foundation.people.roles import Role
from tests.browser.stories import amira_and_bo
from tests.factories import PersonFactory

STAFF = [role for role in Role if role != Role.CITIZEN]


@pytest.fixture
def amira():
    """A citizen whose plan has something in it."""
    citizen, bo = amira_and_bo()
    services.begin_plan(citizen, by=citizen)
    services.add_goal(Plan.objects.get(), wording="Arbejde med biler", by=citizen)
    services.add_step(Goal.objects.get(), wording="Ringe", by=citizen)
    services.add_step(
        Goal.objects.get(), wording="Finde en mester", owner=Step.Owner.PROFESSIONAL, by=bo
    )
    return citizen


def walk_the_menu(screen):
    screen.visit("/")
    links = screen.page.locator("nav.m-nav a")
    places = [link.get_attribute("href") for link in links.all()]
    for place in places:
        assert screen.visit(place).status == 200
        assert screen.page.locator("main h1").count() == 1
    return places


@pytest.mark.parametrize("role", STAFF)
def test_staff_and_guests_find_their_way(open_screen, role, amira):
    team = amira.helpers.get().team
    person = PersonFactory(role=role, role__team=team, municipality=amira.municipality)

    assert "/forside/" in walk_the_menu(open_screen(person, width=390))


def test_a_citizen_finds_her_way(open_screen, amira):
    assert "/plan/" in walk_the_menu(open_screen(amira, width=390))


def test_a_citizen_with_an_empty_plan_finds_her_way_too(open_screen):
    walk_the_menu(open_screen(PersonFactory(), width=390))


def test_the_page_without_a_role_and_the_one_that_is_not_there_are_pages_too(open_screen):
    nobody = PersonFactory()
    nobody.engagements.all().delete()
    screen = open_screen(nobody)

    screen.visit("/")
    assert screen.reads("Du har ikke en rolle i dag")
    assert screen.visit("/findes-ikke/").status == 404
    assert screen.reads("Siden findes ikke")


def test_a_script_somebody_smuggles_in_is_refused_and_heard(screen):
    """The control: were the policy broken, every journey would hear it, as it does here."""
    screen.visit("/was")
    screen.page.evaluate(
        """() => { const s = document.createElement("script");
                   s.text = "window.smuggled = true"; document.body.append(s); }"""
    )

    screen.page.wait_for_timeout(100)

    assert screen.page.evaluate("() => window.smuggled") is None
    assert any("Content Security Policy" in line for line in screen.complaints)


def test_a_plan_prints_with_its_words_and_without_menu_and_buttons(open_screen, amira):
    screen = open_screen(amira)
    screen.visit("/plan/")

    screen.page.emulate_media(media="print")

    assert screen.page.get_by_role("heading", name="Arbejde med biler").is_visible()
    assert screen.page.get_by_text("Finde en mester").first.is_visible()
    for hidden in ("nav.m-nav", ".m-me", "main .m-actions", ".m-timeout"):
        for part in screen.page.locator(hidden).all():
            assert not part.is_visible(), hidden
    assert screen.page.locator(".m-authority").is_visible(), "whose page it is"
