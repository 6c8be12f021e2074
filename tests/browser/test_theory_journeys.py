"""L2 and L3: the monthly meeting of six signs, and a sign that goes the wrong way."""

from __future__ import annotations

import datetime as dt

import pytest

from medborger.foundation import clock
from medborger.foundation.people.models import Team
from medborger.theory.chain.services import import_theory
from medborger.theory.followup.charting import last_finished, period_named
from medborger.theory.followup.counting import _period_before, notice_signals
from medborger.theory.followup.models import Decision, Signal, TrialAction, Value
from medborger.theory.followup.services.decisions import decide
from medborger.theory.followup.services.signs import import_signs
from tests.factories import MunicipalityFactory, PersonFactory
from tests.theory.stories import give_values

THEORY = """format: medborger.theory/1
theory:
  id: egen-vej
  title: Borgeren finder sin egen vej
  levels: [sub_goal, active_mechanism]
  audiences:
  - {id: citizens, name: Borgere, column: Delmål for borgere}
  - {id: staff, name: Ansatte, column: Delmål for ansatte}
elements:
- {id: B3, level: sub_goal, audience: citizens, row: 1, text: Borgeren har et reelt valg}
- {id: B6, level: sub_goal, audience: citizens, row: 2, text: Samtalerne bliver til noget}
- {id: A8, level: sub_goal, audience: staff, row: 1, text: Ansvaret bliver hos borgeren}
- {id: A9, level: sub_goal, audience: staff, row: 2, text: Ingen bliver glemt}
- {id: M1, level: active_mechanism, row: 1, text: Nogen spørger efter mig}
"""
SIGN = """- id: {key}
  element: {element}
  kind: {kind}
  title: {title}
  formula: {title} / alle
  direction: up
  frequency: month
  followed: true
"""
SIX = (
    ("B3.t", "B3", "fidelity", "Viste alternativer"),
    ("B3.v", "B3", "effect", "Det giver mening"),
    ("B6.v", "B6", "effect", "Aftaler gjort"),
    ("A8.v", "A8", "effect", "Egne skridt gjort"),
    ("A9.t", "A9", "fidelity", "Ringet inden syv dage"),
    ("A9.v", "A9", "effect", "Kom i gang igen"),
)


def before(count):
    """The first of so many months that end with the newest finished one."""
    name = last_finished("month", clock.today())
    for _ in range(count - 1):
        name = _period_before(name)
    return name


def months_of(sign, pairs):
    give_values(sign, pairs, first=before(len(pairs)))
    notice_signals(sign)


def steady(share, count=18, of=40):
    return [(round(share * of) + i % 3 - 1, of) for i in range(count)]


@pytest.fixture
def home():
    return MunicipalityFactory()


@pytest.fixture
def hanne(home):
    return PersonFactory(role="team_leader", given_name="Hanne", municipality=home)


@pytest.fixture
def theory(home):
    version = import_theory(THEORY, municipality=home, by=None)
    lines = "".join(SIGN.format(key=k, element=e, kind=q, title=t) for k, e, q, t in SIX)
    import_signs(f"format: medborger.signs/1\nsigns:\n{lines}", theory=version.theory, by=None)
    return version.theory


def decide_about(screen, sign, *, choice, reason, expectation, weeks=8, rivals=""):
    """Follow the sign's own link to the form, and write the decision."""
    screen.press(f"Beslut om dette tegn ({sign})")
    screen.page.get_by_label(choice, exact=True).check()
    screen.page.get_by_label("Hvorfor").fill(reason)
    screen.page.get_by_label("Hvad venter I, der sker").fill(expectation)
    if rivals:
        screen.page.get_by_label("Hvad kan ellers forklare det").fill(rivals)
    day = clock.today() + dt.timedelta(weeks=weeks)
    screen.page.get_by_label("Hvornår ser I på det igen").fill(f"{day:%d-%m-%Y}")
    screen.press("Gem beslutningen")


def test_l2_the_team_holds_its_monthly_meeting(open_screen, theory, hanne):
    signs = {sign.key: sign for sign in theory.signs.all()}
    months_of(signs["B3.t"], steady(0.8))
    months_of(signs["B3.v"], steady(0.6))
    give_values(signs["B6.v"], steady(0.5, 17), first=before(18))
    give_values(signs["B6.v"], [(2, 3)], first=before(1), n=3)
    months_of(signs["A8.v"], steady(0.6))
    months_of(signs["A9.t"], [*steady(0.4, 9), *steady(0.75, 9)])
    months_of(signs["A9.v"], steady(0.4))
    old = decide(
        theory,
        choice="adjust",
        reason="Vi ringer først",
        expectation="Flere valg",
        review_on=clock.today() + dt.timedelta(days=1),
        by=hanne,
    )
    Decision.objects.filter(pk=old.pk).update(review_on=clock.today())
    screen = open_screen(hanne)

    screen.visit("/")
    if screen.page.get_by_role("heading", level=1).inner_text() != "Månedsmøde":
        screen.visit("/maaned/")
    agenda = screen.page.locator("#dagsorden").inner_text()
    assert agenda.index("Vi ringer først") < agenda.index("Ringet inden syv dage")
    assert agenda.index("Ringet inden syv dage") < agenda.index("Aftaler gjort")
    page = screen.page.inner_text("main")
    assert "Forventet antal falske alarmer denne måned:" in page
    assert "Ingen ændring at se" in page

    screen.press("Skriv, hvad det blev til")
    screen.page.get_by_label("Hvad blev det til").fill("Tre valg i hver samtale")
    screen.press("Gem")
    for sign in ("Ringet inden syv dage", "Det giver mening"):
        decide_about(
            screen, sign, choice="fortsæt", reason=f"Det går: {sign}", expectation="Det samme"
        )
        screen.check()

    assert not Signal.objects.filter(sign__followed=True, answered_by__isnull=True).exists()
    assert not Decision.objects.due().exists()
    assert all(decision.review_on for decision in Decision.objects.all())
    screen.visit(f"/maaned/{theory.slug}/beslutninger/")
    assert "Det går: Ringet inden syv dage" in screen.page.inner_text("main")
    assert screen.overflow() == 0


def test_l3_a_sign_goes_the_wrong_way_and_the_leader_does_something(
    open_screen, theory, hanne, home
):
    signs = {sign.key: sign for sign in theory.signs.all()}
    theory.signs.filter(key="A9.t").update(target=0.9)
    theory.signs.filter(key="A8.v").update(balanced_by="A9.v")
    months_of(signs["A8.v"], [*steady(0.5, 14), (30, 40), (31, 40), (32, 40), (33, 40)])
    months_of(signs["A9.t"], [*steady(0.42, 16), (16, 39), (16, 39)])
    give_values(signs["A9.v"], [*steady(0.6, 17), (6, 40)], first=before(19))
    notice_signals(signs["A9.v"])
    _teams(signs["A9.v"], home)
    screen = open_screen(hanne)

    # The balancing sign is named where the first one rises, and opened from the agenda.
    screen.visit(f"/maaned/{theory.slug}/")
    assert "Se det sammen med: Kom i gang igen" in screen.page.inner_text("main")
    screen.press("Mere om tegnet (Kom i gang igen)")
    page = screen.page.inner_text("main")
    assert "foreløbig" in page
    assert "Nord: 17,4 %" in page
    assert "Syd: 11,8 %" in page

    # A month later it is confirmed.
    months_of(signs["A9.v"], [(7, 40)])
    screen.visit(f"/maaned/{theory.slug}/tegn/A9.v/")
    assert "bekræftet" in screen.page.locator("#signaler").inner_text()

    # We do not do what we say: no verdict on the effect, and the team adjusts.
    screen.visit(f"/maaned/{theory.slug}/")
    assert "Vi gør ikke det, vi siger" in screen.page.locator("#A9").inner_text()
    decide_about(
        screen,
        "Kom i gang igen",
        choice="justér",
        reason="De uden aktivitet bliver ikke ringet op",
        expectation="Ringet inden syv dage: 80 %",
        rivals="Sommerferie, og to kolleger er syge",
    )
    screen.check()
    assert Decision.objects.get().rivals.startswith("Sommerferie")

    # A weekly list that two colleagues share, with a prediction and a promise.
    _try_a_weekly_list(screen, theory, hanne)
    trial = TrialAction.objects.get()
    assert trial.baselines.get().sign.key == "A9.t"
    _eight_weeks_later(trial)
    screen.visit(f"/maaned/{theory.slug}/proevehandlinger/{trial.pk}/")
    page = screen.page.inner_text("main")
    assert "80 % senest" in page
    assert "82,5 %" in page
    assert "Vi gør det, og det går, som vi håbede." in page
    assert screen.overflow() == 0


def _teams(sign, home):
    """The newest month by team: two that can be shown."""
    whole = sign.values.get(period=before(2))
    for name, numerator, n in (("Nord", 4, 23), ("Syd", 2, 17)):
        Value.objects.create(
            sign=sign,
            team=Team.objects.create(municipality=home, name=name),
            period=whole.period,
            first_on=whole.first_on,
            last_on=whole.last_on,
            numerator=numerator,
            denominator=n,
            n=n,
            definition_version=1,
            data_until=clock.now(),
        )


def _try_a_weekly_list(screen, theory, hanne):
    screen.visit(f"/maaned/{theory.slug}/proevehandlinger/")
    screen.press("Skriv en idé ned")
    page = screen.page
    page.get_by_label("Hvad vil I prøve").fill("Ugentlig liste, som to deler")
    page.get_by_label("Nogen spørger efter mig").check()
    page.get_by_label("Hvis vi …").fill("ser listen igennem hver mandag")
    page.get_by_label("… så …").fill("bliver alle ringet op")
    page.get_by_label("… fordi …").fill("nogen spørger efter dem")
    page.get_by_label("Hvilket tegn skal flytte sig").select_option("A9.t")
    page.get_by_label("Til hvilket tal").fill("80")
    page.get_by_label("Hvilken vej").select_option("up")
    day = clock.today() + dt.timedelta(weeks=8)
    page.get_by_label("Hvornår", exact=False).first.fill(f"{day:%d-%m-%Y}")
    page.get_by_label("Hvad leverer I").fill("Liste\nOpkald")
    page.get_by_label("For hvem").fill("dem uden aktivitet i 28 dage")
    page.get_by_label("Hvor mange er den for").fill("40")
    page.get_by_label("Hvor mange gange om ugen").fill("1")
    page.get_by_label("Hvor mange uger").fill("8")
    page.get_by_label("Tovholder").select_option(str(hanne.public_id))
    screen.press("Gem")
    screen.press("Gå i gang")
    screen.press("Gå i gang")
    assert "Prøvehandlingen er i gang" in page.inner_text("main")


def _eight_weeks_later(trial):
    """As it stands after eight weeks in which everything promised was delivered."""
    weeks = dt.timedelta(weeks=8)
    TrialAction.objects.filter(pk=trial.pk).update(
        started_on=trial.started_on - weeks, predicted_on=trial.predicted_on - weeks
    )
    for week in range(8):
        trial.deliveries.create(
            on=trial.started_on - weeks + dt.timedelta(weeks=week),
            people=38,
            parts=["Liste", "Opkald"],
            written_by=trial.coordinator,
        )
    newest = trial.sign.values.get(period=before(1))
    days = period_named(newest.period)
    Value.objects.create(
        sign=trial.sign,
        period=newest.period,
        first_on=days.first,
        last_on=days.last,
        revision=2,
        numerator=33,
        denominator=40,
        n=40,
        definition_version=1,
        data_until=clock.now(),
        why_corrected="Otte uger senere",
    )
