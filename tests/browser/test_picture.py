"""The picture in the README: made here, from a story, and small enough for everybody.

PICTURE=1 ./test browser -k picture      makes it anew
"""

from __future__ import annotations

import datetime as dt
import os

from PIL import Image

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Goal, Plan, Step
from medborger.foundation import clock
from medborger.foundation.access import services as trace
from medborger.foundation.access.models import Purpose
from tests.browser.screen import ROOT
from tests.browser.stories import amira_and_bo

PICTURE = ROOT / "docs/pictures/front-page.png"
LARGEST = 200_000
WIDTH, HEIGHT = 1280, 1080


def a_plan_with_something_in_it():
    amira, bo = amira_and_bo()
    services.begin_plan(amira, by=amira)
    plan = Plan.objects.get()
    for wording in ("Jeg vil arbejde med biler", "Jeg vil have en hverdag, der hænger sammen"):
        services.add_goal(plan, wording=wording, by=amira)
    goal = Goal.objects.order_by("pk").first()
    day = clock.today() + dt.timedelta(days=3)
    services.add_step(goal, wording="Ringe til værkstedet", due_on=day, by=amira)
    services.add_step(
        goal, wording="Finde en mester, der tager elever", due_on=day,
        owner=Step.Owner.PROFESSIONAL, by=bo,
    )  # fmt: skip
    services.suggest_step(goal, wording="En uge på et værksted", by=bo)
    trace.seen("din plan", about=amira, by=bo, purpose=Purpose.CASEWORK)
    return amira


def test_the_picture_in_the_readme_shows_the_front_page(open_screen, tmp_path):
    screen = open_screen(a_plan_with_something_in_it())
    screen.visit("/min-side/")
    screen.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    taken = tmp_path / "picture.png"
    screen.page.screenshot(path=str(taken))

    if os.environ.get("PICTURE"):
        PICTURE.parent.mkdir(exist_ok=True)
        with Image.open(taken) as picture:
            picture.convert("RGB").quantize(colors=128).save(PICTURE, optimize=True)

    with Image.open(PICTURE) as picture:
        assert picture.size == (WIDTH, HEIGHT)
    assert PICTURE.stat().st_size <= LARGEST
    assert "docs/pictures/front-page.png" in (ROOT / "README.md").read_text(encoding="utf-8")
