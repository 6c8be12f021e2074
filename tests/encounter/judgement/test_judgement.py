"""A judgement is written with the citizen, looked at by a colleague, sealed, and can be contested."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from medborger.encounter.judgement import policies, services
from medborger.encounter.judgement.freezing import is_whole
from medborger.encounter.judgement.likeness import distance, like_cases
from medborger.encounter.judgement.models import (
    Alternative,
    Complaint,
    Fact,
    Judgement,
    SecondOpinion,
)
from medborger.encounter.rules.services import place
from medborger.foundation import clock
from medborger.foundation.access.models import Look
from medborger.foundation.forms import Conflict
from medborger.foundation.journal.models import Event
from medborger.foundation.outbox.models import Message
from medborger.foundation.people.roles import Role
from tests.factories import MunicipalityFactory, PersonFactory, TeamFactory, staff, works_with

pytestmark = pytest.mark.django_db
WORDS = {
    "question": "Skal Amira have et kursus?",
    "citizens_view": "Jeg vil hellere ud i et værksted.",
    "weighing": "Hun lærer bedst ved at gøre det.",
    "conclusion": "Hun får et forløb i et værksted.",
    "would_change": "Hvis værkstedet siger nej.",
    "outcome": "yes",
}


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def bo(team):
    return staff(team, given_name="Bo", family_name="Kjærgård")


@pytest.fixture
def carla(team):
    other = TeamFactory(municipality=team.municipality)
    return staff(other, given_name="Carla", family_name="Engvang")


@pytest.fixture
def amira(bo):
    citizen = PersonFactory(given_name="Amira", family_name="Holmlund")
    works_with(bo, citizen)
    return citizen


@pytest.fixture
def matter(team):
    return services.set_matter(team.municipality, name="Kursus", paragraph="LAB § 99", by=None)


@pytest.fixture
def sign_in(client):
    def enter(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["without_second_factor"] = True
        session.save()
        return client

    return enter


@pytest.fixture
def draft(amira, bo, matter):
    services.begin(amira, matter=matter, question="Skal Amira have et kursus?", by=bo)
    return Judgement.objects.get()


def written(judgement, bo, **words):
    services.write(judgement, **(WORDS | words), by=bo)
    services.add_fact(judgement, text="Hun har øvet sig.", source="Samtale 3. marts", by=bo)
    services.add_alternative(judgement, text="Vente", weighed="Så mister hun modet.", by=bo)
    return fresh(judgement)


def fresh(judgement):
    return Judgement.objects.get(pk=judgement.pk)


def finished(judgement, amira, bo, **words):
    written(judgement, bo, **words)
    services.send(judgement, by=bo)
    services.comment(judgement, by=amira)
    services.finish(judgement, by=bo)
    return fresh(judgement)


def text(response):
    return response.content.decode()


def pdf_text(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        return str(pdf.docinfo.get("/Title", "")), len(pdf.pages)


def test_who_may_judge_comment_look_along_and_complain(draft, amira, bo, carla):
    elsewhere = staff(TeamFactory(municipality=MunicipalityFactory(slug="andeby", name="Andeby")))

    assert policies.may_judge(amira, by=bo)
    assert not policies.may_judge(bo, by=bo)
    assert not policies.may_judge(amira, by=amira)
    assert not policies.may_judge(amira, by=elsewhere)
    assert policies.may_write(draft, by=bo)
    assert not policies.may_write(draft, by=carla)
    assert not policies.may_comment(draft, by=amira)
    assert not policies.may_complain(draft, by=amira)
    assert policies.may_be_asked(carla, draft)
    assert not policies.may_be_asked(bo, draft)
    assert not policies.may_be_asked(elsewhere, draft)
    assert not policies.is_about(draft, by=bo)


def test_the_citizen_follows_from_the_first_word(sign_in, draft, amira):
    assert Message.objects.get(to=amira).subject_line
    assert "Skal Amira have et kursus?" in text(sign_in(amira).get(reverse("judgement:mine")))
    page = text(sign_in(amira).get(reverse("judgement:judgement", args=[draft.public_id])))
    assert "Er ikke skrevet endnu." in page
    assert "Lignende sager" not in page


def test_a_judgement_cannot_be_sent_without_the_citizens_view_or_a_reason(draft, bo):
    written(draft, bo, citizens_view="")
    with pytest.raises(ValidationError, match="Skriv borgerens syn"):
        services.send(draft, by=bo)

    services.write(draft, **WORDS | {"citizens_view": ""}, no_view_reason="Hun vil ikke.", by=bo)
    services.send(draft, by=bo)
    assert fresh(draft).state == Judgement.State.SENT


def test_everything_that_is_missing_is_said_at_once(draft, bo):
    with pytest.raises(ValidationError) as refusal:
        services.send(draft, by=bo)

    assert len(refusal.value.messages) == 7


def test_the_citizen_comments_on_the_draft_and_the_final_text_answers(draft, amira, bo):
    written(draft, bo)
    services.send(draft, by=bo)
    services.comment(draft, text="Jeg er bange for larmen.", by=amira)

    with pytest.raises(ValidationError, match="Svar på borgerens kommentar"):
        services.finish(draft, by=bo)
    services.finish(draft, answer="Du får høreværn.", by=bo)

    assert fresh(draft).is_final
    assert "larmen" in fresh(draft).frozen
    assert "høreværn" in fresh(draft).frozen


def test_a_judgement_waits_for_the_citizen_until_the_day_it_said(draft, amira, bo, monkeypatch):
    written(draft, bo)
    with pytest.raises(ValidationError, match="Send udkastet"):
        services.finish(draft, by=bo)
    services.send(draft, by=bo)
    with pytest.raises(ValidationError, match="Vent på borgerens svar"):
        services.finish(draft, by=bo)

    later = fresh(draft).comment_by + dt.timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: later)
    services.finish(draft, by=bo)
    assert fresh(draft).is_final


def test_some_judgements_need_a_colleagues_look(draft, amira, bo, carla, matter):
    services.set_matter(amira.municipality, name=matter.name, needs_second_opinion=True, by=None)
    written(draft, bo)
    services.ask_opinion(draft, asked=carla, wondering="Er jeg for hurtig?", by=bo)
    services.send(draft, by=bo)
    services.comment(draft, by=amira)
    with pytest.raises(ValidationError, match="kræver en kollegas blik"):
        services.finish(draft, by=bo)

    services.answer_opinion(SecondOpinion.objects.get(), answer="Hvad siger hun selv?", by=carla)
    services.finish(draft, by=bo)
    assert "Hvad siger hun selv?" in fresh(draft).frozen


def test_a_colleague_who_is_asked_sees_it_until_it_is_final_and_leaves_a_trace(
    sign_in, draft, amira, bo, carla
):
    url = reverse("judgement:judgement", args=[draft.public_id])
    assert sign_in(carla).get(url).status_code == 404
    services.ask_opinion(draft, asked=carla, wondering="Er jeg for hurtig?", by=bo)
    with pytest.raises(ValidationError, match="allerede spurgt"):
        services.ask_opinion(draft, asked=carla, wondering="Igen?", by=bo)
    with pytest.raises(ValidationError, match="Vælg en kollega"):
        services.ask_opinion(draft, asked=bo, wondering="Mig?", by=bo)

    browser = sign_in(carla)
    assert "Er jeg for hurtig?" in text(browser.get(reverse("judgement:asked")))
    assert "Giv dit blik" in text(browser.get(url))
    assert Look.objects.filter(subject=amira, viewer=carla).exists()
    answering = reverse("judgement:opinion", args=[SecondOpinion.objects.get().public_id])
    assert browser.get(answering).status_code == 200
    assert browser.post(answering, {"answer": "Hvad siger hun selv?"}).status_code == 302
    assert browser.post(answering, {"answer": "Mere"}).status_code == 404

    finished(draft, amira, bo)
    assert browser.get(url).status_code == 404


def test_a_final_judgement_is_sealed_and_every_change_shows(draft, amira, bo):
    final = finished(draft, amira, bo)
    assert is_whole(final)
    with pytest.raises(PermissionDenied):
        services.write(final, **WORDS, by=bo)
    with pytest.raises(PermissionDenied):
        services.add_fact(final, text="Mere", source="Mig", by=bo)

    Fact.objects.update(text="Noget andet")
    assert not is_whole(fresh(draft))
    Judgement.objects.update(frozen="Noget andet")
    assert not is_whole(fresh(draft))


def test_the_database_refuses_a_final_judgement_without_a_seal_or_the_citizens_view(draft):
    for gap in ({"state": "final"}, {"question": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Judgement.objects.filter(pk=draft.pk).update(**gap)


def test_two_who_write_at_once_do_not_overwrite_each_other(draft, bo):
    services.write(draft, **WORDS, version=1, by=bo)

    with pytest.raises(Conflict):
        services.write(draft, **WORDS, version=1, by=bo)


def test_an_outcome_that_does_not_exist_and_an_empty_question_are_refused(draft, bo, matter, amira):
    with pytest.raises(ValidationError):
        services.write(draft, **WORDS | {"outcome": "måske"}, by=bo)
    with pytest.raises(ValidationError):
        services.begin(amira, matter=matter, question=" ", by=bo)


def test_a_fact_and_an_alternative_can_be_taken_out_and_the_journal_remembers(sign_in, draft, bo):
    written(draft, bo)
    browser = sign_in(bo)
    for model, name in ((Fact, "remove_fact"), (Alternative, "remove_alternative")):
        url = reverse(f"judgement:{name}", args=[model.objects.get().public_id])
        assert browser.post(url).status_code == 302
        assert not model.objects.exists()

    event = Event.objects.get(kind="judgement.fact.removed")
    assert event.data["text"] == "Hun har øvet sig."
    assert "øvet" not in event.for_staff


def test_the_professional_does_it_all_on_the_pages(sign_in, amira, bo, carla, matter):
    browser = sign_in(bo)
    about = reverse("judgement:of_citizen", args=[amira.public_id])
    assert "Der er ingen skøn endnu" in text(browser.get(about))
    beginning = reverse("judgement:begin", args=[amira.public_id])
    assert "Kursus" in text(browser.get(beginning))
    assert browser.post(beginning, {"matter": matter.pk, "question": ""}).status_code == 422
    assert browser.post(beginning, {"matter": matter.pk, "question": "Må jeg?"}).status_code == 302

    judgement = Judgement.objects.get()

    def go(name, fields):
        url = reverse(f"judgement:{name}", args=[judgement.public_id])
        assert browser.get(url).status_code == 200, name
        answer = browser.post(url, fields, follow=True)
        assert answer.status_code == 200, text(answer)
        return text(answer)

    page = go("write", WORDS | {"version": "1"})
    assert "Det er gemt" in page
    go("fact", {"text": "Hun har øvet sig.", "source": "Samtale"})
    go("alternative", {"text": "Vente", "weighed": "Så mister hun modet."})
    go("ask", {"asked": carla.pk, "wondering": "Er jeg for hurtig?"})
    assert "hos dig til kommentar" in go("send", {}).lower()
    browser = sign_in(amira)
    go("comment", {"text": "Det er jeg glad for."})
    browser = sign_in(bo)
    stale = reverse("judgement:finish", args=[judgement.public_id])
    assert browser.post(stale, {"answer": ""}).status_code == 422
    assert "Seglet passer" in go("finish", {"answer": "Vi ses i værkstedet."})
    browser = sign_in(amira)
    go("complain", {"text": "Jeg vil begynde før."})
    complaint = Complaint.objects.get()
    browser = sign_in(bo)
    url = reverse("judgement:reassess", args=[complaint.public_id])
    assert browser.get(url).status_code == 200
    assert (
        browser.post(url, {"state": "changed", "answer": "Du begynder mandag."}).status_code == 302
    )
    assert "Du begynder mandag." in text(
        browser.get(reverse("judgement:judgement", args=[judgement.public_id]))
    )
    assert "Skal Amira have et kursus?" in text(browser.get(about))


def test_the_letter_is_a_tagged_paper_with_reasoning_and_how_to_complain(sign_in, draft, amira, bo):
    finished(draft, amira, bo)

    answer = sign_in(amira).get(reverse("judgement:letter", args=[draft.public_id]))

    title, pages = pdf_text(answer.content)
    assert "Skal Amira have et kursus?" in title
    assert pages >= 1


def test_a_complaint_has_a_day_to_be_answered_by_and_one_answer(draft, amira, bo):
    with pytest.raises(PermissionDenied):
        services.complain(draft, text="Nej", by=amira)
    finished(draft, amira, bo)
    services.complain(draft, text="Jeg vil begynde før.", by=amira)
    with pytest.raises(PermissionDenied):
        services.complain(fresh(draft), text="Igen", by=amira)

    complaint = Complaint.objects.get()
    assert complaint.answer_by == clock.today() + dt.timedelta(weeks=4)
    with pytest.raises(ValidationError):
        services.answer_complaint(complaint, state="received", answer="Nej", by=bo)
    services.answer_complaint(complaint, state="forwarded", answer="Den er sendt.", by=bo)
    with pytest.raises(ValidationError, match="allerede besvaret"):
        services.answer_complaint(complaint, state="changed", answer="Igen", by=bo)
    assert "Svar på din klage" in set(
        Message.objects.filter(to=amira).values_list("subject_line", flat=True)
    )


def like(team, bo, matter, outcomes, group="jobparat"):
    for outcome in outcomes:
        citizen = PersonFactory(municipality=team.municipality)
        place(citizen, group=group, by=bo)
        services.begin(citizen, matter=matter, question="Må jeg?", by=bo)
        judgement = Judgement.objects.get(subject=citizen)
        finished(judgement, citizen, bo, outcome=outcome)


def test_like_cases_show_a_spread_from_five_and_hide_small_numbers(  # noqa: PLR0917 # a story of six
    sign_in, draft, team, amira, bo, matter
):
    place(amira, group="jobparat", by=bo)
    like(team, bo, matter, ["yes"] * 4)
    assert not like_cases(draft).has_basis
    like(team, bo, matter, ["yes"] * 2 + ["no"] * 5 + ["partly"])
    like(team, bo, matter, ["no"] * 6, group="sygemeldt")

    spread = like_cases(draft)

    assert spread.cases == 12
    assert sum(number is None for _, number in spread.outcomes) >= 2
    url = reverse("judgement:alike", args=[draft.public_id])
    page = text(sign_in(bo).get(url))
    assert "Sådan endte 12 sager" in page
    assert "for få til at vise" in page
    assert sign_in(amira).get(url).status_code == 404


def test_cases_in_other_groups_or_years_apart_are_not_alike():
    here = {"groups": ["jobparat"], "months": 3}

    assert distance(here, {"groups": ["jobparat"], "months": 3}) == 0
    assert distance(here, {"groups": ["jobparat"], "months": 27}) == 2
    assert distance(here, {"groups": ["dagpenge"], "months": 3}) == 2
    assert distance(here, {}) == 1.25


def test_the_page_gives_plain_language_advice_and_never_blocks(sign_in, draft, bo):
    heavy = "Såfremt rådighedsforpligtelsen tilsidesættes, iværksættes foranstaltninger vedrørende."
    written(draft, bo, weighing=heavy)

    page = text(sign_in(bo).get(reverse("judgement:judgement", args=[draft.public_id])))

    assert "«såfremt» kan være «hvis»" in page
    assert "Det er tungt at læse." in page
    services.send(draft, by=bo)


def test_only_the_administrator_sets_up_kinds_of_judgement(bo, team):
    admin = PersonFactory(role=Role.ADMINISTRATOR, municipality=team.municipality)

    services.set_matter(team.municipality, name="Fleksjob", needs_second_opinion=True, by=admin)
    with pytest.raises(PermissionDenied):
        services.set_matter(team.municipality, name="Fleksjob", by=bo)


def test_the_judgements_page_stays_within_its_budget(sign_in, draft, amira, bo):
    written(draft, bo)
    for number in range(8):
        services.add_fact(draft, text=f"Oplysning {number}", source="Samtale", by=bo)
    url = reverse("judgement:judgement", args=[draft.public_id])
    for reader in (amira, bo):
        browser = sign_in(reader)
        browser.get(url)
        with CaptureQueriesContext(connection) as asked:
            browser.get(url)
        questions = [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]
        assert len(questions) <= 12, "\n".join(questions)
