"""Are like citizens treated alike? About practice, never about a person."""

from __future__ import annotations

import json
from dataclasses import replace

import pyarrow as pa
import pytest

from tests.virker.people import a_register
from virker.alike import verdict_on
from virker.errors import VirkerError
from virker.likeness.caseworkers import CaseworkerSpread
from virker.likeness.practice import Found, _maybe
from virker.question import Question
from virker.run import run
from virker.simulate import write
from virker.tables import read
from virker.verdicts import Verdict

pytestmark = pytest.mark.slow


def asked(**changes):
    return Question(**{"kind": "alike", "service": "internship", **changes}).protocol()


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return read(
        write(a_register(n=6_000, weeks=110, munis=1, seed=3), tmp_path_factory.mktemp("town"))
    )


@pytest.fixture(scope="module")
def told(town):
    return run(asked(), town)


def test_the_spread_between_caseworkers_is_found(told):
    """The register gives caseworkers habits with a standard deviation of .40 in log odds."""
    spread = told.primary

    assert spread.low <= 0.4 <= spread.high
    assert told.verdict is Verdict.WORSE
    assert "alt efter hvem de møder" in told.sentence("da")


def test_attributes_stand_as_odds_with_intervals(told):
    assert {e.label for e in told.estimates[1:]} == {"female", "nonwestern"}
    for estimate in told.estimates[1:]:
        assert estimate.low < 1 < estimate.high


def test_similar_citizens_and_need_stand_beside(told):
    assert told.details["consistency"]["citizens"] > 1_000
    assert 0 <= told.details["need"]["explained"] <= 1


def test_no_caseworker_can_be_found_in_the_answer(told, town):
    written = json.dumps(told.to_dict())

    for name in set(town.persons["caseworker"].to_pylist()):
        assert name not in written


def test_an_unfair_town_is_told(tmp_path):
    town = read(write(a_register(n=6_000, weeks=110, munis=1, fair_int=-0.9), tmp_path))

    result = run(asked(options={"attributes": ["nonwestern"], "need": "age"}), town)

    odds = result.estimates[1]
    assert odds.label == "nonwestern"
    assert odds.high < 1
    assert result.details["odds"][0]["differs"]


def test_words_are_attributes_too(town):
    result = run(asked(options={"attributes": "last_service", "need": "no such"}), town)

    assert all(e.label.startswith("last_service: ") for e in result.estimates[1:])
    assert result.details["need"] is None


def test_few_caseworkers_are_protected(tmp_path):
    few = read(write(a_register(n=300, weeks=60, munis=1), tmp_path))

    result = run(asked(), few)

    assert [r.code for r in result.reasons] == ["too_few_caseworkers"]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"service": ("internship", "course")}, "netop ét"),
        ({"options": {"attributes": ["age"]}}, "0 og 1"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(town, changes, text):
    with pytest.raises(VirkerError, match=text):
        run(asked(**changes), town)


@pytest.mark.parametrize(
    ("high", "differs", "margin", "verdict"),
    [
        (0.2, True, 0.3, Verdict.AT_LEAST_AS_GOOD),
        (0.4, True, 0.3, Verdict.WORSE),
        (0.4, False, 0.3, Verdict.CANNOT_TELL),
        (0.2, False, None, Verdict.CANNOT_TELL),
    ],
)
def test_little_difference_is_alike_and_none_seen_is_not(high, differs, margin, verdict):
    spread = CaseworkerSpread(0.1, 0.0, high, 1.3, differs, 40, 5_000)

    assert verdict_on(Found(spread, (), None, None), margin) is verdict


def test_a_service_hardly_anybody_got_is_no_ground_for_an_answer(town):
    result = run(asked(population={"age": {"min": 60}, "nonwestern": 1, "female": 1}), town)

    assert {r.code for r in result.reasons} <= {"no_offers", "too_few_caseworkers"}


def test_marks_that_nobody_offered_it_has_are_held_still(town):
    result = run(asked(population={"age": {"min": 61}}), town)

    assert result.primary.low <= 0.4 <= result.primary.high


def test_without_caseworkers_it_cannot_be_asked(town):
    persons = town.persons.drop_columns(["caseworker"])

    with pytest.raises(VirkerError, match="caseworker"):
        run(asked(), replace(town, persons=persons))


def test_too_little_to_ask_about_is_left_out_not_invented():
    def too_little():
        raise VirkerError("nej")

    assert _maybe(too_little) is None
    assert _maybe(lambda: 3) == 3


def test_people_without_a_known_caseworker_are_left_out(town):
    persons = town.persons.to_pylist()
    known = pa.array([None if row["person"] < "p0002200" else row["caseworker"] for row in persons])
    place = town.persons.column_names.index("caseworker")
    some = replace(town, persons=town.persons.set_column(place, "caseworker", known))

    assert run(asked(), some).primary.n < run(asked(), town).primary.n
