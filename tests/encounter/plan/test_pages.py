"""The citizen writes, the professional looks, and the citizen sees the look."""

from __future__ import annotations

import pytest
from django.urls import reverse

from medborger.encounter.plan.models import Goal, Plan, Step
from medborger.foundation.access.models import Look
from medborger.foundation.journal.models import Event
from tests.encounter.plan.people import goal_of, step_of, suggestion_to
from tests.factories import PersonFactory, TeamFactory, staff

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_a_citizen_writes_a_goal_and_a_step_and_gets_receipts(sign_in, people):
    amira, _ = people
    browser = sign_in(amira)
    assert browser.get(reverse("plan:goal")).status_code == 200

    page = browser.post(reverse("plan:goal"), {"wording": "Jeg vil bage"}, follow=True)
    assert Event.objects.get(kind="plan.goal.added").number in text(page)
    assert "Jeg vil bage" in text(page)

    url = reverse("plan:step", args=[Goal.objects.get().public_id])
    assert "Jeg vil bage" in text(browser.get(url))
    step = {"wording": "Købe mel", "owner": "citizen", "due_on": "31-12-2026"}
    page = browser.post(url, step, follow=True)
    assert Event.objects.get(kind="plan.step.added").number in text(page)
    assert "Købe mel" in text(page)
    assert Event.objects.filter(subject=amira).count() == 3


def test_nobody_gets_anothers_receipt(sign_in, people):
    amira, bo = people
    goal = goal_of(amira)
    suggestion_to(goal, by=bo)
    number = Event.objects.get(actor=bo).number

    page = sign_in(amira).get(reverse("plan:mine"), {"kvittering": number})

    assert page.context["page"].receipt is None
    assert "Det er gemt" not in text(page)


def test_the_other_team_finds_nothing_and_leaves_no_trace(sign_in, people):
    amira, bo = people
    goal = goal_of(amira)
    step = step_of(goal, by=amira)
    suggestion = suggestion_to(goal, by=bo)
    pages = {
        "plan:plan": goal.plan,
        "plan:suggest": goal,
        "plan:step": goal,
        "plan:finish": step,
        "plan:answer": suggestion,
    }
    for stranger in (staff(TeamFactory()), PersonFactory()):
        browser = sign_in(stranger)
        for name, row in pages.items():
            assert browser.get(reverse(name, args=[row.public_id])).status_code == 404
            if name != "plan:plan":
                assert browser.post(reverse(name, args=[row.public_id])).status_code == 404
    assert not Look.objects.exists()


def test_bo_suggests_and_amira_answers_from_her_start_page(sign_in, people):
    amira, bo = people
    url = reverse("plan:suggest", args=[goal_of(amira).public_id])
    assert "Amira Haddad" in text(sign_in(bo).get(url))
    sent = sign_in(bo).post(url, {"wording": "Kaffe på biblioteket"}, follow=True)
    assert Event.objects.get(kind="plan.suggestion.made").number in text(sent)

    browser = sign_in(amira)
    start = browser.get(reverse("plan:mine"))
    assert "Forslag til dig" in text(start)
    answer = reverse("plan:answer", args=[start.context["page"].waiting[0].suggestion.public_id])
    assert answer in text(start)
    assert "Kaffe på biblioteket" in text(browser.get(answer))
    page = browser.post(answer, {"state": "changed", "wording": "Te hos os"}, follow=True)

    assert "Te hos os" in text(page)
    assert "Forslag til dig" not in text(page)


def test_a_refused_form_keeps_the_words(sign_in, people):
    amira, _ = people
    url = reverse("plan:step", args=[goal_of(amira).public_id])

    page = sign_in(amira).post(
        url, {"wording": "Ringe til Ida", "owner": "citizen", "due_on": "i morgen"}
    )

    assert page.status_code == 422
    assert "Ringe til Ida" in text(page)
    assert "31-12-2026" in text(page)
    assert not Step.objects.exists()


def test_the_same_post_twice_has_one_effect(sign_in, people):
    browser = sign_in(people[0])
    post = {"wording": "Jeg vil bage", "once": "samme-klik"}

    first, second = (browser.post(reverse("plan:goal"), post) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Goal.objects.count() == Plan.objects.count() == 1


def test_a_step_finished_by_another_meanwhile_shows_both_texts(sign_in, people):
    amira, bo = people
    step = step_of(goal_of(amira), by=amira, owner="professional")
    url = reverse("plan:finish", args=[step.public_id])
    assert sign_in(bo).get(url).status_code == 200
    done = sign_in(bo).post(url, {"outcome": "Vi ringede", "version": 1}, follow=True)
    assert "Vi ringede" in text(done)

    page = sign_in(amira).post(url, {"outcome": "De ringede ikke", "version": 1})

    assert page.status_code == 409
    assert "Vi ringede" in text(page)
    assert "De ringede ikke" in text(page)


def test_bos_list_holds_his_own_citizens_and_is_traced_once_a_day(sign_in, people):
    amira, bo = people
    goal_of(amira)
    PersonFactory(given_name="Fremmed")
    browser = sign_in(bo)

    page = text(browser.get(reverse("plan:citizens")))
    browser.get(reverse("plan:citizens"))

    assert reverse("plan:plan", args=[amira.plan.public_id]) in page
    assert "Fremmed" not in page
    assert Look.objects.filter(subject=amira, kind="list").count() == 1


def test_a_citizen_has_no_list_and_a_professional_no_start_page_of_a_citizen(sign_in, people):
    amira, bo = people

    assert sign_in(amira).get(reverse("plan:citizens")).status_code == 404
    assert sign_in(bo).get(reverse("plan:mine")).status_code == 404


def test_bo_can_read_that_amira_said_no_and_why(sign_in, people):
    amira, bo = people
    suggestion = suggestion_to(goal_of(amira), by=bo)
    answer = {"state": "declined", "reason": "Det er for tidligt"}
    sign_in(amira).post(reverse("plan:answer", args=[suggestion.public_id]), answer)

    page = text(sign_in(bo).get(reverse("plan:plan", args=[suggestion.plan.public_id])))

    assert "sagt nej til" in page
    assert "Det er for tidligt" in page
