"""What the lot shows: the offer for everybody, and taking part for those it moved."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from virker.errors import VirkerError
from virker.offer import offer
from virker.question import Question
from virker.run import run
from virker.tables import read
from virker.words import lix

JOBS = Path(__file__).resolve().parents[3] / "shared/evidence/data/jc.csv.gz"


def a_draw(n=4_000, seed=1, works=0.2):
    """Half are drawn, six in ten of them take part, and taking part works."""
    rng = np.random.default_rng(seed)
    drawn = rng.random(n) < 0.5
    willing = rng.random(n) < 0.6
    took = drawn & willing
    job = rng.random(n) < 0.3 + 0.1 * willing + works * took
    return job.astype(float), drawn, took


def a_folder(path, n=600, works=0.25, uneven=False):
    job, drawn, took = a_draw(n, works=works)
    age = 30 + 20 * (drawn if uneven else 0) + np.arange(n) % 7
    people = ["person,drawn,took,age"]
    people += [f"p{i},{int(drawn[i])},{int(took[i])},{age[i]}" for i in range(n)]
    weeks = ["person,week,state"]
    for i in range(n):
        weeks += [f"p{i},0,UI", f"p{i},13,{'job' if job[i] else 'UI'}"]
        weeks += [f"p{i},{w},UI" for w in range(1, 13)]
    (path / "persons.csv").write_text("\n".join(people), encoding="utf-8")
    (path / "weeks.csv").write_text("\n".join(weeks), encoding="utf-8")
    return read(path)


def asked(**options):
    given = {"kind": "rct", "horizons": (13,), "primary": 13, "outcome": "job"}
    return Question(**given, options={"drawn": "drawn", **options}).protocol()


def test_the_offer_and_taking_part_are_two_numbers():
    told = offer(*a_draw())

    assert abs(told.offered.estimate - 0.12) < 3 * told.offered.se
    assert abs(told.took_part.estimate - 0.20) < 3 * told.took_part.se
    assert told.compliance == pytest.approx(0.6, abs=0.03)


def test_comparing_those_who_took_part_with_the_rest_would_mislead():
    job, _, took = a_draw()

    naive = job[took].mean() - job[~took].mean()

    assert naive > 0.20 + 0.04


def test_taking_part_is_the_offer_over_the_share_it_moved():
    told = offer(*a_draw(seed=3))

    assert told.took_part.estimate == pytest.approx(told.offered.estimate / told.compliance)


def test_intervals_hold_the_truth_as_often_as_they_say():
    held = [abs(t.took_part.estimate - 0.2) < 1.96 * t.took_part.se
            for t in (offer(*a_draw(600, seed)) for seed in range(200))]  # fmt: skip

    assert 0.90 <= np.mean(held) <= 0.99


def test_a_draw_that_moved_nobody_says_nothing_about_taking_part():
    job, drawn, _ = a_draw(200)
    someone = np.random.default_rng(9).random(200) < 0.5

    assert offer(job, drawn, someone).took_part is None


def test_what_was_known_sharpens_the_answer():
    job, drawn, took = a_draw()
    known = job + np.random.default_rng(2).normal(0, 0.3, len(job))

    assert offer(job, drawn, took, adjust=known[:, None]).offered.se < offer(job, drawn).offered.se


def test_everybody_drawn_is_no_draw():
    with pytest.raises(VirkerError, match="trukket"):
        offer([0, 1], [1, 1])


def test_a_folder_with_a_draw_is_answered(tmp_path):
    result = run(asked(took="took"), a_folder(tmp_path))

    assert result.verdict.value == "better"
    assert [e.label for e in result.estimates] == ["", "took part"]
    assert result.estimates[1].estimate > result.estimates[0].estimate
    assert "oftere i job" in result.sentence("da")
    assert lix(result.sentence("da")) <= 35


def test_groups_that_differed_before_the_draw_are_no_verdict(tmp_path):
    result = run(asked(), a_folder(tmp_path, uneven=True))

    assert result.verdict.value == "cannot_tell"
    assert "lodtrækningen" in result.sentence("da")


@pytest.mark.parametrize(
    ("options", "says"), [({"drawn": "lod"}, "lod"), ({"at": "2099-W01"}, "2099")]
)
def test_what_is_missing_is_said_by_name(tmp_path, options, says):
    with pytest.raises(VirkerError, match=says):
        run(asked(**options), a_folder(tmp_path, n=80))


def test_too_few_are_refused(tmp_path):
    assert run(asked(), a_folder(tmp_path, n=40)).verdict.value == "refused"


@pytest.mark.skipif(not JOBS.exists(), reason="the folder ../shared is not here")
def test_job_corps_offered_and_taken_have_the_published_order():
    """Schochet, Burghardt & McConnell (2008): the offer first lowers and later raises earnings."""
    with gzip.open(JOBS, "rt") as file:
        rows = list(csv.DictReader(file))
    drawn = np.array([float(r["assignment"]) for r in rows])
    took = np.array([float(r["trainy1"]) for r in rows])
    late = np.array([float(r["earny4"]) for r in rows])

    told = offer(late, drawn, took)

    assert told.offered.low > 0
    assert told.took_part.estimate > told.offered.estimate
