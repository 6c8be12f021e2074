"""What leaves the encounter for the evidence engine: weeks and fixed words, and never a person."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from medborger.encounter.plan.services import goals, privacy, steps
from medborger.encounter.rules.models import Situation
from medborger.foundation import clock
from medborger.foundation.journal.models import Event
from medborger.foundation.journal.services import Words, record
from medborger.learning.extract.columns import COLUMNS, KINDS
from medborger.learning.extract.gathering import first_unfinished_week, gather
from medborger.learning.extract.nightly import extract_all, folder_of
from medborger.learning.extract.writing import write_extract
from tests.factories import PersonFactory, TeamFactory, staff, works_with
from virker.calendar import week_of, week_text
from virker.tables import read

pytestmark = pytest.mark.django_db
ENCOUNTER = Path(__file__).parents[2] / "src/medborger/encounter"
TODAY = dt.date(2026, 11, 18)
BEFORE = week_of(TODAY)


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(dt.datetime(2026, 11, 18, 9, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def citizen():
    worker = staff(TeamFactory(), given_name="Sagsbehandlernavn")
    citizen = PersonFactory(given_name="Borgernavn", municipality=worker.municipality)
    works_with(worker, citizen)
    return citizen


def in_group(citizen, group, since, until=None):
    return Situation.objects.create(subject=citizen, group=group, since=since, until=until)


def happened(citizen, kind, **data):
    words = Words("Du skrev «hemmelige ord».", "En skrev.", "En skrev.")
    return record(kind, about=citizen, by=citizen, words=words, data=data)


def rows_of(citizen, table, before=BEFORE + 1):
    return gather(citizen.municipality, before=before)[table]


def test_a_citizens_weeks_carry_the_benefit_and_stop_before_the_week_that_is_not_over(citizen):
    in_group(citizen, "dagpenge", dt.date(2026, 10, 26))

    weeks = rows_of(citizen, "weeks", BEFORE)

    assert [row[1:3] for row in weeks] == [
        ("2026-W44", "UI"),
        ("2026-W45", "UI"),
        ("2026-W46", "UI"),
    ]


def test_a_citizen_in_two_groups_has_one_state_and_one_spell(citizen):
    in_group(citizen, "aktivitetsparat", dt.date(2026, 10, 26), dt.date(2026, 11, 8))
    in_group(citizen, "sygemeldt", dt.date(2026, 11, 2), dt.date(2026, 11, 8))

    assert [row[2] for row in rows_of(citizen, "weeks")] == ["KHA", "SDP"]
    assert [row[1:] for row in rows_of(citizen, "spells")] == [
        ("1", "2026-W44", "2026-W44", "2026-W46", "gone")
    ]


def test_a_situation_written_late_says_in_which_week_it_was_written(citizen):
    in_group(citizen, "dagpenge", dt.date(2026, 11, 2))
    happened(citizen, "rules.situation.begun", group="dagpenge")

    written = {row[1]: row[3] for row in rows_of(citizen, "weeks")}

    assert written["2026-W45"] == week_text(BEFORE)


def test_what_happened_comes_out_as_a_fixed_word_and_what_is_private_stays_home(citizen):
    happened(citizen, "plan.step.done")
    happened(citizen, "plan.step.added", private=True)
    happened(citizen, "plan.note.added")

    assert [row[1] for row in rows_of(citizen, "events")] == ["step_done"]


def test_a_step_made_private_later_is_gone_from_the_next_extract(citizen):
    plan = goals.own_plan(by=citizen)
    goals.add_goal(plan, wording="Et mål", by=citizen)
    steps.add_step(plan.goals.get(), wording="Et skridt", by=citizen)
    before = {row[1] for row in rows_of(citizen, "events")}

    privacy.make_private(plan.goals.get().steps.get(), by=citizen)

    assert "step_agreed" in before
    assert "step_agreed" not in {row[1] for row in rows_of(citizen, "events")}


def test_no_name_and_no_word_anybody_wrote_is_in_any_file(citizen, tmp_path):
    plan = goals.own_plan(by=citizen)
    goals.add_goal(plan, wording="Hemmelige ord om mit mål", by=citizen)
    steps.add_step(plan.goals.get(), wording="Hemmelige ord om et skridt", by=citizen)
    in_group(citizen, "dagpenge", dt.date(2026, 10, 26))

    folder = write_extract(citizen.municipality, tmp_path / "x", before=BEFORE + 1)

    everything = b"".join(file.read_bytes() for file in folder.iterdir()).decode().lower()
    hidden = ["borgernavn", "sagsbehandlernavn", "hemmelige", citizen.login, "solbaek.example"]
    assert "step_agreed" in everything
    assert [word for word in [*hidden, str(citizen.public_id)] if word in everything] == []


def test_the_evidence_engine_reads_the_extract_without_an_error(citizen, tmp_path):
    in_group(citizen, "dagpenge", dt.date(2026, 10, 26), dt.date(2026, 11, 8))
    happened(citizen, "plan.step.done")
    with clock.set_to(dt.datetime(2026, 11, 4, 9, tzinfo=dt.UTC)):
        happened(citizen, "plan.step.added")

    data = read(write_extract(citizen.municipality, tmp_path / "x", before=BEFORE + 1))

    assert data.weeks.num_rows == 2
    assert data.events["kind"].to_pylist() == ["step_agreed"]
    assert data.persons.num_rows == 1


def test_the_same_house_gives_the_same_bytes(citizen, tmp_path):
    in_group(citizen, "dagpenge", dt.date(2026, 10, 26))
    happened(citizen, "plan.step.done")

    first, second = (
        write_extract(citizen.municipality, tmp_path / name, before=BEFORE + 1) for name in "ab"
    )

    for file in first.iterdir():
        assert file.read_bytes() == (second / file.name).read_bytes()


def test_whoever_is_erased_is_gone_from_the_next_extract(citizen, settings, tmp_path):
    settings.VAR = tmp_path
    in_group(citizen, "dagpenge", dt.date(2026, 10, 26))
    happened(citizen, "plan.step.done")
    extract_all.function()
    before = (folder_of(citizen.municipality) / "persons.csv").read_text()

    Event.objects.filter(subject=citizen).update(payload=None, salt=None)
    extract_all.function()

    assert len(before.splitlines()) == 2
    for table in ("weeks", "spells", "events", "persons"):
        text = (folder_of(citizen.municipality) / f"{table}.csv").read_text()
        assert len(text.splitlines()) == 1


def test_another_key_gives_other_pseudonyms(citizen, monkeypatch):
    mine = rows_of(citizen, "persons")[0]

    monkeypatch.setenv("MEDBORGER_KEY_PSEUDONYM", "ab" * 32)

    other = rows_of(citizen, "persons")[0]
    assert mine[0] != other[0]
    assert mine[3] == other[3]


def test_other_municipalities_citizens_are_not_in_it(citizen):
    PersonFactory(municipality__slug="andetsted")

    assert len(rows_of(citizen, "persons")) == 1


def test_every_column_is_explained_and_every_word_is_one_word():
    assert all(column.means for columns in COLUMNS.values() for column in columns)
    assert all(word.replace("_", "").isalpha() for word in KINDS.values())
    assert first_unfinished_week() == BEFORE


def test_every_kind_that_comes_out_is_one_the_encounter_writes():
    source = "".join(file.read_text() for file in ENCOUNTER.rglob("*.py"))
    said = {kind for kind in KINDS if f'"{kind}"' in source}

    assert set(KINDS) - said <= {"plan.step.done", "plan.step.dropped"}
