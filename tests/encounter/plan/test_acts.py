"""Every act has a page that says who sees it, works without JavaScript, and gives a receipt."""

from __future__ import annotations

import pytest
from django.urls import reverse

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Goal, Note, Plan, Share, Step
from medborger.foundation.journal.models import Event
from medborger.foundation.posts.models import Draft
from tests.encounter.plan.people import (
    disagreement_with,
    goal_of,
    note_of,
    shared,
    step_of,
    suggestion_to,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def text(response):
    return response.content.decode()


def address(name, row):
    return reverse(f"plan:{name}", args=[row.public_id])


def test_each_of_the_citizens_acts_is_asked_done_and_receipted(sign_in, people):
    amira, bo = people
    browser = sign_in(amira)
    goal = goal_of(amira)
    step, other = step_of(goal, by=amira), step_of(goal, by=amira)
    note = note_of(amira)
    suggestion = suggestion_to(goal, by=bo)
    acts = [
        (address("edit_goal", goal), {"wording": "Nyt", "version": 1}, "plan.goal.edited"),
        (address("edit_step", step), {"wording": "Nyt", "owner": "citizen"}, "plan.step.edited"),
        (address("move_step", step), {"due_on": "31.12.2026"}, "plan.step.moved"),
        (address("step_later", step), {}, "plan.step.placed"),
        (address("step_earlier", step), {}, "plan.step.placed"),
        (address("skip_step", other), {"outcome": "Nej"}, "plan.step.dropped"),
        (reverse("plan:note"), {"wording": "Husk", "is_private": "on"}, "plan.note.added"),
        (address("edit_note", note), {"wording": "Ny note"}, "plan.note.edited"),
        (reverse("plan:share_note", args=[note.public_id, bo.public_id]), {}, "plan.note.shared"),
        (address("open_note", note), {}, "plan.note.opened"),
        (address("hide_note", note), {}, "plan.note.hidden"),
        (address("disagree_goal", goal), {"wording": "Nej"}, "plan.goal.disagreed"),
        (
            address("disagree_suggestion", suggestion),
            {"wording": "Nej"},
            "plan.suggestion.disagreed",
        ),
        (address("close_goal", goal), {"what_helped": "Ro"}, "plan.goal.closed"),
        (address("reopen_goal", goal), {}, "plan.goal.reopened"),
    ]
    for url, post, kind in acts:
        assert browser.get(url).status_code == 200, url
        page = browser.post(url, post, follow=True)
        event = Event.objects.filter(kind=kind).first()
        assert event is not None, kind
        assert event.number in text(page), kind
        assert page.redirect_chain[-1][0].startswith(reverse("plan:mine"))


def test_bos_acts_say_before_that_the_citizen_is_told(sign_in, people):
    amira, bo = people
    goal = goal_of(amira)
    step = step_of(goal, by=amira)
    promised = step_of(goal, by=bo, owner="professional", wording="Vi ringer")
    browser = sign_in(bo)
    acts = [
        ("suggest", goal, {"wording": "Kaffe"}, "Der er et nyt forslag i din plan."),
        ("suggest_goal_words", goal, {"wording": "Job"}, "Der er et nyt forslag i din plan."),
        ("suggest_step_words", step, {"wording": "Ring"}, "Der er et nyt forslag i din plan."),
        ("promise", goal, {"wording": "Vi skriver"}, "Der er et nyt skridt i din plan."),
        ("edit_step", promised, {"wording": "Vi går"}, "Et skridt i din plan er ændret."),
        ("move_step", promised, {"due_on": "31-12-2026"}, "Et skridt i din plan er ændret."),
        ("finish", promised, {"outcome": "Ja"}, "Et skridt i din plan er afsluttet."),
    ]
    for name, row, post, news in acts:
        url = address(name, row)
        assert f"Borgeren får besked: «{news}»" in text(browser.get(url)), name
        assert browser.post(url, post).status_code == 302, name
        assert amira.messages.first().subject_line == news


def test_the_preview_names_exactly_who_will_see_it(sign_in, people):
    amira, bo = people
    note = note_of(amira)
    browser = sign_in(amira)

    who = text(browser.get(address("who_note", note)))
    preview_url = reverse("plan:share_note", args=[note.public_id, bo.public_id])
    preview = text(browser.get(preview_url))

    assert "Kun du kan se det" in who
    assert preview_url in who
    assert "Bo Lund, sagsbehandler, Team Nord" in preview
    assert not Share.objects.exists()


def test_the_page_of_who_follows_what_is_shared(sign_in, people):
    amira, bo = people
    goal = goal_of(amira)
    note, step = note_of(amira), step_of(goal, by=amira, is_private=True)
    share = shared(note, bo, by=amira)
    browser = sign_in(amira)

    assert address("unshare", share) in text(browser.get(address("who_note", note)))
    assert "Del med Bo Lund" in text(browser.get(address("who_step", step)))
    assert "Bo Lund, sagsbehandler" in text(browser.get(address("who_goal", goal)))
    assert browser.get(address("unshare", share)).status_code == 200
    assert browser.post(address("unshare", share)).status_code == 302
    assert "Kun du kan se det" in text(browser.get(address("who_note", note)))


def test_nothing_is_shared_with_a_stranger(sign_in, people, django_user_model):
    amira, _ = people
    note = note_of(amira)
    browser = sign_in(amira)

    for stranger in (amira.public_id, note.public_id):
        url = reverse("plan:share_note", args=[note.public_id, stranger])
        assert browser.post(url).status_code == 404


def test_the_page_of_an_item_tells_its_past_and_what_one_may_do(sign_in, people):
    amira, bo = people
    goal = goal_of(amira, "Job")
    step = step_of(goal, by=amira, wording="Ringe")
    services.suggest_words(step, wording="Skrive", by=bo)
    services.suggest_words(goal, wording="Biler", by=bo)
    disagreement_with(step, by=amira, wording="Det er for meget")
    note = shared(note_of(amira), bo, by=amira).note

    own = text(sign_in(amira).get(address("read_step", step)))
    theirs = text(sign_in(bo).get(address("read_step", step)))

    for word in ("Ringe", "Skrive", "Det er for meget", "skridt: skrevet"):
        assert word in own
        assert word in theirs
    assert address("disagree_step", step) in own
    assert address("disagree_step", step) not in theirs
    assert address("suggest_step_words", step) in theirs
    assert "Biler" in text(sign_in(bo).get(address("read_goal", goal)))
    assert "Bange for at ringe" in text(sign_in(bo).get(address("read_note", note)))
    assert amira.looks.filter(what="en note, du har delt").exists()


def test_a_disagreement_stands_beside_the_item_for_both_and_marks_bos_list(sign_in, people):
    amira, bo = people
    goal = goal_of(amira)
    said = disagreement_with(goal, by=amira, wording="Det er ikke mit ord")

    assert "Du er ikke enig:" in text(sign_in(amira).get(reverse("plan:mine")))
    browser = sign_in(bo)
    page = text(browser.get(address("plan", goal.plan)))
    assert "Borgeren er ikke enig:" in page
    assert "Det er ikke mit ord" in page
    assert "ikke enig i noget" in text(browser.get(reverse("plan:citizens")))

    sign_in(amira).post(address("agree", said))
    assert "ikke enig i noget" not in text(sign_in(bo).get(reverse("plan:citizens")))


def test_a_disagreement_with_a_private_note_marks_no_list(sign_in, people):
    amira, bo = people
    disagreement_with(note_of(amira), by=amira)

    assert "ikke enig i noget" not in text(sign_in(bo).get(reverse("plan:citizens")))


def test_a_form_sent_by_htmx_comes_back_as_a_part_with_its_errors(sign_in, people):
    browser = sign_in(people[0])

    answer = browser.post(reverse("plan:goal"), {"wording": " ", "helped": "Ro"}, headers=HTMX)

    assert answer.status_code == 422
    assert "<html" not in text(answer)
    assert "Skriv det med dine egne ord." in text(answer)
    assert "Ro" in text(answer)


def test_what_htmx_has_done_sends_the_whole_page_on(sign_in, people):
    browser = sign_in(people[0])

    answer = browser.post(reverse("plan:goal"), {"wording": "Job"}, headers=HTMX)

    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith(reverse("plan:mine") + "?kvittering=")


def test_moving_a_step_by_htmx_gives_the_plan_back_without_the_page(sign_in, people):
    amira, _ = people
    goal = goal_of(amira)
    step_of(goal, by=amira, wording="først")
    step = step_of(goal, by=amira, wording="så")

    answer = sign_in(amira).post(address("step_earlier", step), headers=HTMX)

    assert "<html" not in text(answer)
    assert text(answer).index("så") < text(answer).index("først")
    assert Event.objects.get(kind="plan.step.placed").number in text(answer)


def test_a_conflict_by_htmx_takes_the_whole_main_part(sign_in, people):
    amira, _ = people
    goal = goal_of(amira)
    services.edit_goal(goal, wording="Hurtigere", by=amira)

    answer = sign_in(amira).post(
        address("edit_goal", goal), {"wording": "Langsommere", "version": 1}, headers=HTMX
    )

    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#main")
    assert "Hurtigere" in text(answer)
    assert "Langsommere" in text(answer)
    assert Goal.objects.get().wording == "Hurtigere"


def test_a_draft_is_kept_without_javascript_and_thrown_away_when_sent(sign_in, people):
    amira, _ = people
    browser = sign_in(amira)
    url = address("step", goal_of(amira))

    kept = browser.post(url, {"wording": "Halvt skrevet", "owner": "citizen", "keep": "1"})
    again = browser.get(url)

    assert "Gemt kl." in text(kept)
    assert "Halvt skrevet" in text(again)
    assert not Step.objects.exists()
    browser.post(url, {"wording": "Helt skrevet", "owner": "citizen"})
    assert not Draft.objects.exists()


def test_a_kept_draft_still_knows_which_version_it_was_written_from(sign_in, people):
    amira, _ = people
    url = address("edit_goal", goal_of(amira))

    kept = sign_in(amira).post(url, {"wording": "Halvt", "version": "1", "keep": "1"})

    assert 'name="version" value="1"' in text(kept)
    assert "version" not in Draft.objects.get().fields


def test_two_first_notes_begin_one_plan(sign_in, people):
    browser = sign_in(people[0])

    for wording in ("Husk", "Husk også"):
        browser.post(reverse("plan:note"), {"wording": wording, "is_private": "on"})

    assert Plan.objects.count() == 1
    assert Note.objects.filter(is_private=True).count() == 2


@pytest.mark.parametrize(
    "page", ["mine", "plan", "earlier", "earlier_of", "citizens", "item", "who"]
)
def test_no_page_asks_the_database_more_when_there_is_more(sign_in, people, queries_of, page):
    amira, bo = people

    def more(times):
        for _ in range(times):
            goal = goal_of(amira)
            step = step_of(goal, by=amira)
            disagreement_with(step, by=amira)
            suggestion_to(goal, by=bo)
            shared(note_of(amira), bo, by=amira)
        return goal

    goal = more(1)
    plan = goal.plan
    url = {
        "mine": reverse("plan:mine"),
        "plan": address("plan", plan),
        "earlier": reverse("plan:earlier"),
        "earlier_of": address("earlier_of", plan),
        "citizens": reverse("plan:citizens"),
        "item": address("read_goal", goal),
        "who": address("who_goal", goal),
    }[page]
    browser = sign_in(bo if page in {"plan", "earlier_of", "citizens"} else amira)

    few = queries_of(browser, url)
    more(4)
    many = queries_of(browser, url)

    assert few == many
    assert many <= 12
