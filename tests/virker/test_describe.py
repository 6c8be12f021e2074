"""What happened to people, from a folder to a sentence."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from tests.virker.folders import folder, spell
from virker.clustered import clustered_se
from virker.cohort import cohort
from virker.complete import complete_until, not_complete_yet
from virker.curves import aalen_johansen, kaplan_meier
from virker.errors import VirkerError
from virker.question import Question
from virker.run import run
from virker.tables import from_arrow
from virker.verdicts import Verdict


def asked(**changes):
    changes.setdefault("horizons", (2, 4))
    return Question(**{"kind": "describe", **changes}).protocol()


LIVES = [(1, "job"), (2, "education"), (3, "job"), (3, None), (4, "permanent"), (5, "job")]


def six(**more):
    return folder(spells=[spell(i, stop, exit_) for i, (stop, exit_) in enumerate(LIVES)], **more)


def test_shares_are_those_of_the_exact_curve_never_one_minus_kaplan_meier():
    stop, how = [t for t, _ in LIVES], [{"job": 1}.get(e, 2 if e else 0) for _, e in LIVES]
    exact = aalen_johansen(stop, how)
    wrong = 1 - kaplan_meier(stop, np.array(how) == 1).on_the_way(4).estimate

    result = run(asked(), six())

    for estimate in result.estimates[:2]:
        point = exact.gone_to("exit 1", estimate.horizon)
        assert (estimate.estimate, estimate.se) == pytest.approx((point.estimate, point.se))
    assert result.primary.estimate < wrong
    assert result.verdict is Verdict.CANNOT_TELL
    assert [r.code for r in result.reasons] == ["descriptive"]


def test_every_exit_and_the_way_add_up_to_all():
    result = run(asked(), six())

    for week in (2, 4):
        shares = [e.estimate for e in result.estimates if e.label and e.horizon == week]
        assert sum(shares) == pytest.approx(1)


def test_mean_weeks_in_all_states_add_up_to_the_weeks():
    rows = run(asked(), six()).details["mean_weeks"]

    for week in (2, 4):
        assert sum(r["weeks"] for r in rows if r["horizon"] == week) == pytest.approx(week)


def test_weeks_in_a_state_can_be_the_outcome():
    result = run(asked(outcome="weeks_job"), six())
    rows = result.details["mean_weeks"]

    assert result.primary.estimate == next(
        r["weeks"] for r in rows if r["horizon"] == 4 and r["state"] == "job"
    )
    assert "uger job på 4 uger" in result.sentence("da")
    assert "weeks job on average in 4 weeks" in result.sentence("en")


def test_job_or_education_is_one_exit():
    both = run(asked(outcome="job_or_education"), six())
    each = run(asked(), six())
    shares = {e.label: e.estimate for e in each.estimates if e.horizon == 4}

    assert both.primary.estimate == pytest.approx(shares["job"] + shares["education"])
    assert "job eller uddannelse" in both.sentence("da")


def test_horizons_nobody_reached_are_left_out_and_logged():
    still = folder(spells=[spell(i, 6, None if i else "job") for i in range(6)])
    result = run(asked(horizons=(4, 52), primary=52), still)

    assert [e.horizon for e in result.estimates if not e.label] == [4]
    assert result.primary is None
    assert result.deviations[0].field == "horizons"
    assert "længe nok" in result.sentence("da")
    assert "long enough" in result.sentence("en")


def test_when_all_have_left_later_weeks_are_known():
    everybody = folder(spells=[spell(i, i + 1, "job") for i in range(4)])
    result = run(asked(horizons=(4, 52), primary=52), everybody)

    assert result.primary.estimate == 1


def test_somebody_seen_late_counts_from_then_on():
    late = folder(spells=[spell("a", 3, "job"), spell("b", 4, "job"), spell("c", 3, None, entry=2)])

    result = run(asked(horizons=(3,)), late)

    assert result.primary.estimate == pytest.approx(1 / 3)
    assert result.details["left_entry"] == 1


def test_several_spells_of_one_person_do_not_make_us_surer():
    rows = [spell(i % 20, 1 + i % 7, "job" if i % 3 else None, number=i, start=10 * i)
            for i in range(60)]  # fmt: skip
    data = folder(spells=rows)
    stop, how = [1 + i % 7 for i in range(60)], [1 if i % 3 else 0 for i in range(60)]
    curve = aalen_johansen(stop, how, exits=["job"])
    person = sorted({str(i % 20) for i in range(60)})
    who = [person.index(str(i % 20)) for i in range(60)]

    result = run(asked(), data)

    assert result.primary.se == pytest.approx(clustered_se(curve, stop, how, who, 4)[1])
    still = [e for e in result.estimates if e.label == "on the way"]
    assert still[1].se == pytest.approx(clustered_se(curve, stop, how, who, 4)[0])
    assert result.details["persons"] == result.primary.n == 20
    assert result.details["spells"] == 60


def test_only_those_asked_about_are_counted():
    people = [{"person": str(i), "age": 20 + i, "team": "x" if i < 3 else "y"} for i in range(6)]

    young = run(asked(population={"age": {"max": 22}}), six(persons=people))
    team = run(asked(population={"team": "y"}, horizons=(4,)), six(persons=people))

    assert young.details["spells"] == team.details["spells"] == 3


@pytest.mark.parametrize(
    ("population", "text"),
    [
        ({"shoe": 1}, "ikke er registreret"),
        ({"weeks": 3}, "forløbets start"),
        ({"group": "UI"}, "Ingen forløb passer"),
    ],
)
def test_what_is_not_recorded_is_refused_in_words(population, text):
    with pytest.raises(VirkerError, match=text):
        run(asked(population=population), six())


def test_an_exit_nobody_knows_is_refused_and_a_known_one_nobody_took_is_nought():
    with pytest.raises(VirkerError, match="Ingen gik til månen"):
        run(asked(outcome="månen"), six())

    none = run(asked(outcome="self_support"), six())

    assert none.primary.estimate == 0
    assert "gået til selvforsørgelse" in none.sentence("da")


def test_own_exits_of_a_folder_are_told_by_their_own_names():
    data = folder(spells=[spell(0, 1, "full_time"), spell(1, 2, "part_time")])

    result = run(asked(outcome="full_time", horizons=(2,)), data)

    assert result.primary.estimate == pytest.approx(0.5)
    assert "gone to full time" in result.sentence("en")


WEEKS = ["juuujjjjjjjjjjjj", "jkkkkeeeeeeeeeee", "uujjjjjjjjjjjjjj", "jjjjuuuuuuuuuuuu"]
NAMES = {"j": "job", "u": "UI", "k": "KHA", "e": "education"}


def lives(*lines, **columns):
    return [
        {"person": f"p{i}", "week": week, "state": NAMES[letter], **columns}
        for i, line in enumerate(lines)
        for week, letter in enumerate(line)
    ]


def test_spells_are_cut_from_weeks_where_there_are_none():
    result = run(asked(horizons=(4,)), folder(weeks=lives(*WEEKS)))

    assert result.details["spells"] == 3
    assert result.details["left_out"] == {"began_before_we_watched": 1}
    assert result.details["exits"] == {"job": 1, "education": 1}


def test_the_benefit_a_spell_began_on_can_be_asked_about():
    only = run(asked(horizons=(4,), population={"group": "KHA"}), folder(weeks=lives(*WEEKS)))

    assert only.details["exits"] == {"job": 0, "education": 1}


def test_status_follows_the_weeks_and_says_when_it_does_not_know():
    spells = cohort(asked(), folder(weeks=lives(*WEEKS)))

    assert spells.group.tolist() == ["UI", "KHA", "UI"]
    assert spells.status("job", 3).tolist() == [1, 0, 0]
    assert spells.status("weeks_job", 4).tolist() == [2, 0, 0]
    assert np.isnan(spells.status("job", 14)[2])


def test_status_from_spells_alone_stays_where_they_went():
    spells = cohort(asked(), six())

    assert spells.status("job", 4)[:3].tolist() == [1, 0, 1]
    assert np.isnan(spells.status("job", 4)[3])
    assert spells.status("weeks_job", 4)[:3].tolist() == [4, 0, 2]


def test_the_newest_weeks_are_not_counted_before_they_are_complete():
    rows = [{**row, "registered": row["week"] + (row["week"] % 3)} for row in lives(*WEEKS)]

    result = run(asked(horizons=(4,)), folder(weeks=rows))

    assert any("ikke færdige endnu" in text for text in result.warnings)
    assert max(e.horizon for e in result.curve) <= 16 - 2


def test_spells_of_people_without_weeks_are_left_out_and_counted():
    data = folder(
        weeks=lives(*WEEKS), spells=[spell("p0", 3, "job", start=1), spell("x", 3, "job")]
    )

    assert run(asked(), data).details["left_out"] == {"no_weeks": 1}


def test_a_folder_without_spells_and_weeks_is_refused():
    with pytest.raises(VirkerError, match="hverken forløb eller uger"):
        run(asked(), from_arrow({"persons": pa.table({"person": ["a"]})}))


def test_where_there_are_weeks_the_status_after_a_spell_is_told():
    rows = run(asked(horizons=(4,)), folder(weeks=lives(*WEEKS))).details["status_after"]

    assert [row["days"] for row in rows] == [30, 92, 182, 365]
    assert rows[0]["shares"] == {
        "Job": pytest.approx(2 / 3),
        "Uddannelse med SU": pytest.approx(1 / 3),
    }
    assert "status_after" not in run(asked(), six()).details


def test_spells_too_can_say_when_they_were_registered():
    rows = [{**row, "registered": row["stop"] + i % 3}
            for i, row in enumerate(spell(i, 1 + i % 9, "job", start=i % 40) for i in range(200))]  # fmt: skip
    last = max(row["registered"] for row in rows)

    limit = complete_until(folder(spells=rows))

    assert last - 4 <= limit <= last
    assert "not complete yet" in not_complete_yet(limit, "en")
    assert complete_until(six()) is None


def test_rows_registered_at_once_are_complete():
    rows = [{**row, "registered": row["stop"]} for row in (spell(i, 3, "job") for i in range(9))]

    assert complete_until(folder(spells=rows)) is None


def test_registrations_nobody_can_read_are_no_registrations():
    rows = [{**spell(0, 3, "job"), "registered": None}]

    assert complete_until(folder(spells=rows)) is None
