"""Something is tried: with a prediction, a promise, what was delivered, and an end."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from medborger.foundation import clock
from medborger.theory.followup.fidelity import adherence, did_it, reached, read_trial
from medborger.theory.followup.models import TrialAction
from medborger.theory.followup.services.decisions import decide
from medborger.theory.followup.services.trials import (
    change_trial,
    deliver,
    end_trial,
    plan_trial,
    start_trial,
)
from tests.factories import MunicipalityFactory, PersonFactory
from tests.theory.stories import give_values

BASE = "/maaned/egen-vej/proevehandlinger/"
IDEA = {
    "title": "Ring til dem uden aktivitet",
    "mechanism_keys": ["M1"],
    "if_we": "vi ringer hver uge",
    "then": "kommer flere i gang",
    "because": "nogen spørger",
    "sign": "B1.v",
    "predicted": "80",
    "direction": "up",
    "predicted_on": "15-08-2026",
    "content": "Ugentlig liste\nOpkald",
    "for_whom": "borgere uden aktivitet i 28 dage",
    "people": "16",
    "times_a_week": "2",
    "weeks": "8",
    "start_rule": "Listen er klar",
    "stop_rule": "Nogen føler sig presset",
}


@pytest.fixture
def page(client, theory, leader):
    client.force_login(leader)
    return lambda path="": client.get(BASE + path).content.decode()


@pytest.fixture
def idea(client, page, theory, leader):
    """An idea written on the page, ready to start."""
    client.post(BASE + "ny/", IDEA | {"coordinator": str(leader.public_id)})
    return TrialAction.objects.get()


def at(month, day):
    return clock.set_to(dt.datetime(2026, month, day, 9, tzinfo=dt.UTC))


def test_an_idea_is_written_half_done_and_told_what_is_missing(client, page, theory):
    assert "Én del på hver linje" in page("ny/")
    client.post(BASE + "ny/", {"title": "Ring først"})

    one = TrialAction.objects.get()
    assert "Det mangler, før I kan gå i gang" in page(f"{one.pk}/")
    refused = client.post(f"{BASE}{one.pk}/start/")
    assert refused.status_code == 422
    assert "Skriv det tal, I forudsiger." in refused.content.decode()
    assert client.post(BASE + "ny/", {}).status_code == 422
    assert "Ring først" in page()


def test_the_form_says_the_contract_in_words_and_keeps_its_numbers(idea):
    assert (idea.how_often, idea.how_long) == ("2 gange om ugen", "8 uger")
    assert idea.parts == ["Ugentlig liste", "Opkald"]
    assert (idea.predicted, idea.sign.key) == (0.8, "B1.v")


def test_an_idea_is_changed_until_it_starts_and_then_it_stands(client, page, idea, leader):
    assert "80" in page(f"{idea.pk}/ret/")
    changed = IDEA | {"weeks": "6", "coordinator": str(leader.public_id)}
    client.post(f"{BASE}{idea.pk}/ret/", changed)
    idea.refresh_from_db()
    assert idea.weeks == 6

    assert "bliver frosset" in page(f"{idea.pk}/start/")
    client.post(f"{BASE}{idea.pk}/start/")
    idea.refresh_from_db()
    assert idea.state == "running"
    assert client.post(f"{BASE}{idea.pk}/ret/", changed).status_code == 422
    with pytest.raises(ValidationError, match="står fast"):
        change_trial(idea, title="x", by=leader)


def test_what_has_started_is_not_started_again_and_what_has_not_is_not_ended(idea, theory, leader):
    decision = decide(
        theory, trial=idea, choice="stop", reason="x", expectation="y",
        review_on=dt.date(2026, 8, 15), by=leader,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="ikke i gang"):
        end_trial(idea, decision=decision, by=leader)
    start_trial(idea, by=leader)

    with at(7, 1), pytest.raises(ValidationError, match="allerede sat i gang"):
        start_trial(idea, by=leader)

    idea.refresh_from_db()
    assert (idea.state, idea.started_on) == ("running", dt.date(2026, 6, 15))


def test_what_is_delivered_is_counted_by_hand_and_by_us_alike(client, page, idea):
    """Worked by hand: 6 weeks, 2 a week agreed = 12 times; 9 deliveries in 5 weeks.

    Content: 9 lists + 6 calls = 15 of 18 parts. Coverage: 12 people each time of 16.
    """
    client.post(f"{BASE}{idea.pk}/start/")
    monday = dt.date(2026, 6, 15)
    with at(7, 27):
        for number in range(9):
            day = monday + dt.timedelta(days=7 * (number // 2) + 3 * (number % 2))
            parts = ["Ugentlig liste"] + (["Opkald"] if number < 6 else [])
            given = {"on": f"{day:%d-%m-%Y}", "people": 12, "parts": parts}
            client.post(f"{BASE}{idea.pk}/lever/", given | {"response": "Dejligt"})
        idea.refresh_from_db()

        four = adherence(idea, list(idea.deliveries.all()))
        text = page(f"{idea.pk}/")

    assert [(round(a.delivered, 2), a.agreed) for a in four] == [
        (15, 18),
        (12, 16),
        (9, 12),
        (5, 6),
    ]
    assert [round(a.share, 2) for a in four] == [0.83, 0.75, 0.75, 0.83]
    assert "15 af 18 dele (83 %)" in text
    assert "De sagde: Dejligt" in text
    assert "Vi gør ikke det, vi siger." in text


def test_nothing_delivered_after_a_week_is_not_doing_it_and_before_that_unknown(idea, leader):
    trial = start_trial(idea, by=leader)
    with at(6, 18):
        assert did_it(adherence(trial, ()), ()) is None
    with at(6, 24):
        assert did_it(adherence(trial, ()), ()) is False


def test_without_an_agreed_number_the_contract_says_so(theory, leader):
    trial = plan_trial(theory, title="Løst aftalt", by=leader)

    assert [a.tells for a in adherence(trial, ())] == ["ingen aftale om det"] * 4
    assert did_it(adherence(trial, ()), ()) is None
    assert read_trial(trial, (), 0.9).worked is None


@pytest.mark.parametrize(
    ("direction", "newest", "day", "answer"),
    [
        ("up", 0.85, (7, 1), True),
        ("up", 0.70, (7, 1), None),
        ("up", 0.70, (8, 15), False),
        ("down", 0.70, (7, 1), True),
        ("down", 0.90, (8, 20), False),
        ("up", None, (8, 20), None),
    ],
)
def test_a_prediction_is_judged_on_its_day_or_when_it_has_come_true(
    idea, direction, newest, day, answer
):
    idea.direction = direction
    with at(*day):
        assert reached(idea, newest) is answer


def test_the_page_shows_prediction_beside_result_and_it_ends_with_a_decision(
    client, page, idea, theory
):
    give_values(theory.signs.get(key="B1.v"), [(24, 40)] * 17)
    client.post(f"{BASE}{idea.pk}/start/")
    text = page(f"{idea.pk}/")
    assert "80 % senest 15-08-2026" in text
    assert "60 %" in text

    assert "Alt andet end at fortsætte slutter den" in page(f"{idea.pk}/beslut/")
    decision = {
        "choice": "continue",
        "reason": "Den er lige begyndt",
        "expectation": "Fire ud af fem",
        "expected": "80",
        "rivals": "Ferien",
        "review_on": "15-08-2026",
    }
    client.post(f"{BASE}{idea.pk}/beslut/", decision)
    idea.refresh_from_db()
    assert (idea.state, idea.decisions.get().rivals) == ("running", "Ferien")
    assert client.post(f"{BASE}{idea.pk}/beslut/", {}).status_code == 422

    client.post(f"{BASE}{idea.pk}/beslut/", decision | {"choice": "spread"})
    idea.refresh_from_db()
    assert (idea.state, idea.closed_by.expected) == ("spread", 0.8)
    assert "udbredt" in page(f"{idea.pk}/")


def test_a_decision_about_one_without_a_sign_takes_the_number_as_it_is(
    client, page, theory, leader
):
    one = plan_trial(theory, title="Løst aftalt", by=leader)
    decision = {
        "choice": "continue",
        "reason": "x",
        "expectation": "y",
        "expected": "12",
        "review_on": "15-08-2026",
    }
    client.post(f"{BASE}{one.pk}/beslut/", decision)

    assert one.decisions.get().expected == 12
    assert one.decisions.get().sign is None


def test_a_delivery_is_refused_outside_its_time_and_for_strangers(client, page, idea, leader):
    when = {"on": dt.date(2026, 6, 15), "people": 3}
    with pytest.raises(ValidationError, match="ikke i gang"):
        deliver(idea, **when, by=leader)
    trial = start_trial(idea, by=leader)
    with pytest.raises(ValidationError, match="mellem starten og i dag"):
        deliver(trial, on=dt.date(2026, 6, 1), people=3, by=leader)
    away = PersonFactory(
        role="caseworker", municipality=MunicipalityFactory(slug="engby", name="Engby")
    )
    with pytest.raises(PermissionDenied):
        deliver(trial, **when, by=away)
    late = {"on": "01-06-2026", "people": 3}
    assert client.post(f"{BASE}{trial.pk}/lever/", late).status_code == 422
    assert "Hvor mange fik det" in page(f"{trial.pk}/lever/")


def test_a_caseworker_delivers_but_neither_starts_nor_ends(client, idea, leader, home):
    start_trial(idea, by=leader)
    client.force_login(PersonFactory(role="caseworker", municipality=home))

    client.post(f"{BASE}{idea.pk}/lever/", {"on": "15-06-2026", "people": 3})
    assert idea.deliveries.count() == 1
    for path in ("ny/", f"{idea.pk}/ret/", f"{idea.pk}/start/", f"{idea.pk}/beslut/"):
        assert client.get(BASE + path).status_code in {403, 404}


def test_an_idea_is_written_and_started_only_by_those_who_shape_theories(idea, theory, home):
    caseworker = PersonFactory(role="caseworker", municipality=home)

    with pytest.raises(PermissionDenied):
        plan_trial(theory, title="Min egen", by=caseworker)
    with pytest.raises(PermissionDenied):
        start_trial(idea, by=caseworker)

    idea.refresh_from_db()
    assert (theory.trials.count(), idea.state) == (1, "idea")


def test_a_theory_without_mechanisms_lets_a_goal_be_chosen(page, theory):
    theory.current.elements.filter(level__key="active_mechanism").delete()

    assert "Borgeren skriver sin egen plan" in page("ny/")


def test_nothing_tried_yet_says_what_one_is(page):
    assert "I prøver ikke noget endnu" in page()


@pytest.mark.parametrize("path", ["", "{}/", "{}/lever/"])
def test_a_page_asks_the_database_at_most_twelve_times(
    client, idea, theory, path, django_assert_max_num_queries
):
    give_values(theory.signs.get(key="B1.v"), [(24, 40)] * 17)
    client.post(f"{BASE}{idea.pk}/start/")
    client.get(BASE + path.format(idea.pk))

    with django_assert_max_num_queries(12):
        client.get(BASE + path.format(idea.pk))
