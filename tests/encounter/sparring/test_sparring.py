"""A colleague wonders along, learns nothing about who it is, and the citizen is told."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from medborger.encounter.sparring import policies, selectors, services
from medborger.encounter.sparring.anonymous import anonymise
from medborger.encounter.sparring.models import Sparring
from medborger.foundation.access.models import Look
from medborger.foundation.journal.models import Event
from medborger.foundation.outbox.models import Message
from medborger.foundation.people.models import Municipality
from medborger.foundation.people.roles import Role
from tests.encounter.plan.people import goal_of, step_of
from tests.factories import MunicipalityFactory, PersonFactory, TeamFactory, staff, works_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def bo():
    return staff(TeamFactory(), given_name="Bo", family_name="Kjærgård")


@pytest.fixture
def carla(bo):
    other = TeamFactory(municipality=bo.municipality)
    return staff(other, given_name="Carla", family_name="Engvang")


@pytest.fixture
def amira(bo):
    citizen = PersonFactory(given_name="Amira", family_name="Holmlund")
    works_with(bo, citizen)
    return citizen


@pytest.fixture
def draft(amira, bo):
    return services.begin(amira, purpose="ways", text="Amira vil ikke på kursus.", by=bo)


@pytest.fixture
def sent(draft, bo, carla):
    services.send(draft, slice="Hun vil ikke på kursus. Hvad nu?", asked=carla, by=bo)
    return Sparring.objects.get(pk=draft.pk)


WHO = [
    ("I går sagde Amira nej.", "I går sagde [navn] nej."),
    ("Amiras søster hjælper.", "[navn] søster hjælper."),
    ("amira siger nej", "[navn] siger nej"),
    ("Hun bor i Nørre Snede.", "Hun bor i [navn]."),
    ("Hun bor på Skolegade 12B.", "Hun bor på [sted]."),
    ("Hun bor i 8766 Nørre.", "Hun bor i [sted]."),
    ("Født 010203-4567.", "Født [cpr]."),
    ("Født 0102034567.", "Født [cpr]."),
    ("Ring 20 30 40 50 nu.", "Ring [telefon] nu."),
    ("Ring +45 20304050 nu.", "Ring [telefon] nu."),
    ("Skriv til a.b@c.example i dag.", "Skriv til [mail] i dag."),
    ("Se www.amira.example/jeg nu.", "Se [link] nu."),
    ("Mødet den 3. marts 2026 gik godt.", "Mødet den [dato] gik godt."),
    ("Mødet 3/3 gik godt.", "Mødet [dato] gik godt."),
    ("Mødet 03.03.2026 gik godt.", "Mødet [dato] gik godt."),
    ("Mødet 2026-03-03 gik godt.", "Mødet [dato] gik godt."),
    ("Siden marts 2024 er hun hjemme.", "Siden [dato] er hun hjemme."),
    ("Siden 2019 er hun hjemme.", "Siden [år] er hun hjemme."),
    ("Sag 123456 er åben.", "Sag [nummer] er åben."),
    ("Hun og Bo Kjærgård talte.", "Hun og [navn] talte."),
    ("Mon De vil bo der? I bestemmer.", "Mon De vil bo der? I bestemmer."),
    ("Hendes CV er 4 sider.", "Hendes CV er 4 sider."),
]


@pytest.mark.parametrize(("typed", "leaves"), WHO, ids=[typed for typed, _leaves in WHO])
def test_what_tells_who_it_is_about_is_taken_out(typed, leaves):
    names = ["Amira Holmlund", "Bo Kjærgård"]

    found = anonymise(typed, names)

    assert found.text == leaves
    assert bool(found.removed) == (typed != leaves)


def test_taking_names_out_twice_changes_nothing_more():
    once = anonymise("Amira bor på Skolegade 12 i Nørre Snede. Ring 20304050.", ["Amira"])

    again = anonymise(once.text, ["Amira"])

    assert again.text == once.text
    assert again.removed == []


def test_a_colleague_a_sister_and_the_town_are_taken_out_too(amira, bo, carla):
    step_of(goal_of(amira), wording="Køre med", owner="network", owner_name="Fatma", by=amira)

    found = selectors.taken_out("Carla og fatma. Fatma kører. Solbæk er lille.", citizen=amira)

    assert found.text == "[navn] og [navn]. [navn] kører. [navn] er lille."


def test_what_was_typed_with_names_is_never_kept(draft):
    assert draft.slice == "[navn] vil ikke på kursus."
    assert not Event.objects.filter(kind__startswith="sparring").exists()


def test_words_that_still_tell_who_it_is_are_not_sent(draft, bo, carla):
    with pytest.raises(ValidationError, match="«Amira»"):
        services.send(draft, slice="Hvad vil Amira?", asked=carla, by=bo)

    assert not Sparring.objects.get().is_sent


def test_nothing_is_sent_without_words_or_to_a_stranger(draft, amira, bo, carla):
    with pytest.raises(ValidationError, match="undrer"):
        services.send(draft, slice=" ", asked=carla, by=bo)
    with pytest.raises(ValidationError, match="kollega"):
        services.send(draft, slice="Hvad nu?", asked=amira, by=bo)


def test_the_citizens_log_says_why_and_holds_no_words(sent, amira, bo, carla):
    services.answer(sent, questions=["Hvad siger hun selv?", ""], by=carla)

    told = selectors.told_to(amira)[0]
    events = Event.objects.filter(subject=amira, kind__startswith="sparring")
    assert (told.asked_by, told.asked, told.is_answered) == (bo.name, carla.name, True)
    assert told.purpose == "at få øje på flere veje"
    assert [event.kind for event in events.order_by("seq")] == [
        "sparring.asked",
        "sparring.answered",
    ]
    assert all("at få øje på flere veje" in event.for_citizen for event in events)
    assert all("kursus" not in str(event.payload) for event in events)
    assert all("siger hun selv" not in str(event.payload) for event in events)


def test_where_staff_names_are_hidden_the_log_names_nobody(sent, amira):
    Municipality.objects.update(shows_staff_names=False)
    amira.municipality.refresh_from_db()

    told = selectors.told_to(amira)[0]

    assert (told.asked_by, told.asked) == ("", "")


def test_all_three_are_told_and_no_message_holds_the_words(sent, amira, bo, carla):
    services.answer(sent, questions=["Hvad siger hun selv?"], by=carla)

    assert set(Message.objects.values_list("to", flat=True)) == {amira.pk, bo.pk, carla.pk}
    assert not Message.objects.filter(text__contains="kursus").exists()


@pytest.mark.parametrize("questions", [[""], ["Du skal presse hende."], ["Hvad?", "Gør det."]])
def test_a_colleague_answers_with_questions_and_no_verdict(questions, sent, carla):
    with pytest.raises(ValidationError, match="spørgsmål"):
        services.answer(sent, questions=questions, by=carla)


def test_only_those_who_work_with_the_citizen_ask(amira, carla):
    with pytest.raises(PermissionDenied):
        services.begin(amira, purpose="ways", text="Hvad nu?", by=carla)
    assert not policies.may_ask(amira, by=amira)


def test_an_empty_wondering_is_not_kept(amira, bo):
    with pytest.raises(ValidationError, match="undrer"):
        services.begin(amira, purpose="ways", text=" ", by=bo)


def test_a_sparring_is_answered_once_and_only_by_who_was_asked(sent, bo, carla):
    with pytest.raises(PermissionDenied):
        services.answer(sent, questions=["Hvad nu?"], by=bo)
    services.answer(sent, questions=["Hvad nu?"], by=carla)

    with pytest.raises(PermissionDenied):
        services.answer(sent, questions=["Hvad nu?"], by=carla)


def test_what_is_sent_is_not_sent_or_thrown_away_again(sent, bo, carla):
    with pytest.raises(PermissionDenied):
        services.send(sent, slice="Hvad nu?", asked=carla, by=bo)
    with pytest.raises(PermissionDenied):
        services.drop(sent, by=bo)


def test_leader_administrator_and_citizen_never_read_the_words(sent, amira, bo, client, sign_in):
    team = bo.engagements_today[0].team
    others = [staff(team, role=role) for role in (Role.TEAM_LEADER, Role.ADMINISTRATOR)]

    for person in (amira, *others):
        address = reverse("sparring:sparring", args=[sent.public_id])
        assert sign_in(person).get(address).status_code == 404
        assert not Sparring.objects.visible_to(person).exists()


def test_the_database_holds_no_answer_without_words_and_none_unsent(draft):
    for change in ({"sent_at": draft.begun_at}, {"answered_at": draft.begun_at}, {"slice": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sparring.objects.filter(pk=draft.pk).update(**change)


def test_bo_sees_what_leaves_and_carla_answers_in_the_browser(amira, bo, carla, sign_in):
    goal = goal_of(amira, "Amira vil have ro")
    begin = reverse("sparring:begin", args=[amira.public_id])

    browser = sign_in(bo)
    first = browser.get(f"{begin}?ting={goal.public_id}").content.decode()
    looked = browser.post(begin, {"purpose": "ways", "text": "Amira vil have ro"}, follow=True)
    row = Sparring.objects.get()
    look = reverse("sparring:look", args=[row.public_id])
    refused = browser.post(look, {"slice": "Amira", "asked": carla.pk})
    done = browser.post(look, {"slice": "Hun vil have ro", "asked": carla.pk}, follow=True)

    assert "Amira vil have ro</textarea>" in first
    assert "[navn] vil have ro" in looked.content.decode()
    assert refused.status_code == 422
    assert "«Amira»" in refused.content.decode()
    assert "Hun vil have ro" in done.content.decode()
    page = sign_in(carla).get(reverse("sparring:mine")).content.decode()
    assert "Amira" not in page
    read = sign_in(carla).get(reverse("sparring:sparring", args=[row.public_id]))
    assert "Amira" not in read.content.decode()
    answer = reverse("sparring:answer", args=[row.public_id])
    assert sign_in(carla).post(answer, {"first": "Nej"}).status_code == 422
    told = sign_in(carla).post(answer, {"first": "Hvornår er der ro?"}, follow=True)
    assert "Hvornår er der ro?" in told.content.decode()
    assert Look.objects.filter(subject=amira, viewer=carla, what__contains="uden navne").exists()
    log = sign_in(amira).get(reverse("insight:mine")).content.decode()
    assert "at få øje på flere veje" in log
    assert "Hun vil have ro" not in log


def test_a_draft_is_thrown_away_and_a_wrong_beginning_keeps_the_words(amira, bo, sign_in):
    browser = sign_in(bo)
    begin = reverse("sparring:begin", args=[amira.public_id])
    wrong = browser.post(begin, {"text": "Hvad nu?"})
    browser.post(begin, {"purpose": "ways", "text": "Hvad nu?"})
    row = Sparring.objects.get()
    listed = browser.get(reverse("sparring:mine")).content.decode()
    gone = browser.post(reverse("sparring:drop", args=[row.public_id]), follow=True)

    assert wrong.status_code == 422
    assert "Hvad nu?" in wrong.content.decode()
    assert "Kun du kan se den" in listed
    assert "Ingen sparring endnu" in gone.content.decode()
    assert not Sparring.objects.exists()


def test_a_colleague_elsewhere_cannot_be_asked(draft):
    elsewhere = TeamFactory(municipality=MunicipalityFactory(slug="andetsted"))

    assert not policies.may_be_asked(staff(elsewhere), draft)
    assert str(draft) == "at få øje på flere veje"
