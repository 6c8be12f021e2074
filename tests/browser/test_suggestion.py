"""J2: Bo suggests, Amira says yes in her own words, and says where she does not agree."""

from __future__ import annotations

import datetime as dt

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Goal, Plan
from medborger.foundation import clock
from tests.browser.stories import amira_and_bo, become

SUGGESTED = "To uger på et værksted"
CHANGED = "En uge på et værksted"
BEFORE, AFTER = "Arbejde med biler", "Arbejde med veteranbiler"
WHY = "Jeg bliver træt af to uger"


def amira_had_a_goal_yesterday():
    amira, _bo = amira_and_bo()
    with clock.set_to(clock.now() - dt.timedelta(days=1)):
        services.begin_plan(amira, by=amira)
        services.add_goal(Plan.objects.get(), wording=BEFORE, by=amira)
    return amira


def test_amira_answers_a_suggestion_in_her_own_words(walker):
    amira_had_a_goal_yesterday()

    become(walker, "Bo", leave=False)
    walker.press("Mine borgere")
    walker.press("Amira Holmlund")
    walker.press("Foreslå et skridt")
    assert walker.reads("Planen er uændret, til borgeren har sagt ja.")
    assert walker.reads("Borgeren får besked")
    walker.fill("Hvilket skridt foreslår du?", SUGGESTED)
    walker.press("Send forslaget")
    assert walker.reads(SUGGESTED)

    become(walker, "Amira")
    assert walker.reads("Det venter på dig"), "and on the front page"
    walker.press("Min plan")
    assert walker.reads("Bo Kjærgård foreslår")
    for answer in ("Ja tak", "Ja, men med mine egne ord", "Nej tak"):
        assert walker.named(answer).is_visible()
    walker.press("Ja, men med mine egne ord")
    walker.fill("Dine egne ord", "")
    walker.press("Send svar")
    assert walker.reads("Skriv det med dine egne ord.")
    walker.fill("Dine egne ord", CHANGED)
    walker.press("Send svar")
    assert walker.reads(CHANGED)
    assert not walker.reads("Forslag til dig")

    become(walker, "Bo")
    walker.press("Mine borgere")
    walker.press("Amira Holmlund")
    assert walker.reads(CHANGED), "in the plan"
    assert walker.reads(SUGGESTED), "and how Bo worded it"


def test_amira_disagrees_and_the_plan_of_yesterday_can_still_be_read(walker):
    amira = amira_had_a_goal_yesterday()
    goal = Goal.objects.get()
    services.edit_goal(goal, wording=AFTER, helped="", version=goal.version, by=amira)

    become(walker, "Amira", leave=False)
    walker.press("Åbn min plan")
    walker.press("Mere")
    walker.press("Jeg er ikke enig")
    walker.press("Gem")
    assert walker.page.title().startswith("Fejl:")
    walker.fill("Hvorfor er du ikke enig?", WHY)
    walker.press("Gem")
    assert walker.reads(WHY)

    become(walker, "Bo")
    walker.press("Mine borgere")
    assert walker.reads("ikke enig i noget"), "a signal on Bo's list"
    walker.press("Amira Holmlund")
    assert walker.reads(WHY)
    assert walker.reads(AFTER)
    walker.press("Planen, som den så ud før")
    walker.fill("Vælg en dag", f"{clock.today() - dt.timedelta(days=1):%d.%m.%Y}")
    walker.press("Vis planen")
    assert walker.reads(BEFORE)
    assert not walker.page.get_by_role("heading", name=AFTER).count()
    assert not walker.page.get_by_text(WHY).count()
