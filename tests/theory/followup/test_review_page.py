"""The monthly page: two questions side by side, never merged, and a decision at the end."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from medborger.foundation import clock
from medborger.theory.charts import Direction
from medborger.theory.followup.agenda import FourFields, Urgency
from medborger.theory.followup.counting import notice_signals
from medborger.theory.followup.models import Decision, Review
from medborger.theory.followup.selectors import review_page, sign_lines
from medborger.theory.followup.services.decisions import decide, hold_review
from tests.factories import MunicipalityFactory, PersonFactory
from tests.theory.stories import SIGNS, give_values, small_theory

WELL = {
    "sign": "B1.t",
    "choice": "adjust",
    "reason": "Vi spørger ikke først.",
    "expectation": "8 af 10 i august",
    "expected": "80",
    "review_on": "15-08-2026",
}


@pytest.fixture
def page(client, theory, leader):
    client.force_login(leader)
    return "/maaned/egen-vej/"


def test_fidelity_and_effect_stand_side_by_side_and_are_not_merged(client, page, theory, sign):
    give_values(sign, [(20, 40)] * 17)
    give_values(theory.signs.get(key="B1.v"), [(10, 40)] * 17)

    answer = client.get(page)

    text = answer.content.decode()
    row = next(r for r in answer.context["page"].rows if r.key == "B1")
    assert [r.sign.key for r in row.fidelity] == ["B1.t"]
    assert [r.sign.key for r in row.effect] == ["B1.v"]
    assert "Gør vi det, vi siger?" in text
    assert "Fører det til det, vi forventer?" in text
    assert "Ingen ændring at se: de 17 perioder svinger, som de plejer" in text
    assert "Forventet antal falske alarmer denne måned:" in text


def test_the_agenda_comes_in_order_overdue_new_improving_missing(theory, sign, leader):
    effect = theory.signs.get(key="B1.v")
    give_values(sign, [(20, 40)] * 14 + [(38, 40)])
    notice_signals(sign)
    give_values(effect, [(20, 40)] * 14 + [(39, 40)] * 3)
    decide(
        theory,
        choice="adjust",
        reason="Før",
        expectation="Mere",
        review_on=dt.date(2026, 6, 16),
        by=leader,
    )

    with clock.set_to(dt.datetime(2026, 6, 20, tzinfo=dt.UTC)):
        agenda = review_page(theory).agenda

    assert [item.urgency for item in agenda] == [
        Urgency.OVERDUE,
        Urgency.NEW,
        Urgency.IMPROVING,
        Urgency.MISSING,
    ]


def test_a_decision_is_written_on_the_page_and_becomes_the_minutes(client, page, theory, sign):
    give_values(sign, [(20, 40)] * 3)

    answer = client.post(page, WELL, follow=True)

    assert "Beslutningen er gemt" in answer.content.decode()
    decision = Decision.objects.get()
    assert (decision.sign, decision.expected, decision.review) == (sign, 0.8, Review.objects.get())
    log = client.get(f"{page}beslutninger/").content.decode()
    assert "Vi spørger ikke først." in log
    assert "justér" in client.get(f"{page}beslutninger.csv").content.decode()
    assert "Ingen beslutninger" in client.get(f"{page}beslutninger/?ord=xyz").content.decode()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("choice", "Vælg, hvad I gør."),
        ("reason", "Skriv hvorfor."),
        ("review_on", "Vælg en dag, hvor I ser på det igen."),
    ],
)
def test_a_decision_that_lacks_something_comes_back_with_what_was_typed(client, page, field, words):
    answer = client.post(page, {**WELL, field: ""})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "8 af 10 i august" in text
    assert not Decision.objects.exists()
    assert not Review.objects.exists()


def test_a_day_that_has_been_is_refused_and_nothing_is_saved(client, page):
    answer = client.post(page, {**WELL, "review_on": "01-01-2026"})

    assert answer.status_code == 422
    assert "efter i dag" in answer.content.decode()
    assert not Review.objects.exists()


def test_expectation_stands_beside_result_when_it_is_looked_at_again(client, page, theory, leader):
    decision = decide(
        theory,
        choice="adjust",
        reason="Derfor",
        expectation="8 af 10",
        review_on=dt.date(2026, 8, 1),
        by=leader,
    )
    address = f"{page}beslutninger/{decision.pk}/"

    assert "8 af 10" in client.get(address).content.decode()
    assert client.post(address, {"result": ""}).status_code == 422
    client.post(address, {"result": "7 af 10"})

    assert "7 af 10" in client.get(address).content.decode()


def test_an_analyst_reads_the_page_but_cannot_decide(client, theory, home):
    client.force_login(PersonFactory(role="analyst", municipality=home))

    text = client.get("/maaned/egen-vej/").content.decode()
    client.post("/maaned/egen-vej/", WELL)

    assert "Hvad beslutter I?" not in text
    assert not Decision.objects.exists()


def test_another_municipality_finds_nothing(client, theory):
    elsewhere = MunicipalityFactory(slug="fjordby", name="Fjordby")
    client.force_login(PersonFactory(role="team_leader", municipality=elsewhere))

    for address in ("", "tegn/", "beslutninger/", "beslutninger.csv"):
        assert client.get(f"/maaned/egen-vej/{address}").status_code == 404


def test_every_sign_is_read_or_says_what_is_missing(client, page, theory, sign):
    give_values(sign, [(20, 40)] * 3)

    lines = {line.sign.key: line for line in sign_lines(theory)}

    assert lines["B1.t"].counted
    assert lines["S1.v"].state == ("Mangler kilde: korte, anonyme spørgsmål til medarbejderne.")
    assert all(line.state for line in lines.values())
    assert "1 af 4 tegn kan læses nu." in client.get(f"{page}tegn/").content.decode()


def test_what_changed_since_last_names_signals_and_decisions(client, page, theory, sign):
    client.post(page, WELL)

    with clock.set_to(dt.datetime(2026, 7, 20, 9, tzinfo=dt.UTC)):
        give_values(sign, [(20, 40)] * 14 + [(38, 40)])
        notice_signals(sign)
        text = client.get(page).content.decode()

    assert "Sidste møde var 15-06-2026." in text
    assert "Nyt signal: Skridt borgeren selv har skrevet" in text
    assert "Vi spørger ikke først." in text


def test_since_last_tells_the_number_then_and_now_and_what_was_tried(theory, sign, leader):
    give_values(sign, [(20, 40)] * 17)
    decide(
        theory,
        choice="continue",
        reason="Vi fortsætter",
        expectation="Det samme",
        review_on=dt.date(2026, 9, 1),
        review=hold_review(theory, period="2026-05", by=leader),
        by=leader,
    )
    theory.trials.create(title="Ring først", started_on=dt.date(2026, 7, 1))
    theory.trials.create(title="Brev", started_on=dt.date(2026, 1, 1), ended_on=dt.date(2026, 7, 2))
    give_values(sign, [(25, 40)], first="2026-06")

    with clock.set_to(dt.datetime(2026, 7, 20, 9, tzinfo=dt.UTC)):
        changed = review_page(theory).since_last

    assert changed.changes[0] == "Skridt borgeren selv har skrevet: 50 % sidst, 62,5 % nu"
    assert "Prøvehandlingen «Ring først» er begyndt." in changed.changes
    assert "Prøvehandlingen «Brev» er slut: idé." in changed.changes


def test_no_effect_verdict_is_given_where_fidelity_is_unknown(theory, sign):
    give_values(theory.signs.get(key="B1.v"), [(20, 40)] * 14 + [(39, 40)] * 3)

    row = next(r for r in review_page(theory).rows if r.key == "B1")

    assert row.fields == FourFields(None, None)
    with translation.override("da"):
        assert row.fields.advice.startswith("Vi ved ikke, om vi gør det, vi siger")


@pytest.mark.parametrize(
    ("did", "worked", "begins"),
    [
        (True, True, "Vi gør det, og det går, som vi håbede."),
        (True, False, "Vi gør det, men det går ikke, som vi håbede."),
        (False, True, "Det går frem, men vi gør ikke det, vi siger."),
        (False, False, "Vi gør ikke det, vi siger, og det går ikke frem."),
        (None, True, "Vi ved ikke, om vi gør det, vi siger, i denne periode."),
        (True, None, "Vi gør det, vi siger. Om det virker, kan vi ikke se endnu."),
        (False, None, "Vi gør ikke det, vi siger. Få det i gang"),
    ],
)
def test_the_four_fields_each_have_their_advice(did, worked, begins):
    with translation.override("da"):
        assert FourFields(did, worked).advice.startswith(begins)


def test_did_and_worked_are_read_from_target_and_confirmed_signal(theory, sign):
    theory.signs.filter(key="B1.t").update(target=0.4)
    give_values(sign, [(20, 40)] * 17)
    give_values(theory.signs.get(key="B1.v"), [(20, 40)] * 14 + [(39, 40)] * 3)

    row = next(r for r in review_page(theory).rows if r.key == "B1")

    assert row.fields == FourFields(did=True, worked=True)
    assert row.effect[0].better is Direction.UP


def test_the_page_asks_the_database_no_more_for_many_signs_than_for_one(
    client, page, theory, django_assert_max_num_queries
):
    client.get(page)

    with django_assert_max_num_queries(12):
        client.get(page)


def test_the_only_theory_is_opened_at_once(client, page, home):
    assert client.get("/maaned/").url == page

    small_theory(home, SMALL_OTHER)
    assert "Månedsmøde" in client.get("/maaned/").content.decode()


SMALL_OTHER = """format: medborger.theory/1
theory: {id: anden, title: En anden, levels: [goal]}
elements: [{id: M1, level: goal, text: Et mål}]
"""


def test_signs_can_be_read_from_a_file(theory, tmp_path, capsys):
    from django.core.management import call_command

    file = tmp_path / "tegn.yaml"
    file.write_text(SIGNS, encoding="utf-8")
    call_command("signs", "import", str(file), "--theory", "egen-vej")

    assert "4 tegn er læst ind; 2 har en måling." in capsys.readouterr().out
