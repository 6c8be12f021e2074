"""The sentences, word for word: what may be said, and never more."""

from __future__ import annotations

import pytest

from virker.gates import REASONS, reason
from virker.question import Question
from virker.result import Estimate, Result
from virker.verdicts import Verdict
from virker.words import GENERAL, STARTING, lix, sentence

GOLDEN = {
    ("better", 0.03, 0.005): (
        (
            "De, der begyndte i praktik, var oftere i job et år efter, end hvis de havde ventet. "
            "Forskellen er +3,0 procentpoint. Den ligger mellem +2,0 og +4,0 procentpoint."
        ),
        (
            "Those who began internship were more often in a job a year later than if they had "
            "waited. The difference is +3.0 percentage points. It lies between +2.0 and +4.0 "
            "percentage points."
        ),
    ),
    ("at_least_as_good", 0.0, 0.005): (
        (
            "At begynde i praktik er mindst lige så godt som at vente. Det gælder et år efter og "
            "inden for den margin, I har aftalt."
        ),
        (
            "To begin internship is at least as good as to wait. That holds a year later and within "
            "the margin you agreed on."
        ),
    ),
    ("at_least_as_good", -0.012, 0.003): (
        (
            "At begynde i praktik er mindst lige så godt som at vente. Det gælder et år efter og "
            "inden for den margin, I har aftalt. Det er lidt lavere, men ikke mere end aftalt."
        ),
        (
            "To begin internship is at least as good as to wait. That holds a year later and within "
            "the margin you agreed on. It is a little lower, but no more than agreed."
        ),
    ),
    ("worse", -0.04, 0.005): (
        (
            "De, der begyndte i praktik, var sjældnere i job et år efter, end hvis de havde ventet. "
            "Forskellen er −4,0 procentpoint. Den ligger mellem −5,0 og −3,0 procentpoint."
        ),
        (
            "Those who began internship were less often in a job a year later than if they had "
            "waited. The difference is −4.0 percentage points. It lies between −5.0 and −3.0 "
            "percentage points."
        ),
    ),
    ("cannot_tell", 0.0, 0.03): (
        (
            "Vi kan ikke vise en effekt af praktik et år efter. Der kan være en, som vi ikke kan se. "
            "Tallene passer med alt fra −5,9 til +5,9 procentpoint."
        ),
        (
            "We cannot show an effect of internship a year later. There may be one that we cannot "
            "see. The numbers fit anything from −5.9 to +5.9 percentage points."
        ),
    ),
}
NO_EFFECT = (
    "ingen effekt", "uden effekt", "virker ikke", "no effect", "does not work", "as good as",
    "lige så god",
)  # fmt: skip


def a_result(verdict, estimate, se, kind="start_vs_wait", service="praktik", **changes):
    asked = Question(kind=kind, service=service, margin=0.02, **changes).protocol()
    return Result(asked, "ATT", (Estimate.normal(52, estimate, se, 900, 90),), verdict=verdict)


@pytest.mark.parametrize(("case", "told"), GOLDEN.items())
def test_each_verdict_is_said_like_this(case, told):
    result = a_result(Verdict(case[0]), *case[1:])

    assert (sentence(result, "da"), sentence(result, "en")) == told


@pytest.mark.parametrize("kind", ["start_vs_wait", "sustained"])
@pytest.mark.parametrize("service", ["praktik", "løntilskud", "samtale"])
@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.REFUSED])
def test_every_sentence_is_easy_to_read(kind, service, verdict):
    said = sentence(a_result(verdict, -0.012, 0.003, kind, service), "da")

    assert lix(said) <= 35, said
    assert "p-værdi" not in said


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_is_easy_to_read(code):
    assert lix(reason(code, value=10, limit=30).da) <= 45


def test_cannot_tell_never_reads_as_no_effect_or_as_good_as():
    for table in (STARTING, GENERAL):
        for said in (table["da"][Verdict.CANNOT_TELL], table["en"][Verdict.CANNOT_TELL]):
            assert not any(words in said.lower() for words in NO_EFFECT)


def test_whole_weeks_are_said_in_weeks():
    said = sentence(a_result(Verdict.BETTER, 1.5, 0.2, outcome="weeks_job"), "da")

    assert "+1,5 uger" in said
    assert "mellem +1,1 og +1,9 uger" in said


def test_worse_before_better_is_told_with_the_week_it_turned():
    asked = Question(kind="start_vs_wait", service="praktik").protocol()
    curve = tuple(
        Estimate.normal(w, -0.02 if w < 18 else 0.03, 0.005, 900, 90) for w in range(1, 53)
    )
    result = Result(asked, "ATT", (curve[-1],), verdict=Verdict.BETTER, curve=curve)

    assert "I begyndelsen var de sjældnere i job. Det vendte efter 18 uger." in sentence(result)
