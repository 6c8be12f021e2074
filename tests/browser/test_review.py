"""A team leader holds the monthly review, and an analyst reads a theory in."""

from __future__ import annotations

import datetime as dt

import pytest

from medborger.foundation import clock
from medborger.theory.followup.charting import last_finished
from medborger.theory.followup.counting import _period_before, notice_signals
from medborger.theory.followup.models import Decision
from medborger.theory.followup.services.signs import import_signs
from tests.factories import MunicipalityFactory, PersonFactory
from tests.theory.stories import SIGNS, SMALL, give_values, small_theory


@pytest.fixture
def home():
    return MunicipalityFactory()


@pytest.fixture
def theory(home):
    """A theory with a sign that is steady and one that has moved upwards."""
    theory = small_theory(home).theory
    import_signs(SIGNS, theory=theory, by=None)
    first = last_finished("month", clock.today())
    for _ in range(17):
        first = _period_before(first)
    steady = [(20 + i % 3, 40) for i in range(18)]
    moved = [(14 + i % 3, 40) for i in range(9)] + [(26 + i % 3, 40) for i in range(9)]
    for key, pairs in (("B1.t", steady), ("B1.v", moved)):
        sign = theory.signs.get(key=key)
        give_values(sign, pairs, first=first)
        notice_signals(sign)
    return theory


@pytest.fixture
def hanne(home):
    return PersonFactory(role="team_leader", given_name="Hanne", municipality=home)


def test_the_leader_reads_the_month_and_decides(open_screen, theory, hanne):
    screen = open_screen(hanne)

    screen.visit(f"/maaned/{theory.slug}/")
    assert screen.page.get_by_role("heading", level=1).inner_text() == "Månedsmøde"
    assert "Gør vi det, vi siger?" in screen.page.inner_text("main")
    screen.press("Beslut om dette tegn (Egne skridt gjort)")
    assert screen.page.get_by_label("Hvad handler det om").input_value() == "B1.v"
    screen.page.get_by_label("justér").check()
    screen.page.get_by_label("Hvorfor").fill("Det går frem, hvor vi ringer bagefter.")
    screen.page.get_by_label("Hvad venter I, der sker").fill("Fire ud af fem skridt bliver gjort.")
    screen.page.get_by_label("Forventet tal").fill("80")
    day = clock.today() + dt.timedelta(weeks=8)
    screen.page.get_by_label("Hvornår ser I på det igen").fill(f"{day:%d-%m-%Y}")
    screen.press("Gem beslutningen")

    decision = Decision.objects.get()
    assert (decision.expected, decision.review_on) == (0.8, day)
    screen.press("Alle beslutninger")
    assert "Det går frem, hvor vi ringer bagefter." in screen.page.inner_text("main")
    assert screen.clicks <= 6


def test_a_decision_without_a_reason_comes_back_with_everything_typed(open_screen, theory, hanne):
    screen = open_screen(hanne, scripts=False)
    screen.visit(f"/maaned/{theory.slug}/")
    screen.page.get_by_label("Hvad venter I, der sker").fill("Fire ud af fem")
    screen.press("Gem beslutningen")

    assert screen.page.title().startswith("Fejl:")
    assert screen.page.get_by_label("Hvad venter I, der sker").input_value() == "Fire ud af fem"
    assert not Decision.objects.exists()


def test_a_theory_is_read_in_and_its_table_shown(open_screen, home):
    screen = open_screen(PersonFactory(role="analyst", municipality=home))

    screen.visit("/")
    screen.press("Læs en forandringsteori ind")
    screen.page.get_by_label("Eller indsæt teksten her").fill(
        SMALL.replace("level: sub", "level: b")
    )
    screen.press("Læs ind")
    assert "linje" in screen.page.inner_text("main").lower()
    screen.page.get_by_label("Eller indsæt teksten her").fill(SMALL)
    screen.press("Læs ind")

    assert screen.page.get_by_role("heading", level=1).inner_text() == (
        "Borgeren finder sin egen vej"
    )
    assert screen.overflow() == 0
