"""A newcomer's ten minutes in a told demo: the plan, the look, the trace, the monthly review."""

from __future__ import annotations

from tests.browser.stories import become
from tests.demo.told import tell_until_today


def test_in_ten_minutes_a_newcomer_has_been_four_people(open_screen):
    tell_until_today(people=6, weeks=14)
    screen = open_screen()

    become(screen, "Amira", leave=False)
    screen.press("Skriv et mål")
    screen.fill("Hvad er vigtigt for dig lige nu?", "Jeg vil arbejde med biler")
    screen.press("Gem")
    become(screen, "Bo")
    screen.press("Mine borgere")
    screen.press("Amira Holmlund")
    assert screen.reads("Jeg vil arbejde med biler")
    become(screen, "Amira")
    screen.press("Hvem har set min sag")
    assert screen.reads("Bo Kjærgård")
    become(screen, "Hanne")
    screen.press("Månedsmøde")

    assert screen.reads("Skridt, borgeren selv har sagt")
    assert screen.reads("Gør vi det, vi siger?")
    assert "Månedsmøde" in screen.page.title()
    assert screen.clicks <= 15
