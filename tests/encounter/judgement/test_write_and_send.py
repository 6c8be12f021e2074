"""A judgement is written with the citizen, who comments on it before it is final."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from medborger.encounter.judgement import policies, services
from medborger.encounter.judgement.models import Alternative, Fact, Judgement
from medborger.foundation import clock
from medborger.foundation.forms import Conflict
from medborger.foundation.journal.models import Event
from medborger.foundation.outbox.models import Message
from medborger.foundation.people.roles import Role
from tests.encounter.judgement.stories import WORDS, fresh, text, written
from tests.factories import MunicipalityFactory, PersonFactory, TeamFactory, staff

pytestmark = pytest.mark.django_db


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


def test_only_the_administrator_sets_up_kinds_of_judgement(bo, team):
    admin = PersonFactory(role=Role.ADMINISTRATOR, municipality=team.municipality)

    services.set_matter(team.municipality, name="Fleksjob", needs_second_opinion=True, by=admin)
    with pytest.raises(PermissionDenied):
        services.set_matter(team.municipality, name="Fleksjob", by=bo)
