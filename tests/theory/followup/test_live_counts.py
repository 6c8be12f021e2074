"""Six signs of a published list are counted from what people did in their plans."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from medborger.encounter.plan.services import finish_step
from medborger.foundation import clock
from medborger.foundation.access.models import OwnOpening
from medborger.foundation.outbox.daily import DAILY
from medborger.foundation.people.models import Person
from medborger.theory.catalogue import MEASURES
from medborger.theory.chain.services import import_theory
from medborger.theory.followup import nightly
from medborger.theory.followup.charting import read_sign
from medborger.theory.followup.counting import differences
from medborger.theory.followup.models import Value
from medborger.theory.followup.selectors import sign_lines
from medborger.theory.followup.services.signs import import_signs
from tests.encounter.plan.people import goal_of, step_of
from tests.factories import PersonFactory, TeamFactory, staff, works_with

SHARED = Path(__file__).parents[4] / "shared" / "theory"
SIX = {"B2.t", "A8.t", "A8.v", "A1.v", "B4.t", "S3.v"}


@pytest.fixture
def viborg(home):
    if not SHARED.exists():
        pytest.skip("../shared/theory is not beside the checkout")
    text = (SHARED / "viborg.yaml").read_text(encoding="utf-8")
    theory = import_theory(text, municipality=home, by=None).theory
    signs = (SHARED / "viborg_signs.yaml").read_text(encoding="utf-8")
    import_signs(signs, theory=theory, by=None)
    return theory


def citizens_of(home, number):
    """Citizens who each wrote two steps in May and did one of them in time."""
    with clock.set_to(dt.datetime(2026, 5, 12, 9, tzinfo=dt.UTC)):
        for _ in range(number):
            citizen = PersonFactory(municipality=home)
            goal = goal_of(citizen)
            done, _open = (step_of(goal, by=citizen, due_on=dt.date(2026, 5, 20)) for _ in range(2))
            finish_step(done, by=citizen)
            OwnOpening.objects.create(person=citizen, on=clock.today())


def test_the_six_signs_are_counted_at_night_with_version_and_cut_off(viborg, home):
    citizens_of(home, 5)

    nightly.count_signs.function()

    may = Value.objects.current().filter(sign__theory=viborg, period="2026-05")
    counted = {v.sign.key: (v.numerator, v.denominator, v.n) for v in may.select_related("sign")}
    assert counted == {
        "B2.t": (10, 10, 5),
        "A8.t": (20, 20, 5),
        "A8.v": (5, 10, 5),
        "A1.v": (5, 5, 5),
        "S3.v": (5, 5, 5),
    }, "the municipality promised nothing, so B4.t has nothing to tell"
    assert {v.definition_version for v in may} == {1}
    assert {v.data_until for v in may} == {clock.now()}
    assert all(differences(sign) == [] for sign in viborg.signs.all())


def test_four_citizens_are_no_basis_and_never_nought(viborg, home):
    citizens_of(home, 4)

    nightly.count_signs.function()

    sign = viborg.signs.get(key="A8.v")
    assert read_sign(sign, list(sign.values.all())).chart.dots[-1].observation.value is None


def test_the_six_are_those_with_a_measure_and_each_says_what_is_counted(viborg):
    measured = viborg.signs.exclude(measure="")

    assert set(measured.values_list("key", flat=True)) == SIX | {"A4.t", "A11.t"}
    assert set(measured.filter(followed=True).values_list("key", flat=True)) == SIX
    for sign in measured:
        measure = MEASURES[sign.measure]
        assert measure.function() is not None
        assert str(measure.numerator)
        assert str(measure.denominator)


def test_each_of_the_58_is_counted_or_says_which_source_is_missing(viborg):
    lines = sign_lines(viborg)

    assert len(lines) == 58
    missing = {line.sign.key: line.state for line in lines if line.measure is None}
    assert len(missing) == 58 - 8
    for key, state in missing.items():
        assert state.startswith("Mangler kilde: "), key
        assert state != "Mangler kilde: en kilde.", key
    assert missing["S1.v"] == "Mangler kilde: beregningen af det, der virker."
    assert missing["V4.v"] == "Mangler kilde: virksomhedernes korte svar."


def test_a_team_is_counted_apart_and_adds_up_to_no_more_than_the_whole(viborg, home):
    nord = TeamFactory(municipality=home, name="Nord")
    citizens_of(home, 6)
    with clock.set_to(dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)):
        worker = staff(nord)
        for citizen in Person.objects.filter(plan__isnull=False)[:5]:
            works_with(worker, citizen)

    nightly.count_signs.function()

    values = Value.objects.current().filter(sign__key="A8.v", period="2026-05")
    assert {(v.team and v.team.name, v.numerator, v.n) for v in values.select_related("team")} == {
        (None, 6, 6),
        ("Nord", 5, 5),
    }


def test_counting_is_a_daily_task():
    assert nightly.count_signs in DAILY
