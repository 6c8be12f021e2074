"""A decision has a reason, an expectation and a day to look again, which comes once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from medborger.foundation import clock
from medborger.foundation.outbox.models import Job, Message
from medborger.theory.chain.services import adopt
from medborger.theory.followup.counting import notice_signals
from medborger.theory.followup.models import BaselinePeriod, Decision
from medborger.theory.followup.nightly import (
    remind_of_due_decisions,
    remind_of_theories,
    tell_leaders,
)
from medborger.theory.followup.services.decisions import (
    decide,
    hold_review,
    look_again,
    reopen,
)
from medborger.theory.followup.services.signs import choose_baseline
from medborger.theory.followup.services.trials import end_trial, plan_trial, start_trial
from tests.factories import PersonFactory
from tests.theory.stories import TRIAL, give_values

WELL = {
    "choice": "adjust",
    "reason": "Vi spørger ikke først.",
    "expectation": "8 af 10 samtaler i august",
    "review_on": dt.date(2026, 8, 15),
}


def test_a_decision_keeps_the_number_of_the_day_and_answers_the_signals(theory, sign, leader):
    give_values(sign, [(20, 40)] * 14 + [(38, 40)])
    notice_signals(sign)
    assert sign.signals.filter(answered_by=None).exists()

    decision = decide(theory, sign=sign, by=leader, **WELL)

    assert decision.value_then == "38 / 40 (2026-03)"
    assert not sign.signals.filter(answered_by=None).exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("reason", " ", "Skriv hvorfor"),
        ("expectation", "", "hvad I venter"),
        ("choice", "dance", "Vælg, hvad I gør"),
        ("review_on", dt.date(2026, 6, 15), "efter i dag"),
    ],
)
def test_a_decision_without_one_of_its_parts_is_refused_in_words(
    theory, leader, field, value, words
):
    with pytest.raises(ValidationError, match=words):
        decide(theory, by=leader, **{**WELL, field: value})


def test_only_a_leader_of_the_municipality_decides(theory):
    with pytest.raises(PermissionDenied):
        decide(theory, by=PersonFactory(role="caseworker"), **WELL)


def test_a_caseworker_neither_holds_the_review_nor_closes_a_decision(theory, leader, home):
    caseworker = PersonFactory(role="caseworker", municipality=home)
    decision = decide(theory, by=leader, **WELL)

    with pytest.raises(PermissionDenied):
        hold_review(theory, period="2026-05", by=caseworker)
    with pytest.raises(PermissionDenied):
        look_again(decision, result="8 af 10", by=caseworker)

    decision.refresh_from_db()
    assert decision.looked_at is None
    assert not theory.reviews.exists()


def test_a_decision_is_not_closed_without_saying_what_came_of_it(theory, leader):
    decision = decide(theory, by=leader, **WELL)

    with pytest.raises(ValidationError, match="hvad det blev til"):
        look_again(decision, result="  ", by=leader)

    assert decision in Decision.objects.open()


def test_the_review_date_comes_once(theory, leader):
    decide(theory, by=leader, **WELL)
    assert remind_of_due_decisions() == 0

    with clock.set_to(dt.datetime(2026, 8, 15, 9, tzinfo=dt.UTC)):
        assert remind_of_due_decisions() == 1
        assert remind_of_due_decisions() == 0

    assert Message.objects.filter(to=leader).count() == 1


def test_what_came_of_it_is_written_once_and_can_be_taken_up_again(theory, leader):
    decision = decide(theory, by=leader, **WELL)
    look_again(decision, result="7 af 10", by=leader)

    with pytest.raises(ValidationError, match="allerede set"):
        look_again(decision, result="8 af 10", by=leader)
    again = reopen(decision, reason="Det falder igen", review_on=dt.date(2026, 9, 1), by=leader)

    assert again.reopens == decision
    assert list(Decision.objects.open()) == [again]


def test_a_month_has_one_review(theory, leader):
    assert hold_review(theory, period="2026-05", by=leader) == hold_review(
        theory, period="2026-05", by=leader
    )


def test_a_new_baseline_needs_a_decision_and_twelve_periods(theory, sign, leader):
    give_values(sign, [(20, 40)] * 13)
    decision = decide(theory, sign=sign, by=leader, **{**WELL, "choice": "new_baseline"})

    with pytest.raises(ValidationError, match="mindst 12 perioder med tal; her er 3"):
        choose_baseline(
            sign, first="2025-01", last="2025-03", reason="x", decision=decision, by=leader
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        BaselinePeriod.objects.create(
            sign=sign, starts="2025-01", first="2025-01", last="2025-12", reason="x"
        )
    baseline = choose_baseline(
        sign, first="2025-01", last="2025-12", reason="Ny praksis", decision=decision, by=leader
    )

    assert baseline.decision == decision


def test_a_new_baseline_needs_a_leader_and_a_reason(theory, sign, leader, home):
    give_values(sign, [(20, 40)] * 12)
    decision = decide(theory, sign=sign, by=leader, **{**WELL, "choice": "new_baseline"})
    year = {"first": "2025-01", "last": "2025-12", "decision": decision}

    with pytest.raises(PermissionDenied):
        choose_baseline(
            sign,
            **year,
            reason="Ny praksis",
            by=PersonFactory(role="caseworker", municipality=home),
        )
    with pytest.raises(ValidationError, match="hvorfor basis er en anden"):
        choose_baseline(sign, **year, reason=" ", by=leader)

    assert not sign.baselines.exists()


def test_a_trial_action_does_not_start_without_prediction_and_promise(theory, leader):
    trial = plan_trial(theory, title="Åbn planen sammen", by=leader)

    with pytest.raises(ValidationError) as refusal:
        start_trial(trial, by=leader)

    assert {"mechanism_keys", "predicted", "content", "how_often"} <= set(
        refusal.value.message_dict
    )


def test_a_trial_action_freezes_the_baseline_and_ends_only_by_a_decision(theory, sign, leader):
    give_values(sign, [(20, 40)] * 12)
    trial = plan_trial(
        theory, title="Åbn planen sammen", sign=sign, coordinator=leader, by=leader, **TRIAL
    )
    trial = start_trial(trial, by=leader)

    frozen = sign.baselines.get()
    assert (frozen.first, frozen.last, frozen.trial) == ("2025-01", "2025-12", trial)
    elsewhere = decide(theory, by=leader, **{**WELL, "choice": "spread"})
    with pytest.raises(ValidationError, match="netop den"):
        end_trial(trial, decision=elsewhere, by=leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(trial).objects.update(state="ended")

    decision = decide(theory, trial=trial, by=leader, **{**WELL, "choice": "spread"})
    assert end_trial(trial, decision=decision, by=leader).state == "spread"


def test_a_signal_seen_again_a_month_later_is_confirmed(sign):
    give_values(sign, [(20, 40)] * 14 + [(38, 40)])
    notice_signals(sign)
    first = sign.signals.get(rule="outside")
    assert first.confirmed_in == ""

    give_values(sign, [(38, 40)], first="2026-04")
    notice_signals(sign)

    first.refresh_from_db()
    assert first.confirmed_in == "2026-04"
    assert sign.signals.filter(rule="outside").count() == 1


def test_a_theory_is_looked_through_each_quarter_and_asked_each_year(theory, leader, home):
    adopt(theory.current, citizens_view="Ja", by=leader)
    told = Message.objects.filter(to=leader)

    remind_of_theories.function()
    assert not Job.objects.filter(key__startswith="theory:").exists(), "it is new"
    for month, keys in ((10, 1), (10, 1), (12, 1), (1, 2), (7, 3)):
        year = 2026 if month > 6 and keys < 3 else 2027
        with clock.set_to(dt.datetime(year, month, 1, 9, tzinfo=dt.UTC)):
            remind_of_theories.function()
        assert Job.objects.filter(key__startswith="theory:").count() == keys

    for job in Job.objects.filter(key__startswith="theory:").order_by("pk"):
        tell_leaders.function(**job.arguments)
    assert [m.subject_line for m in told.order_by("pk")] == [
        "Se teorien igennem",
        "Se teorien igennem",
        "Er teorien stadig rigtig?",
    ]
