"""J1: Amira writes her own plan from nothing, and sees who has looked."""

from __future__ import annotations

import re

from tests.browser.stories import amira_and_bo, become

GOAL = "Jeg vil arbejde med biler"
STEP = "Ringe til værkstedet"


def test_amira_writes_her_plan_and_sees_that_bo_looked(walker):
    amira_and_bo()

    become(walker, "Amira", leave=False)
    assert walker.reads("Hvad er vigtigt for dig lige nu?")
    assert walker.reads("Hvem har set min sag")
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
    walker.press("Amira Holmlund")
    assert walker.reads(GOAL)
    assert walker.reads(STEP)

    become(walker, "Amira")
    look = walker.page.get_by_role("listitem").filter(has_text="Bo Kjærgård").first.inner_text()
    assert "åbnede din plan" in look
    assert "Team Job" in look
    assert "arbejdet med din sag" in look
    assert re.search(r"kl\. \d\d[.:]\d\d|\d\d:\d\d", look), look
