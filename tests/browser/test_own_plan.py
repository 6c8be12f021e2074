"""J1: Amira writes her own plan from nothing, keeps a note to herself, and sees who looked."""

from __future__ import annotations

import re

from tests.browser.stories import amira_and_bo, become

GOAL = "Jeg vil arbejde med biler"
STEP = "Ringe til værkstedet"
NOTE = "Jeg er bange for at tale i telefon"


def test_amira_writes_her_plan_and_sees_that_bo_looked(walker):
    amira_and_bo()

    become(walker, "Amira", leave=False)
    assert walker.reads("Hvad er vigtigt for dig lige nu?")
    assert walker.reads("Ingen andre har set din sag")

    walker.press("Skriv et mål")
    walker.press("Gem")
    assert walker.page.title().startswith("Fejl:")
    assert walker.reads("Skriv det med dine egne ord.")

    walker.fill("Hvad er vigtigt for dig lige nu?", GOAL)
    walker.press("Gem")
    assert walker.reads(GOAL)
    receipt = walker.page.get_by_role("status").inner_text()
    assert re.search(r"Kvittering\s+\w{4}-\w{4}", receipt), receipt

    walker.press("Skriv et skridt")
    walker.fill("Hvad er det næste lille skridt?", STEP)
    walker.choose("mig")
    walker.press("Gem")
    assert walker.reads(STEP)

    become(walker, "Bo")
    walker.press("Mine borgere")
    walker.press("Amira Holmlund")
    assert walker.reads(GOAL)
    assert walker.reads(STEP)

    become(walker, "Amira")
    look = walker.page.get_by_role("listitem").filter(has_text="Bo Kjærgård").first.inner_text()
    assert "åbnede din plan" in look
    assert "Team Job" in look
    assert "arbejdet med din sag" in look
    assert re.search(r"kl\. \d\d[.:]\d\d|\d\d:\d\d", look), look


def test_amira_keeps_a_note_to_herself_shares_it_with_bo_and_takes_it_back(walker):
    amira_and_bo()

    become(walker, "Amira", leave=False)
    walker.press("Skriv en note")
    assert walker.reads("Ingen andre ser noten, før du selv deler den.")
    walker.fill("Hvad vil du huske?", NOTE)
    walker.press("Gem")
    assert walker.reads(NOTE)
    assert walker.reads("Privat")

    become(walker, "Bo")
    assert NOTE not in walker.page.content()
    walker.press("Mine borgere")
    walker.press("Amira Holmlund")
    assert NOTE not in walker.page.content()
    walker.press("Planen, som den så ud før")
    assert NOTE not in walker.page.content()

    become(walker, "Amira")
    walker.press("Min plan")
    walker.press("Hvem kan se det?")
    assert walker.reads("Kun du kan se det.")
    walker.press("Del med Bo Kjærgård")
    assert walker.reads("Bo Kjærgård"), "the preview names exactly who will see it"
    walker.press("Ja, del det")

    become(walker, "Bo")
    walker.press("Mine borgere")
    walker.press("Amira Holmlund")
    assert walker.reads(NOTE)
    walker.press("Mere")
    assert walker.reads(NOTE)
    address = walker.page.url

    become(walker, "Amira")
    walker.press("Min plan")
    walker.press("Hvem kan se det?")
    walker.press("Del ikke længere")
    walker.press("Del ikke længere")

    become(walker, "Bo")
    assert walker.page.goto(address).status == 404
    assert walker.page.get_by_text("siden er ikke delt med dig").is_visible()
    assert NOTE not in walker.page.content()
