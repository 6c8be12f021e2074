"""Professionals use the rules with words, the citizen reads them, and the leader sees numbers."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from medborger.encounter.plan.models import Plan
from medborger.encounter.plan.services import begin_plan
from medborger.encounter.rules import population, services
from medborger.encounter.rules.current import SHIPPED, current_pack, months_in
from medborger.encounter.rules.models import (
    Deadline,
    Exemption,
    Requirement,
    RulePack,
    Situation,
)
from medborger.encounter.rules.policies import may_apply_rules, may_exempt, may_keep_rules
from medborger.encounter.rules.selectors import population_lines
from medborger.foundation.access.models import Look
from medborger.foundation.journal.models import Event
from medborger.foundation.outbox.models import Message
from medborger.foundation.people.models import Municipality
from medborger.foundation.people.roles import Role
from tests.factories import MunicipalityFactory, PersonFactory, TeamFactory, staff, works_with

pytestmark = pytest.mark.django_db
FIRST = "foerste-samtale"
OFFER = "tilbud-seks-maaneder"


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def bo(team):
    return staff(team, given_name="Bo", family_name="Kjærgård")


@pytest.fixture
def amira(bo):
    citizen = PersonFactory(given_name="Amira", municipality=bo.municipality)
    works_with(bo, citizen)
    return citizen


@pytest.fixture
def admin(team):
    return PersonFactory(role=Role.ADMINISTRATOR, municipality=team.municipality)


@pytest.fixture
def sign_in(client):
    def enter(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["without_second_factor"] = True
        session.save()
        return client

    return enter


def text(response):
    return response.content.decode()


def test_only_professionals_of_the_municipality_use_the_rules_and_never_on_themselves(amira, bo):
    elsewhere = staff(TeamFactory(municipality=MunicipalityFactory(slug="andeby", name="Andeby")))

    assert may_apply_rules(amira, by=bo)
    assert not may_apply_rules(bo, by=bo)
    assert not may_apply_rules(amira, by=amira)
    assert not may_apply_rules(amira, by=elsewhere)


def test_only_the_own_administrator_keeps_the_rules(admin, bo):
    assert may_keep_rules(admin.municipality_id, by=admin)
    assert not may_keep_rules(admin.municipality_id + 1, by=admin)
    assert not may_keep_rules(bo.municipality_id, by=bo)
    assert not may_exempt(None)


def test_a_requirement_shows_its_source_its_reason_and_no_way_to_remove_it(sign_in, amira, bo):
    services.place(amira, group="jobparat", by=bo)
    browser = sign_in(bo)
    url = reverse("rules:require", args=[amira.public_id])
    form = text(browser.get(url))
    assert "Borgeren får besked" in form
    assert "Arbejdspligt" not in form

    answer = browser.post(
        url, {"rule": FIRST, "reason": "I skal lære hinanden at kende.", "due_on": "31-12-2026"}
    )
    assert answer.status_code == 302

    requirement = Requirement.objects.get()
    assert requirement.due_on == dt.date(2026, 12, 31)
    assert Message.objects.get().to == amira
    mine = text(sign_in(amira).get(reverse("rules:mine")))
    assert "Krav fra loven" in mine
    assert "I skal lære hinanden at kende." in mine
    assert "Afslut kravet" not in mine
    ending = reverse("rules:end_requirement", args=[requirement.public_id])
    assert browser.post(ending, {"reason": "Jeg vil ikke"}).status_code == 404


def test_a_requirement_that_is_not_law_today_or_not_for_this_citizen_is_refused(amira, bo):
    services.place(amira, group="jobparat", by=bo)

    for rule in ("ny-hovedlov", "klagefrist", "findes-ikke", "arbejdspligt"):
        with pytest.raises(ValidationError):
            services.require(amira, rule=rule, reason="Fordi", by=bo)
    with pytest.raises(ValidationError):
        services.require(amira, rule=FIRST, reason="  ", by=bo)
    assert not Requirement.objects.exists()


def test_the_same_requirement_stands_only_once_and_ends_with_a_reason(sign_in, amira, bo):
    services.place(amira, group="jobparat", by=bo)
    services.require(amira, rule=FIRST, reason="Fordi", by=bo)
    with pytest.raises(ValidationError, match="allerede"):
        services.require(amira, rule=FIRST, reason="Igen", by=bo)

    url = reverse("rules:end_requirement", args=[Requirement.objects.get().public_id])
    browser = sign_in(bo)
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"reason": ""}).status_code == 422
    assert browser.post(url, {"reason": "Samtalen er holdt."}).status_code == 302

    assert "Samtalen er holdt." in text(sign_in(amira).get(reverse("rules:mine")))
    with pytest.raises(ValidationError, match="allerede afsluttet"):
        services.end_requirement(Requirement.objects.get(), reason="Igen", by=bo)


def test_an_exemption_has_a_reason_the_citizen_can_read_and_can_be_taken_back(sign_in, amira, bo):
    services.place(amira, group="jobparat", by=bo)
    url = reverse("rules:exempt", args=[amira.public_id])
    browser = sign_in(bo)
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"rule": OFFER, "reason": "Hun har fundet et job."}).status_code == 302

    assert "Hun har fundet et job." in text(sign_in(amira).get(reverse("rules:mine")))
    end = reverse("rules:end_exemption", args=[Exemption.objects.get().public_id])
    page = sign_in(bo).get(reverse("rules:of_citizen", args=[amira.public_id]))
    assert end in text(page)
    assert browser.post(end).status_code == 302
    with pytest.raises(ValidationError, match="allerede"):
        services.end_exemption(Exemption.objects.get(), by=bo)
    with pytest.raises(ValidationError, match="ingen undtagelse"):
        services.exempt(amira, rule="bisidder", reason="Fordi", by=bo)


def test_a_target_group_begins_and_ends_on_a_day(sign_in, amira, bo):
    browser = sign_in(bo)
    url = reverse("rules:place", args=[amira.public_id])
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"group": "jobparat", "since": "01.07.2026"}).status_code == 302
    assert browser.post(url, {"group": "jobparat"}).status_code == 422
    assert browser.post(url, {"group": "rumvæsen"}).status_code == 422
    assert months_in(amira, dt.date(2026, 12, 1)) == {"jobparat": 5}
    assert months_in(amira, dt.date(2026, 7, 31)) == {"jobparat": 0}

    situation = Situation.objects.get()
    assert browser.post(reverse("rules:leave", args=[situation.public_id])).status_code == 302
    with pytest.raises(ValidationError, match="allerede afsluttet"):
        services.leave(situation, by=bo)
    with pytest.raises(ValidationError, match="listen"):
        services.place(amira, group="rumvæsen", by=bo)


def test_everything_done_with_rules_is_in_the_citizens_journal_and_the_look_in_the_trace(
    sign_in, amira, bo
):
    services.place(amira, group="jobparat", by=bo)
    services.exempt(amira, rule=OFFER, reason="Fordi", by=bo)
    sign_in(bo).get(reverse("rules:of_citizen", args=[amira.public_id]))

    assert set(Event.objects.filter(subject=amira).values_list("kind", flat=True)) == {
        "rules.situation.begun",
        "rules.exemption.made",
    }
    assert Look.objects.filter(subject=amira, viewer=bo).exists()


def test_a_colleague_from_another_team_and_a_citizen_find_nothing(sign_in, amira, team):
    other = staff(TeamFactory(municipality=team.municipality))

    for name in ("of_citizen", "require", "exempt", "place"):
        url = reverse(f"rules:{name}", args=[amira.public_id])
        assert sign_in(other).get(url).status_code == 404
        assert sign_in(amira).get(url).status_code == 404
    with pytest.raises(PermissionDenied):
        services.require(amira, rule=FIRST, reason="Fordi", by=amira)


def test_what_is_expected_is_marked_and_changes_nothing_today(sign_in, amira, bo):
    services.place(amira, group="jobparat", by=bo)

    page = text(sign_in(amira).get(reverse("rules:mine")))

    assert "forventet" in page
    assert "Det ændrer ikke noget for dig i dag." in page
    assert "ikke bekræftet" in page


def crowd(team, bo, many, exempted):
    for number in range(many):
        citizen = PersonFactory(municipality=team.municipality)
        services.place(citizen, group="jobparat", by=bo)
        if number < exempted:
            services.exempt(citizen, rule=OFFER, reason="Klarer sig selv", by=bo)


def test_the_leader_sees_population_rules_as_numbers_and_never_a_person(sign_in, team, bo):
    leader = staff(team, role=Role.TEAM_LEADER, given_name="Hanne", family_name="Åbrink")
    crowd(team, bo, 20, 5)

    page = text(sign_in(leader).get(reverse("rules:population")))

    assert "Reglen gælder 20 borgere i dag." in page
    assert "Undtaget: 5 (25 ud af 100). Højst 25 ud af 100 kan undtages." in page
    assert "Birk" not in page


def test_small_numbers_and_their_complements_are_hidden_from_the_leader(team, bo):
    crowd(team, bo, 12, 2)
    offer = next(line for line in population_lines(team.municipality) if line.rule.key == OFFER)
    assert offer.concerned == 12
    assert offer.share_exempted is None

    few = next(
        line
        for line in population_lines(MunicipalityFactory(slug="andeby", name="Andeby"))
        if line.rule.key == OFFER
    )
    assert few.concerned is None


def test_a_room_that_counts_talks_fills_the_port(monkeypatch, team, bo):
    crowd(team, bo, 20, 0)
    monkeypatch.setitem(population.REACHED, OFFER, lambda _rule, people: set(sorted(people)[:12]))

    offer = next(line for line in population_lines(team.municipality) if line.rule.key == OFFER)

    assert (offer.reached, offer.reached_of_100, offer.goal_of_100) == (12, 60, 75)


def test_the_population_page_costs_the_same_however_many(team, bo, django_assert_max_num_queries):
    crowd(team, bo, 15, 5)
    home = Municipality.objects.get(pk=team.municipality_id)

    with django_assert_max_num_queries(12):
        population_lines(home)


def test_the_citizens_page_stays_within_its_budget(
    sign_in, amira, bo, django_assert_max_num_queries
):
    services.place(amira, group="jobparat", by=bo)
    browser = sign_in(amira)
    browser.get(reverse("rules:mine"))  # the day's first visit is also counted as an opening

    with django_assert_max_num_queries(12):
        browser.get(reverse("rules:mine"))


def test_an_administrator_loads_new_rules_and_a_bad_pack_changes_nothing(sign_in, admin, bo):
    browser = sign_in(admin)
    url = reverse("rules:packs")
    assert "Ret til jobsamtaler" in text(browser.get(url))
    whole = SHIPPED.read_text(encoding="utf-8")

    bad = browser.post(url, {"text": whole.replace("kind: right", "kind: wrong", 1)})
    assert bad.status_code == 422
    assert "Linje" in text(bad)
    assert not RulePack.objects.exists()

    good = whole.replace("Ret til jobsamtaler", "Ret til en god snak")
    assert browser.post(url, {"text": good}).status_code == 302
    home = Municipality.objects.get(pk=admin.municipality_id)
    assert current_pack(home).rule("jobsamtaler-ret").title == "Ret til en god snak"
    with pytest.raises(PermissionDenied):
        services.load_pack(home, text=good, by=bo)


def test_deadlines_are_public_and_only_the_administrator_sets_them(sign_in, client, admin, bo):
    home = reverse("rules:deadlines", args=["solbaek"])
    assert "Der er ingen frister endnu" in text(client.get(home))
    assert client.get(reverse("rules:deadlines", args=["ukendt"])).status_code == 404

    browser = sign_in(admin)
    url = reverse("rules:deadline")
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"matter": "Fleksjob", "weeks": "mange"}).status_code == 422
    assert browser.post(url, {"matter": "Fleksjob", "weeks": "8"}).status_code == 302
    assert browser.post(url, {"matter": "Fleksjob", "weeks": "6"}).status_code == 302

    assert Deadline.objects.get().weeks == 6
    client.logout()
    assert "6 uger" in text(client.get(home))
    with pytest.raises(PermissionDenied):
        services.set_deadline(bo.municipality, matter="Alt", weeks=1, by=bo)


def test_the_requirement_stands_in_the_plan_and_the_citizen_has_no_way_to_remove_it(
    sign_in, amira, bo
):
    services.place(amira, group="jobparat", by=bo)
    services.require(amira, rule=FIRST, reason="I skal lære hinanden at kende.", by=bo)
    begin_plan(amira, by=amira)

    plan = reverse("plan:plan", args=[Plan.objects.get(subject=amira).public_id])
    assert "Afslut kravet" in text(sign_in(bo).get(plan))
    mine = text(sign_in(amira).get(reverse("plan:mine")))
    assert "I skal lære hinanden at kende." in mine
    assert "Gælder fra 1. juli 2026" in mine
    assert "Afslut kravet" not in mine
