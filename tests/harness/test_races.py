"""People who act at the same moment: nothing is overwritten, nothing happens twice (./test races).

Everything goes over HTTP to a real server with eight threads, on both databases.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.harness.databases import DATABASES, house_on

pytestmark = pytest.mark.harness

CROWD = 8

HOUSES = {}


@pytest.fixture(scope="module", params=DATABASES)
def house(request, tmp_path_factory):
    with house_on(request.param, tmp_path_factory.mktemp(request.param)) as built:
        HOUSES[built.port] = built.people(6)
        built.start("server")
        yield built


@pytest.fixture
def citizen(house):
    """Somebody whom no other test has been."""
    return HOUSES[house.port]["citizens"].pop()


@pytest.fixture
def worker(house):
    return HOUSES[house.port]["workers"][0]


def at_once(act, times=CROWD):
    """Do the same thing from many threads at the same moment."""
    ready = threading.Barrier(times)

    def one(number):
        ready.wait()
        return act(number)

    with ThreadPoolExecutor(times) as crowd:
        return list(crowd.map(one, range(times)))


def statuses(answers):
    return dict(Counter(answer.status for answer in answers))


def ask(house, question):
    code = (
        "import django, json; django.setup()\n"
        "from medborger.encounter.plan.models import *\n"
        "from medborger.encounter.plan import services\n"
        "from medborger.foundation.access.models import OwnOpening\n"
        "from medborger.foundation.journal.models import Event\n"
        "from medborger.foundation.people.models import Person\n"
        "from medborger.foundation.posts.models import Draft\n"
    )
    return json.loads(house.python("-c", f"{code}{question}"))


def goal_and(house, citizen, more):
    """Write a goal for this citizen, and whatever else the race is about; give its public id."""
    return ask(
        house,
        f"citizen = Person.objects.get(login={citizen['login']!r})\n"
        "event = services.add_goal(citizen.plan, wording='Ro', by=citizen)\n"
        "goal = Goal.objects.get(public_id=event.data['goal'])\n"
        "worker = citizen.helpers.get().worker\n"
        f"{more}",
    )


def test_who_comes_second_to_a_step_sees_both_texts_and_overwrites_nothing(house, citizen, worker):
    step = goal_and(house, citizen, "event = services.add_step(goal, wording='Ringe', "
                    "owner='professional', by=worker)\nprint(json.dumps(event.data['step']))")  # fmt: skip
    people = [citizen, worker]

    answers = at_once(
        lambda n: house.post(
            f"/plan/skridt/{step}/",
            people[n % 2]["cookie"],
            outcome=f"Sådan gik det {n}",
            version=1,
            once=f"finish-{n}",
        )
    )

    assert statuses(answers) == {302: 1, 409: CROWD - 1}
    kept = ask(house, f"print(json.dumps(Step.objects.get(public_id={step!r}).outcome))")
    first = next(n for n, answer in enumerate(answers) if answer.status == 302)
    assert kept == f"Sådan gik det {first}"
    for number, answer in enumerate(answers):
        if answer.status == 409:
            assert f"Sådan gik det {number}" in answer.text, "what this person wrote is gone"
            assert kept in answer.text, "what the other wrote is not shown"


def test_the_same_post_from_many_windows_has_one_effect_and_one_answer(house, citizen):
    answers = at_once(
        lambda _n: house.post("/plan/maal/", citizen["cookie"], wording="Én gang", once="same")
    )

    assert statuses(answers) == {302: CROWD}
    assert len({answer.location for answer in answers}) == 1
    assert ask(house, "print(json.dumps(Goal.objects.filter(wording='Én gang').count()))") == 1


def test_two_first_goals_at_once_make_one_plan_and_lose_no_goal(house):
    newcomer = HOUSES[house.port]["without_plan"][0]

    answers = at_once(
        lambda n: house.post(
            "/plan/maal/", newcomer["cookie"], wording=f"Første mål {n}", once=f"first-{n}"
        )
    )

    assert set(statuses(answers)) <= {302, 422}, statuses(answers)
    said_yes = sum(answer.status == 302 for answer in answers)
    mine = f"subject__login={newcomer['login']!r}"
    assert ask(house, f"print(json.dumps(Plan.objects.filter({mine}).count()))") == 1
    assert said_yes >= 1
    assert ask(house, f"print(json.dumps(Goal.objects.filter(plan__{mine}).count()))") == said_yes


def test_a_suggestion_answered_twice_at_once_is_answered_once(house, citizen):
    suggestion = goal_and(house, citizen, "event = services.suggest_step(goal, "
                          "wording='Mød os', by=worker)\n"
                          "print(json.dumps(event.data['suggestion']))")  # fmt: skip
    states = ["accepted", "declined"]

    answers = at_once(
        lambda n: house.post(
            f"/plan/forslag/{suggestion}/",
            citizen["cookie"],
            state=states[n % 2],
            once=f"answer-{n}",
        )
    )

    assert statuses(answers) == {302: 1, 422: CROWD - 1}
    first = next(n for n, answer in enumerate(answers) if answer.status == 302)
    told = ask(
        house,
        f"s = Suggestion.objects.get(public_id={suggestion!r})\n"
        "print(json.dumps([s.state, s.goal.steps.count()]))",
    )
    assert told == [states[first % 2], int(first % 2 == 0)]


def test_every_opening_is_counted_however_many_come_at_once(house, citizen):
    answers = [
        a for _ in range(3) for a in at_once(lambda _n: house.get("/plan/", citizen["cookie"]))
    ]

    assert statuses(answers) == {200: 3 * CROWD}
    mine = f"person__login={citizen['login']!r}"
    assert ask(house, f"print(json.dumps(OwnOpening.objects.get({mine}).times))") == 3 * CROWD


def test_a_draft_saved_from_two_windows_is_one_draft_in_one_of_the_wordings(house, citizen):
    answers = at_once(
        lambda n: house.post("/kladde/", citizen["cookie"], draft_key="plan:goal", wording=f"k{n}")
    )

    assert statuses(answers) == {200: CROWD}
    mine = f"person__login={citizen['login']!r}"
    fields = ask(house, f"print(json.dumps(Draft.objects.get({mine}).fields))")
    assert fields in [{"wording": f"k{n}"} for n in range(CROWD)]


def test_many_lines_at_once_in_one_journal_make_one_whole_chain(house, citizen):
    answers = at_once(
        lambda n: house.post("/plan/maal/", citizen["cookie"], wording=f"Mål {n}", once=f"line-{n}")
    )

    assert statuses(answers) == {302: CROWD}
    mine = f"subject__login={citizen['login']!r}"
    lines = ask(
        house,
        f"print(json.dumps(sorted(Event.objects.filter({mine}).values_list('seq', flat=True))))",
    )
    assert lines == list(range(1, len(lines) + 1))
    assert "Alle kæder er hele" in house.manage("chain", "verify")
