"""One sign, with everything around it: groups, signals, corrections, a new baseline."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from medborger.foundation.counting import Count, Kind, Period
from medborger.foundation.people.models import Team
from medborger.theory import catalogue
from medborger.theory.followup.charting import period_named
from medborger.theory.followup.counting import count_sign, notice_signals
from medborger.theory.followup.groups import by_team
from medborger.theory.followup.models import Decision, Value
from medborger.theory.followup.services.decisions import decide
from medborger.theory.followup.services.signs import tune_sign
from tests.factories import PersonFactory
from tests.theory.stories import give_values

BASE = "/maaned/egen-vej/tegn/B1.t/"


@pytest.fixture
def page(client, theory, leader):
    client.force_login(leader)
    return lambda path="": client.get(BASE + path).content.decode()


def value(team, n, numerator=None, period="2026-05"):
    days = period_named(period)
    return Value(
        team=team,
        pk=n + 1000 * (team.pk if team else 0),
        period=period,
        first_on=days.first,
        last_on=days.last,
        numerator=n / 2 if numerator is None else numerator,
        denominator=n,
        n=n,
        definition_version=1,
    )


def groups_of(home, whole, *sizes):
    teams = [
        Team.objects.get_or_create(municipality=home, name=f"T{n}")[0] for n in range(len(sizes))
    ]
    found = by_team(
        value(None, whole), [value(t, n) for t, n in zip(teams, sizes, strict=True)], least=10
    )
    return [(g.name, g.n) for g in found]


def test_large_teams_are_shown_and_small_ones_merged(home):
    assert groups_of(home, 60, 30, 20, 6, 4) == [
        ("T0", 30),
        ("T1", 20),
        ("Øvrige team samlet", 10),
    ]


def test_one_small_team_takes_another_with_it_so_that_it_cannot_be_worked_out(home):
    shown = groups_of(home, 54, 30, 20, 4)

    assert shown == [("T0", 30), ("Øvrige team samlet", 24)]


def test_when_even_the_merged_group_is_small_nothing_is_said_of_it(home):
    assert groups_of(home, 8, 4, 4) == []
    assert groups_of(home, 12, 4, 4) == [("Øvrige team samlet", None)]


def test_people_without_a_team_are_not_worked_out_from_the_rest(home):
    shown = groups_of(home, 53, 30, 20)

    assert ("T0", 30) not in shown or ("T1", 20) not in shown


def test_the_page_says_what_is_counted_and_for_which_teams(page, sign, home):
    give_values(sign, [(20, 40)] * 13)
    for name, n in (("Nord", 25), ("Syd", 15)):
        team = Team.objects.create(municipality=home, name=name)
        one = value(team, n, period="2026-01")
        one.sign, one.data_until, one.pk = sign, dt.datetime(2026, 6, 1, tzinfo=dt.UTC), None
        one.save()

    text = page()

    assert "nye skridt, som står med borgerens egne ord" in text
    assert "Nord: 50 %" in text
    assert "Intet endnu." in text


def test_a_first_signal_is_a_question_and_then_confirmed_and_answered(page, sign, theory, leader):
    give_values(sign, [(20, 40)] * 14 + [(38, 40)])
    notice_signals(sign)
    assert "foreløbig" in page()
    assert "Ingen har svaret på det endnu." in page()

    give_values(sign, [(38, 40)], first="2026-04")
    notice_signals(sign)
    assert "bekræftet apr 26" in page().replace("apr.", "apr")
    decide(
        theory,
        choice="continue",
        reason="Ny indgang",
        expectation="Det samme",
        review_on=dt.date(2026, 9, 1),
        sign=sign,
        clarification="explained",
        by=leader,
    )
    assert "Svar: forklaret. Ny indgang" in page()


def test_a_number_by_hand_and_its_correction_stand_in_the_history(client, page, sign, leader):
    assert "aldrig rettet i stilhed" in page("tal/")
    number = {"period": "2026-05", "numerator": "12", "denominator": "40", "n": "40"}
    client.post(BASE + "tal/", number)
    assert client.post(BASE + "tal/", number).status_code == 422
    client.post(BASE + "tal/", number | {"numerator": "13", "why_corrected": "Tastefejl"})

    text = page()
    assert "2026-05 er talt om (udgave 2): Tastefejl" in text
    assert client.post(BASE + "tal/", number | {"period": "maj"}).status_code == 422


def test_a_new_baseline_is_a_decision_and_too_short_a_one_saves_nothing(client, page, sign):
    give_values(sign, [(20, 40)] * 15)
    form = {
        "first": "2025-01",
        "last": "2025-03",
        "reason": "Ny lov",
        "expectation": "Roligere tal",
        "review_on": "15-09-2026",
    }
    assert "Hvorfor en ny basis" in page("basis/")

    refused = client.post(BASE + "basis/", form)
    assert refused.status_code == 422
    assert "mindst 12 perioder" in refused.content.decode()
    assert not Decision.objects.exists()

    client.post(BASE + "basis/", form | {"last": "2026-01"})
    assert Decision.objects.get().choice == "new_baseline"
    assert "Basis er 2025-01 til 2026-01: Ny lov" in page()


def test_weeks_without_anything_are_told_and_a_month_without_is_a_gap(page, sign, monkeypatch):
    def count(period, *, municipality, team=None):
        quiet = period.name in {"2026-04", "2026-W20"}
        return Count(0, 0, 0, Kind.FLOW) if quiet else Count(20, 40, 40, Kind.FLOW)

    monkeypatch.setattr(catalogue.Measure, "function", lambda self: count)
    count_sign(sign)

    assert sign.values.get(period="2026-05").complete == 0.75
    text = page()
    assert "data for 75 % af ugerne" in text
    assert "Uden tal" in text
    assert len(Period.month(2026, 5).weeks()) == 4


def test_the_catalogue_tells_every_measure_in_plain_words(client, page):
    text = client.get("/maaned/maalinger/").content.decode()

    for measure in catalogue.MEASURES.values():
        assert f'id="{measure.key}"' in text


def test_a_sign_with_a_balancing_sign_and_an_owner_says_so(page, sign, theory, leader):
    sign.balanced_by, sign.owner, sign.caveat = "B1.v", leader, "Kun nye skridt"
    sign.save()

    text = page()
    assert "Egne skridt gjort" in text
    assert "holder øje" in text
    assert "Kun nye skridt" in text


def test_a_sign_gets_a_target_and_an_owner_and_the_reading_asks_for_one(
    client, page, sign, theory, leader
):
    give_values(sign, [(20, 40)] * 14)
    assert "Sæt et mål for tegnet" in client.get("/maaned/egen-vej/").content.decode()

    assert "Først med et mål" in page("indstil/")
    form = {
        "followed": "on",
        "target": "40",
        "owner": str(leader.public_id),
        "balanced_by": "B1.v",
        "caveat": "Kun nye skridt",
    }
    client.post(BASE + "indstil/", form)
    sign.refresh_from_db()
    assert (sign.target, sign.owner, sign.followed) == (0.4, leader, True)
    assert sign.definition_version == 1, "what is counted is the same"
    text = client.get("/maaned/egen-vej/").content.decode()
    assert "Sæt et mål for tegnet" not in text
    assert 'value="40' in page("indstil/")

    assert client.post(BASE + "indstil/", form | {"balanced_by": "X"}).status_code == 422
    client.post(BASE + "indstil/", {"followed": "on"})
    sign.refresh_from_db()
    assert (sign.target, sign.owner) == (None, None)


def test_a_sign_is_tuned_by_those_who_shape_theories_and_not_by_itself(sign, leader, home):
    with pytest.raises(PermissionDenied):
        tune_sign(
            sign,
            target=None,
            followed=True,
            by=PersonFactory(role="caseworker", municipality=home),
        )
    with pytest.raises(ValidationError, match="andet af teoriens tegn"):
        tune_sign(sign, target=None, followed=True, balanced_by=sign.key, by=leader)


def test_a_sign_that_is_not_a_share_takes_its_target_as_it_is(client, page, sign):
    sign.measure = "routines.removed"
    sign.save()

    client.post(BASE + "indstil/", {"target": "3"})

    sign.refresh_from_db()
    assert (sign.target, sign.followed) == (3, False)


def test_a_caseworker_reads_and_does_not_write(client, theory, home):
    client.force_login(PersonFactory(role="caseworker", municipality=home))

    assert client.get(BASE).status_code == 200
    assert client.get(BASE + "tal/").status_code in {403, 404}
    assert client.get(BASE + "basis/").status_code in {403, 404}


def test_the_page_asks_the_database_at_most_twelve_times(
    client, page, sign, django_assert_max_num_queries
):
    give_values(sign, [(20, 40)] * 14)
    page()

    with django_assert_max_num_queries(12):
        client.get(BASE)
