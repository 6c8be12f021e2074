"""J2: Bo suggests, and Amira says yes in her own words."""

from __future__ import annotations

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Plan
from tests.browser.stories import amira_and_bo, become

SUGGESTED = "To uger på et værksted"
CHANGED = "En uge på et værksted"


def test_amira_answers_a_suggestion_in_her_own_words(walker):
    amira, _bo = amira_and_bo()
    services.begin_plan(amira, by=amira)
    services.add_goal(Plan.objects.get(), wording="Arbejde med biler", by=amira)

    become(walker, "Bo", leave=False)
    walker.press("Amira Holmlund")
    walker.press("Foreslå et skridt")
    assert walker.reads("Borgeren ser forslaget på sin side og kan sige nej.")
    walker.fill("Hvilket skridt foreslår du?", SUGGESTED)
    walker.press("Gem")
    assert walker.reads(SUGGESTED)

    become(walker, "Amira")
    assert walker.reads("Det venter på dig")
    assert walker.reads("Bo Kjærgård foreslår et skridt")
    walker.press(SUGGESTED)
    for answer in ("Ja", "Ja, men med mine egne ord", "Nej"):
        assert walker.page.get_by_label(answer, exact=True).count() == 1
    walker.press("Gem")
    assert walker.reads("Vælg et svar.")
    walker.choose("Ja, men med mine egne ord")
    walker.fill("Dine egne ord", CHANGED)
    walker.press("Gem")
    assert walker.reads(CHANGED)
    assert not walker.reads("Det venter på dig")

    become(walker, "Bo")
    walker.press("Amira Holmlund")
    assert walker.reads(CHANGED), "in the plan"
    assert walker.reads(SUGGESTED), "among the answers, as Bo worded it"
