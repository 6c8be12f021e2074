"""Published numbers on what happens to people (sets A01–A04)."""

from __future__ import annotations

import numpy as np
import pytest

from tests.virker.evidence import expected, table
from virker.cox import cox
from virker.curves import aalen_johansen, kaplan_meier
from virker.finegray import fine_gray
from virker.gray import gray
from virker.hazards import discrete_hazard
from virker.logrank import log_rank
from virker.question import Question
from virker.run import run
from virker.tables import read


def unempdur():
    data = table("ecdat_UnempDur.csv.gz")
    how = np.select([data[f"censor{k}"] == 1 for k in (1, 2, 3)], [1, 2, 3], 0)
    return data["spell"], how, data["ui"] == "yes"


def test_the_children_on_6mp_stayed_well_longer():
    """A01. Freireich et al. (1963); Gehan (1965)."""
    want, data = expected("A01_km_gehan"), table("mass_gehan.csv.gz")
    weeks, ended = data["time"], data["cens"] == 1
    treated = data["treat"] == "6-MP"

    curve = kaplan_meier(weeks[treated], ended[treated])
    test = log_rank(weeks, ended, treated)
    fit = cox(weeks, ended, ~treated)

    for week in (6, 10, 22, 23):
        assert curve.on_the_way(week).estimate == pytest.approx(want[f"S{week}"], abs=1e-4)
    assert test.statistic == pytest.approx(want["logrank"], abs=1e-4)
    assert (fit.coef[0], fit.se[0]) == pytest.approx(tuple(want["cox_efron"]), abs=1e-4)


def test_money_in_hand_kept_people_out_of_prison():
    """A02. Rossi, Berk & Lenihan (1980); Allison; Fox & Weisberg."""
    want, data = expected("A02_cox_rossi"), table("lifelines_rossi.csv.gz")
    names = list(want["coef"])

    fit = cox(
        data["week"],
        data["arrest"],
        np.column_stack([data[name] for name in names]),
        names=names,
    )

    assert fit.coef == pytest.approx([want["coef"][name] for name in names], abs=1e-3)
    assert fit.se == pytest.approx([want["se"][name] for name in names], abs=1e-3)


def test_where_the_unemployed_went_with_ties_counted_exactly():
    """A03. McCall (1996); equal to R survival and scikit-survival, standard errors too."""
    want = expected("A03_aalen_johansen_unempdur")
    weeks, how, _ = unempdur()

    curve = aalen_johansen(weeks, how, exits=["full-time", "part-time", "other"])

    for week, shares in want["S_F1_F2_F3"].items():
        told = [curve.on_the_way(int(week)).estimate] + [
            curve.gone_to(name, int(week)).estimate for name in curve.exits
        ]
        assert told == pytest.approx(shares, abs=1e-5)
    for week, se in want["R_survival_se_F1"].items():
        assert curve.gone_to("full-time", int(week)).se == pytest.approx(se, abs=1e-5)


def test_insured_people_left_for_full_time_jobs_later():
    """A04. R glm, coxph and cmprsk on McCall's data."""
    want = expected("A04_discrete_hazard_unempdur_ui")
    weeks, how, ui = unempdur()
    job = how == 1

    told = {
        "cloglog": discrete_hazard(weeks, job, ui),
        "cox_efron": cox(weeks, job, ui),
        "finegray_full_time": fine_gray(weeks, how, ui),
    }

    for name, fit in told.items():
        assert (fit.coef[0], fit.se[0]) == pytest.approx(tuple(want[name]), abs=1e-3), name
    logit = discrete_hazard(weeks, job, ui, link="logit")
    assert (logit.coef[0], logit.se[0]) == pytest.approx(tuple(want["logit"]), abs=1e-3)
    breslow = cox(weeks, job, ui, ties="breslow")
    assert breslow.coef[0] == pytest.approx(want["cox_breslow"], abs=1e-3)
    assert log_rank(weeks, job, ui).statistic == pytest.approx(want["logrank"], abs=1e-3)


def test_a_folder_of_spells_is_described_as_published(tmp_path):
    """A03 through the front door: files, protocol, result."""
    want = expected("A03_aalen_johansen_unempdur")
    stop, how, _ = unempdur()
    names = ["", "full_time", "part_time", "other"]
    lines = [f"p{i},1,0,0,{t:g},{names[h]}" for i, (t, h) in enumerate(zip(stop, how, strict=True))]
    text = "\n".join(["person,spell,entry,start,stop,exit", *lines, ""])
    (tmp_path / "spells.csv").write_text(text, encoding="utf-8")
    protocol = Question(kind="describe", outcome="full_time", horizons=(5, 10, 20, 28)).protocol()

    result = run(protocol, read(tmp_path))

    shares = {(e.label, e.horizon): e.estimate for e in result.estimates}
    for week, (still, *gone) in want["S_F1_F2_F3"].items():
        found = [shares[name, int(week)] for name in ("on the way", *names[1:])]
        assert found == pytest.approx([still, *gone], abs=want["tol"])
    for estimate in result.estimates[:4]:
        se = want["R_survival_se_F1"][str(estimate.horizon)]
        assert estimate.se == pytest.approx(se, abs=want["tol"])


@pytest.mark.parametrize(
    ("exit_number", "statistic"), [(1, 113.2375254), (2, 38.0698047), (3, 58.6973083)]
)
def test_grays_test_is_that_of_cmprsk(exit_number, statistic):
    """Numbers from R's cmprsk 2.2-11 on UnempDur by UI, computed beside."""
    stop, how, insured = unempdur()

    test = gray(stop, how, insured, exit_number=exit_number)

    assert test.statistic == pytest.approx(statistic, abs=1e-5)
    assert test.df == 1
