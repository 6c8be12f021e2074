"""What is published, alone and together with everything published before, points at nobody."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from virker.disclosure import Claim, Disclosure, History, Rules
from virker.disclosure.populations import atoms
from virker.errors import TooFewToShow, VirkerError
from virker.question import Question
from virker.result import Check, Estimate, Reason, Result, refuse


def answer(n=1003, treated=402, *, kind="start_vs_wait", population=None, rows=(), **more):
    service = "praktik" if kind == "start_vs_wait" else ()
    asked = Question(kind=kind, service=service, population=population).protocol()
    found = Estimate.normal(52, 0.03123, 0.0101, n, treated, method="aipw")
    return Result(asked, "ATT", (found, *rows), **more)


def content(result, disclosure=None):
    return json.loads(result.publish(disclosure or Disclosure()).to_json())


def test_counts_are_rounded_and_effects_keep_one_decimal_of_a_point():
    shown = content(answer())["estimates"][0]

    assert (shown["n"], shown["n_treated"], shown["estimate"]) == (1005, 400, 0.031)


@pytest.mark.parametrize(("n", "treated"), [(4, 0), (100, 3), (100, 97)])
def test_an_answer_about_a_few_is_not_published(n, treated):
    with pytest.raises(TooFewToShow):
        answer(n, treated).publish(Disclosure())


def test_a_side_answer_about_a_few_is_left_out_and_counted():
    few = Estimate.normal(52, 0.5, 0.2, 3, 2, label="group")

    shown = content(answer(rows=(few,)))

    assert [row["label"] for row in shown["estimates"]] == [""]
    assert shown["hidden"] == 1
    assert "0.5" not in json.dumps(shown["estimates"])


def test_two_horizons_that_differ_by_a_few_persons_show_one_count():
    near = Estimate.normal(26, 0.01, 0.01, 1001, 402, method="aipw")

    shown = content(answer(rows=(near,)))["estimates"]

    assert [row["n"] for row in shown] == [1005, None]


def test_nothing_of_the_details_and_warnings_leaves_the_house_but_protected_tables():
    details = {"secret": [1, 2], "tables": {"by_team": [2, 40, 9]}}
    result = answer(details=details, warnings=("row 7",), checks=(Check("starts", 3, 200, False),))

    shown = content(result)

    assert shown["tables"] == {"by_team": [None, 40, None, 50]}
    assert "secret" not in shown
    assert "warnings" not in shown
    assert shown["checks"][0]["value"] is None


def test_a_refusal_does_not_tell_how_few_there_were():
    asked = Question(kind="start_vs_wait", service="praktik").protocol()
    few = Reason("too_few", "Kun 3 borgere begyndte.", "Only 3 persons began.")

    shown = content(refuse(asked, "ATT", few))

    assert shown["reasons"] == ["too_few: Kun færre end 5 borgere begyndte."]
    assert "3 persons" not in json.dumps(shown)


def test_a_curve_of_counted_shares_shows_no_step_of_a_few():
    points = [(1, 0.02), (2, 0.08), (3, 0.09)]
    curve = tuple(Estimate.normal(week, share, 0.02, 100, 0) for week, share in points)
    asked = Question(kind="describe").protocol()

    shown = content(Result(asked, "CIF", curve=curve))["curve"]

    assert [row["horizon"] for row in shown] == [1, 2]
    assert shown[1]["estimate"] == 0.1


def test_one_person_more_than_last_month_is_held_back():
    history = History()
    january = Disclosure(history=history, as_of="2026-01")
    february = Disclosure(history=history, as_of="2026-02")
    answer(1000).publish(january)

    with pytest.raises(VirkerError, match="Sammen med"):
        answer(1001).publish(february)
    assert content(answer(1000), february)
    assert content(answer(1010, 412), Disclosure(history=history, as_of="2026-03"))
    with pytest.raises(VirkerError, match="modsiger"):
        answer(1020, 420).publish(february)


def test_a_group_and_everybody_may_not_leave_a_few_over():
    disclosure = Disclosure()
    answer(1000, 400).publish(disclosure)

    with pytest.raises(VirkerError, match="Sammen med"):
        answer(997, 398, population={"female": 1}).publish(disclosure)
    assert content(answer(500, 200, population={"female": 1}), disclosure)


def test_ages_that_overlap_by_a_year_may_not_give_the_year_away():
    history = History()
    history.add([Claim({"age": {"min": 18, "max": 29}}, 300)])

    assert history.leaks([Claim({"age": {"min": 18, "max": 30}}, 302)])
    assert not history.leaks([Claim({"age": {"min": 18, "max": 30}}, 340)])
    assert not history.leaks([Claim({"age": {"min": 30}}, 302)])


def test_other_registers_are_other_people():
    history = History()
    history.add([Claim({}, 100, source="a")])

    assert not history.leaks([Claim({"female": 1}, 97, source="b")])


def test_the_history_survives_and_is_read_again(tmp_path):
    path = tmp_path / "published.jsonl"
    where = {"age": {"min": 18, "max": 29}, "benefit": ("UI", "KHJ")}
    History(path).add([Claim(where, 100, "r", "2026-W01")])

    again = History(path)

    assert again.claims == [Claim(where, 100, "r", "2026-W01")]
    assert again.leaks([Claim({**where, "female": 0}, 98, "r", "2026-W01")])


def test_too_many_overlapping_publications_are_refused_rather_than_guessed():
    claims = [Claim({f"c{n}": 1}, 100) for n in range(20)]

    with pytest.raises(VirkerError, match="for mange"):
        History().leaks(claims)


people = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from("abc"), st.integers(18, 21)),
    min_size=20,
    max_size=60,
)
conditions = st.fixed_dictionaries(
    {},
    optional={
        "female": st.integers(0, 1),
        "team": st.sampled_from(["a", "b", ("a", "b")]),
        "age": st.sampled_from([{"max": 19}, {"min": 19}, {"min": 19, "max": 20}]),
    },
)


def lives_in(person, where):
    female, team, age = person
    limits = where.get("age", {})
    return (
        where.get("female", female) == female
        and team in where.get("team", team)
        and limits.get("min", 0) <= age <= limits.get("max", 99)
    )


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(people, st.lists(conditions, min_size=1, max_size=6))
def test_the_attack_no_small_group_can_be_subtracted_out_of_all_publications(crowd, questions):
    """Publish whatever the history lets through, then try every sum and difference of it."""
    history, published = History(rules=Rules()), []
    for where in questions:
        claim = Claim(where, sum(lives_in(p, where) for p in crowd))
        if claim.persons >= 5 and not history.leaks([claim]):
            history.add([claim])
            published.append(claim)

    inside = np.array([[lives_in(p, c.where) for p in crowd] for c in published], int)
    for signs in itertools.product((-1, 0, 1), repeat=len(published)):
        group = np.array(signs) @ inside if published else np.zeros(len(crowd))
        if set(np.unique(group)) <= {0, 1}:
            assert not 0 < group.sum() < 5


@given(st.lists(conditions, min_size=1, max_size=5), people)
def test_every_person_lies_in_one_of_the_groups_that_are_reckoned_with(questions, crowd):
    cut = set(atoms(questions)) | {()}

    for person in crowd:
        assert tuple(n for n, where in enumerate(questions) if lives_in(person, where)) in cut
