"""A question is frozen before anybody has seen an answer."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virker.protocol import KINDS, Protocol, ProtocolError, as_plain
from virker.question import Question
from virker.run import HOMES, RUNNERS, run, runs


def a_question(**changes) -> Question:
    return Question(**{"kind": "start_vs_wait", "service": "praktik", **changes})


def test_the_same_question_has_the_same_fingerprint_however_it_is_typed():
    typed = Protocol.from_mapping({"service": ["praktik"], "kind": "start_vs_wait"})

    assert typed == a_question().protocol()
    assert typed.hash == a_question().protocol().hash
    assert len(typed.hash) == 64


def test_changing_the_margin_makes_it_another_question():
    assert a_question(margin=0.02).protocol().hash != a_question(margin=0.03).protocol().hash


def test_nobody_can_change_a_frozen_question():
    frozen = a_question().protocol()

    with pytest.raises(FrozenInstanceError):
        frozen.margin = 0.5


def test_a_question_survives_being_written_down_and_read_again(tmp_path):
    asked = a_question(
        population={"age": {"min": 18, "max": 29}, "group": ["UI", "KHJ"]},
        margin=0.02,
        options={"band": "x"},
    ).protocol()
    (tmp_path / "p.yaml").write_text(asked.to_yaml(), encoding="utf-8")

    assert Protocol.from_yaml(tmp_path / "p.yaml") == asked
    assert asked.option("band") == "x"
    assert asked.option("nothing", 3) == 3


@given(
    horizons=st.lists(st.integers(1, 200), min_size=1, max_size=6),
    margin=st.none() | st.floats(0, 1),
    seed=st.integers(0, 10**6),
    population=st.dictionaries(st.text(min_size=1), st.integers() | st.text() | st.booleans()),
)
def test_every_question_reads_back_as_itself(horizons, margin, seed, population):
    asked = a_question(
        horizons=horizons, margin=margin, seed=seed, population=population
    ).protocol()

    assert Protocol.from_mapping(as_plain(asked)) == asked
    assert Protocol.from_mapping(as_plain(asked)).hash == asked.hash


def test_the_order_of_horizons_does_not_matter():
    assert a_question(horizons=[52, 4, 4]).protocol() == a_question(horizons=(4, 52)).protocol()


def test_the_primary_horizon_is_a_year_where_there_is_one_and_else_the_last():
    assert a_question().protocol().primary == 52
    assert a_question(horizons=[4, 13]).protocol().primary == 13


def test_a_question_prints_in_danish():
    printed = str(a_question(margin=0.025, population={"age": 30}).protocol())

    assert "Aftalt margin: 0,025" in printed
    assert "Spørgsmål: Hvad betyder det at begynde nu" in printed
    assert 'Borgere: {"age": 30}' in printed
    assert "Aftalt margin: ikke aftalt" in str(a_question().protocol())


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "kind"),
        ({"kind": "magic"}, "kind skal"),
        ({"kind": "start_vs_wait"}, "netop ét tilbud"),
        ({"kind": "pairwise", "service": ["a", "a"]}, "mindst to"),
        ({"kind": "describe", "horizons": []}, "horizons"),
        ({"kind": "describe", "horizons": [0]}, "horizons"),
        ({"kind": "describe", "horizons": None}, "horizons"),
        ({"kind": "describe", "horizons": [4.5]}, "helt tal"),
        ({"kind": "describe", "primary": 7}, "primary"),
        ({"kind": "describe", "margin": -0.1}, "margin"),
        ({"kind": "describe", "margin": "lidt"}, "læses"),
        ({"kind": "describe", "looks": -1}, "looks"),
        ({"kind": "describe", "population": 3}, "felter med værdier"),
        ({"kind": "describe", "tilbud": "x"}, "tilbud"),
    ],
)
def test_a_question_that_contradicts_itself_is_sent_back_with_the_place_named(given, says):
    with pytest.raises(ProtocolError, match=says):
        Protocol.from_mapping(given)


@pytest.mark.parametrize("text", ["- a\n- b", "a: [", ""])
def test_a_file_that_holds_no_question_is_sent_back(tmp_path, text):
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ProtocolError, match=r"p\.yaml"):
        Protocol.from_yaml(tmp_path / "p.yaml")


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(ProtocolError, match="findes-ikke"):
        Protocol.from_yaml("findes-ikke.yaml")


def test_dates_and_odd_values_are_kept_as_text():
    asked = Protocol.from_mapping(
        {"kind": "describe", "population": "alle", "options": {"from": {"on": [1, b"x"]}}}
    )

    assert asked.population is None
    assert asked.option("from") == {"on": (1, "b'x'")}


def test_every_kind_of_question_has_a_home():
    assert set(HOMES) == set(KINDS)


def test_a_question_is_answered_by_the_runner_of_its_kind(monkeypatch):
    monkeypatch.setattr("virker.run.RUNNERS", {"describe": lambda protocol, data: (protocol, data)})
    asked = Protocol("describe")

    assert run(asked, "data") == (asked, "data")


def test_a_runner_registers_under_its_kind(monkeypatch):
    monkeypatch.delitem(RUNNERS, "describe", raising=False)

    @runs("describe")
    def answer(protocol, data):
        return None

    assert RUNNERS.pop("describe") is answer
    with pytest.raises(ProtocolError, match="magi"):
        runs("magi")


def test_a_kind_this_version_cannot_answer_is_refused_in_words(monkeypatch):
    monkeypatch.setattr("virker.run.RUNNERS", {})
    monkeypatch.setitem(HOMES, "describe", "virker.nowhere")

    with pytest.raises(ProtocolError, match="kan ikke svare"):
        run(Protocol("describe"), None)
