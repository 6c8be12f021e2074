"""A citizen is invited kindly, chooses, moves and cancels, and is not nagged afterwards."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from medborger.encounter.meetings import links, policies, services
from medborger.encounter.meetings.models import Invitation, Slot, Talk
from medborger.encounter.meetings.services.inviting import remind_all
from medborger.encounter.meetings.telling import invitation_text, reminder_text
from medborger.foundation import clock
from medborger.foundation.journal.models import Event
from medborger.foundation.language import lix, threatens
from medborger.foundation.outbox.models import Message
from tests.factories import MunicipalityFactory, PersonFactory, TeamFactory, staff, works_with

pytestmark = pytest.mark.django_db
SOON = dt.timedelta(days=6)


def text(response):
    return response.content.decode()


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def later(monkeypatch, days):
    moment = clock.now() + dt.timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setattr(clock, "today", lambda: moment.date())


def test_the_letters_hold_no_threat_and_are_easy_to_read(invitation):
    for letter in (invitation_text(invitation, ""), reminder_text(invitation, "")):
        assert threatens(letter) == []
        assert lix(letter.replace(invitation.code, "")) <= 35
        assert invitation.subject.municipality.phone in letter
        assert invitation.code in letter


def test_a_threat_needs_a_chosen_legal_ground_and_the_letter_then_names_it(amira, bo):
    with pytest.raises(ValidationError, match="trussel"):
        services.invite(amira, about="din sanktion", by=bo)

    services.invite(amira, about="din sanktion", ground="Lovens § 1", by=bo)
    assert "Lovens § 1" in Message.objects.get(to=amira).text


def test_an_invitation_needs_a_subject_and_there_is_only_one_open(amira, bo, invitation):
    with pytest.raises(ValidationError):
        services.invite(amira, about=" ", by=bo)
    with pytest.raises(ValidationError, match="allerede en invitation"):
        services.invite(amira, about="mere", by=bo)


def test_the_citizen_books_moves_cancels_and_books_again_by_link_in_four_clicks(
    client, invitation, slots
):
    url = reverse("meetings:choose", args=[links.invitation_token(invitation)])
    assert url in Message.objects.get(to=invitation.subject).text
    page = text(client.get(url))
    assert page.count('name="slot"') == len(slots) == 4

    booked = client.post(url, {"slot": str(slots[0].public_id)}, follow=True)
    assert "Din tid" in text(booked)
    client.post(url, {"slot": str(slots[1].public_id)})
    assert Talk.objects.get(state="booked").slot == slots[1]
    assert slots[0] in Slot.objects.free()
    cancelled = client.post(
        reverse("meetings:cancel_by_link", args=[links.invitation_token(invitation)])
    )
    assert cancelled.status_code == 302
    assert not Talk.objects.filter(state="booked").exists()
    client.post(url, {"slot": str(slots[1].public_id)})
    assert Talk.objects.get(state="booked").slot == slots[1]
    assert Event.objects.filter(subject=invitation.subject, kind="meetings.booked").count() == 2
    assert Event.objects.filter(kind="meetings.booked").first().data["via"] == "link"


def test_a_time_somebody_took_meanwhile_is_refused_with_the_others_shown(
    client, invitation, slots, bo
):
    other = PersonFactory()
    works_with(bo, other)
    services.invite(other, about="din plan", by=bo)
    services.book(Invitation.objects.get(subject=other), slot=slots[0], by=other)

    url = reverse("meetings:choose", args=[links.invitation_token(invitation)])
    answer = client.post(url, {"slot": str(slots[0].public_id)})

    assert answer.status_code == 422
    assert "Tiden er lige blevet taget" in text(answer)
    with pytest.raises(ValidationError, match="lige blevet taget"):
        services.book(invitation, slot=slots[0], by=invitation.subject)


def test_a_changed_link_and_a_cancel_without_a_time_are_not_found(client, invitation):
    token = links.invitation_token(invitation)

    assert client.get(reverse("meetings:choose", args=[token[:-1] + "x"])).status_code == 404
    assert client.post(reverse("meetings:cancel_by_link", args=[token])).status_code == 404


def test_a_link_that_has_run_out_or_is_closed_says_so_kindly(client, invitation, bo, monkeypatch):
    url = reverse("meetings:choose", args=[links.invitation_token(invitation)])
    services.close(invitation, by=bo)
    assert "Invitationen er lukket" in text(client.get(url))
    with pytest.raises(ValidationError, match="gælder ikke længere"):
        services.book(fresh(invitation), slot=Slot.objects.first(), by=invitation.subject)

    Invitation.objects.update(state="open", expires_on=clock.today() - dt.timedelta(days=1))
    assert "Invitationen er lukket" in text(client.get(url))


def test_the_code_in_a_letter_opens_the_same_page_and_guessing_is_slow(client, invitation):
    caches["tries"].clear()
    url = reverse("meetings:code")
    assert client.get(url).status_code == 200
    right = client.post(url, {"code": f" {invitation.code[:5].lower()} {invitation.code[5:]}"})
    assert right.url.endswith(f"{links.invitation_token(invitation)}/") or "/tid/" in right.url

    answers = [client.post(url, {"code": f"FORKERT{n}"}).status_code for n in range(12)]
    assert answers[0] == 422
    assert answers[-1] == 429


def test_a_reminder_comes_once_after_some_days_and_never_after_booking(
    invitation, slots, amira, monkeypatch
):
    remind_all.function()
    assert Message.objects.filter(to=amira).count() == 1

    later(monkeypatch, 6)
    remind_all.function()
    remind_all.function()
    assert Message.objects.filter(to=amira).count() == 2
    services.book(invitation, slot=slots[0], by=amira)
    Invitation.objects.update(reminded_at=None)
    assert not services.remind(fresh(invitation), by=invitation.by)


def test_a_pause_stops_the_reminders_and_the_link_still_works(invitation, bo, amira, monkeypatch):
    services.pause(invitation, until=clock.today() + dt.timedelta(days=10), by=bo)
    later(monkeypatch, 6)

    assert not services.remind(fresh(invitation), by=invitation.by)
    assert fresh(invitation).is_usable
    with pytest.raises(ValidationError):
        services.pause(invitation, until=clock.today() - dt.timedelta(days=1), by=bo)


def test_many_are_invited_only_when_there_are_times_enough(bo, team, slots):
    citizens = [PersonFactory() for _ in range(6)]
    for citizen in citizens:
        works_with(bo, citizen)
    with pytest.raises(ValidationError, match="Der mangler 2 ledige tider"):
        services.invite_many(citizens, about="din plan", by=bo)
    assert not Invitation.objects.exists()

    services.invite_many(citizens[:3], about="din plan", by=bo)
    with pytest.raises(ValidationError, match="Der mangler 1 ledig tid"):
        services.invite_many(citizens[3:5], about="din plan", by=bo)
    with pytest.raises(ValidationError):
        services.invite_many([], about="din plan", by=bo)


def test_times_are_laid_one_after_the_other_and_not_twice(bo, slots):
    day = slots[0].starts_at.date()
    again = services.offer_times(on=day, first=dt.time(9), last=dt.time(12, 45), by=bo)

    assert len(slots) == 4
    assert len(again) == 1
    with pytest.raises(ValidationError):
        services.offer_times(on=day, first=dt.time(9), last=dt.time(9, 20), by=bo)
    with pytest.raises(ValidationError):
        services.offer_times(
            on=clock.today() - dt.timedelta(days=1), first=dt.time(9), last=dt.time(12), by=bo
        )


def test_a_free_time_can_be_taken_back_and_a_chosen_one_cannot(sign_in, bo, slots, talk):
    browser = sign_in(bo)
    assert browser.post(reverse("meetings:withdraw", args=[slots[1].public_id])).status_code == 302
    assert not Slot.objects.filter(pk=slots[1].pk).exists()

    answer = browser.post(reverse("meetings:withdraw", args=[slots[0].public_id]))
    assert answer.status_code == 409
    assert "Aflys samtalen" in text(answer)


def test_the_professional_offers_times_and_invites_on_the_pages(sign_in, bo, amira):
    browser = sign_in(bo)
    url = reverse("meetings:times")
    assert "Du har ingen ledige tider" in text(browser.get(url))
    day = f"{clock.today() + SOON:%d-%m-%Y}"
    wrong = {"on": day, "first": "ni", "last": "12", "minutes": "45", "mode": "here"}
    assert browser.post(url, wrong).status_code == 422
    assert browser.post(url, wrong | {"first": "9.00"}).status_code == 302

    inviting = reverse("meetings:invite", args=[amira.public_id])
    assert "Borgeren får besked" in text(browser.get(inviting))
    assert browser.post(inviting, {"about": "din plan"}).status_code == 302
    about = reverse("meetings:of_citizen", args=[amira.public_id])
    assert "din plan" in text(browser.get(about))
    invitation = Invitation.objects.get()
    letter = text(browser.get(reverse("meetings:letter", args=[invitation.public_id])))
    assert "Op til 35 er let at læse" in letter
    pausing = reverse("meetings:pause", args=[invitation.public_id])
    assert browser.get(pausing).status_code == 200
    assert browser.post(pausing, {"until": day}).status_code == 302
    many = reverse("meetings:invite_many")
    assert browser.get(many).status_code == 200
    assert browser.post(many, {"about": "din plan"}).status_code == 422
    closing = reverse("meetings:close", args=[invitation.public_id])
    assert browser.post(closing).status_code == 302
    assert browser.post(many, {"citizens": [amira.pk], "about": "din plan"}).status_code == 302


def test_a_professional_books_by_phone_and_the_journal_says_on_behalf(
    sign_in, bo, invitation, slots, amira
):
    url = reverse("meetings:book", args=[invitation.public_id])
    browser = sign_in(bo)
    assert "på borgerens vegne" in text(browser.get(url))
    assert browser.post(url, {"slot": str(slots[0].public_id)}).status_code == 302
    assert Event.objects.get(kind="meetings.booked").data["via"] == "on_behalf"

    own = sign_in(amira)
    assert "hos din egen rådgiver" in text(own.get(url))
    assert "Mine samtaler" in text(own.get(reverse("meetings:mine")))
    assert own.post(url, {"slot": "ikke en tid"}).status_code == 422


def test_the_own_professionals_times_come_first(client, invitation, bo, amira, team):
    carla = staff(team, given_name="Carla")
    works_with(carla, amira)
    day = clock.today() + dt.timedelta(days=1)
    services.offer_times(on=day, first=dt.time(8), last=dt.time(9), by=carla)

    page = text(client.get(reverse("meetings:choose", args=[links.invitation_token(invitation)])))

    assert page.index("med Bo") < page.index("med Carla")


def test_no_times_means_a_phone_number(client, invitation, slots):
    for slot in slots:
        slot.delete()

    page = text(client.get(reverse("meetings:choose", args=[links.invitation_token(invitation)])))

    assert "Der er ingen ledige tider lige nu" in page
    assert invitation.subject.municipality.phone in page


def test_who_may_invite_book_and_offer(invitation, amira, bo, slots):
    elsewhere = staff(TeamFactory(municipality=MunicipalityFactory(slug="andeby", name="Andeby")))

    assert policies.may_meet(amira, by=bo)
    assert not policies.may_meet(amira, by=amira)
    assert not policies.may_meet(amira, by=elsewhere)
    assert not policies.may_offer(bo, by=amira)
    with pytest.raises(PermissionDenied):
        services.book(invitation, slot=slots[0], by=elsewhere)
    day = clock.today() + dt.timedelta(days=2)
    foreign = services.offer_times(on=day, first=dt.time(9), last=dt.time(10), by=elsewhere)[0]
    with pytest.raises(ValidationError, match="fra listen"):
        services.book(invitation, slot=foreign, by=amira)


def test_a_talk_that_is_held_cannot_be_cancelled(talk, amira, bo):
    services.cancel(talk, by=amira)
    with pytest.raises(ValidationError, match="allerede"):
        services.cancel(talk, by=amira)
    assert fresh(talk.invitation).state == "open"


def test_the_calendar_feed_follows_a_signed_link_and_names_nobody(client, talk, amira):
    url = reverse("meetings:calendar", args=[links.calendar_token(amira)])

    feed = text(client.get(url))

    assert feed.count("BEGIN:VEVENT") == 1
    assert "Europe/Copenhagen" in feed or "Z\r\n" in feed
    assert "Amira" not in feed
    assert "Bo" not in feed
    assert client.get(url.replace(".ics", "x.ics")).status_code == 404
