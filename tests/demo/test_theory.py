"""The demo municipality's theory: read in, adopted, tried, counted, and ready for the meeting."""

from __future__ import annotations

import pytest

from medborger.demo import theory as story
from medborger.foundation import clock
from medborger.foundation.people.models import Person
from medborger.theory.chain.models import Theory
from medborger.theory.chain.services import is_whole
from medborger.theory.exchange.reading import read_theory
from medborger.theory.exchange.signs import read_signs
from medborger.theory.followup.counting import differences
from medborger.theory.followup.models import Decision, Sign, TrialAction, Value
from tests.demo.told import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_theory_has_a_whole_chain_and_each_goal_two_signs():
    theory = read_theory((story.HERE / "theory.yaml").read_text(encoding="utf-8"))
    keys = {element.key for element in theory.elements}
    signs = read_signs((story.HERE / "signs.yaml").read_text(encoding="utf-8"), elements=keys).signs

    goals = [element.key for element in theory.elements if element.level == "goal"]
    assert {element.level for element in theory.elements} == {
        "challenge", "goal", "active_mechanism", "trial_action", "sign"
    }  # fmt: skip
    for goal in goals:
        assert {s.question for s in signs if s.element == goal} == {"fidelity", "effect"}


def test_the_theory_is_adopted_and_its_signs_are_counted_by_the_nightly_job(told):
    version = Theory.objects.get(slug="pennen").current
    assert version.adopted
    assert is_whole(version)
    assert Sign.objects.filter(followed=True).exclude(measure="").count() == 6
    assert Value.objects.filter(sign__key="slip.t").count() >= 2
    for value in Value.objects.all():
        assert value.last_on < value.data_until.date()
        assert told.starts_on < value.data_until.date()


def test_counting_again_gives_what_is_stored(told):
    assert not [sign.key for sign in Sign.objects.all() if differences(sign)]


def test_the_trial_action_runs_and_a_decision_comes_up_for_the_newcomer(told):
    trial = TrialAction.objects.get()
    assert trial.state == "running"
    with clock.set_to(NOW):
        assert Decision.objects.due().count() == 1
    assert Decision.objects.exclude(result="").count() == 1


def test_the_team_leader_reads_the_monthly_review(client, told):
    client.force_login(Person.objects.get(login="demo-hanne"))

    with clock.set_to(NOW):
        start = client.get("/", follow=True)
        page = client.get("/maaned/pennen/")

    assert start.status_code == 200
    assert "Skridt, borgeren selv har sagt" in page.content.decode()


def test_the_neighbours_see_nothing_of_it(client, told):
    client.force_login(Person.objects.get(login="lillevig-00"))

    assert client.get("/teori/pennen/").status_code == 404
    assert client.get("/maaned/pennen/").status_code == 404


def test_a_professional_with_many_citizens_reads_the_list(client, told):
    client.force_login(Person.objects.get(login="demo-bo"))

    with clock.set_to(NOW):
        page = client.get("/plan/borgere/")

    assert page.status_code == 200
    assert "Amira Holmlund" in page.content.decode()
