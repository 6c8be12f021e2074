"""A finding carries its question, its checks and its words."""

from __future__ import annotations

import json

import pytest

from virker.disclosure import Disclosure
from virker.errors import VirkerError
from virker.question import Question
from virker.result import Check, Estimate, Published, Reason, Result, refuse
from virker.verdicts import Verdict

ASKED = Question(kind="start_vs_wait", service="praktik").protocol()
FOUND = Estimate.normal(52, 0.03, 0.01, 500, 60, method="aipw")


def test_a_result_is_written_in_the_agreed_shape():
    result = Result(
        ASKED,
        "ATT",
        (FOUND,),
        (Check("balance", float("nan"), 0.1, passed=True),),
        Verdict.BETTER,
        details={"rows": (1, 2)},
    )

    written = json.loads(result.to_json())

    assert written["protocol_hash"] == ASKED.hash
    assert set(written["estimates"][0]) >= {
        "horizon",
        "estimate",
        "se",
        "low",
        "high",
        "n",
        "n_treated",
    }
    assert set(written["checks"][0]) >= {"name", "value", "limit", "passed"}
    assert written["checks"][0]["value"] is None
    assert written["verdict"] == "better"
    assert set(written["sentence"]) == {"da", "en"}
    assert written["details"] == {"rows": [1, 2]}


def test_the_main_answer_is_the_one_at_the_primary_horizon():
    other = Estimate.normal(4, -0.02, 0.01, 500, 60)

    assert Result(ASKED, "ATT", (other, FOUND)).primary == FOUND
    assert Result(ASKED, "ATT", (other,)).primary is None


def test_a_deviation_from_the_protocol_is_kept_with_its_reason():
    result = Result(ASKED, "ATT").deviate(
        "horizons", planned=(104,), done=(52,), why="for kort tid"
    )

    assert json.loads(result.to_json())["deviations"] == [
        {"field": "horizons", "planned": "(104,)", "done": "(52,)", "why": "for kort tid"}
    ]


def test_nobody_is_turned_away_without_a_reason():
    with pytest.raises(VirkerError, match="grund"):
        Result(ASKED, "ATT", verdict=Verdict.REFUSED)


def test_a_refusal_says_why_in_both_languages():
    result = refuse(ASKED, "ATT", Reason("too_few", "For få.", "Too few."), warnings=("w",))

    assert result.to_dict()["reasons"] == ["too_few: For få."]
    assert result.sentence("da").endswith("For få.")
    assert result.sentence("en").endswith("Too few.")
    assert result.warnings == ("w",)


def test_only_publishing_makes_something_shareable():
    result = Result(ASKED, "ATT", (FOUND,), words={"da": "Ord.", "en": "Words."})

    shared = json.loads(result.publish(Disclosure()).to_json())

    assert shared["sentence"] == {"da": "Ord.", "en": "Words."}
    with pytest.raises(VirkerError, match=r"Kun Result\.publish"):
        Published({"n": 1})
    with pytest.raises(VirkerError, match="Brug"):
        result.publish(lambda r: {"n": 1})
