"""J3: Amira chooses her own time by a link, the two prepare, talk and write; Bo in six clicks."""

from __future__ import annotations

import datetime as dt
import re

from django.utils.formats import date_format
from django.utils.timezone import localtime

from medborger.encounter.meetings import services
from medborger.encounter.meetings.models import Invitation, Slot, Talk
from medborger.encounter.meetings.services.inviting import remind_all
from medborger.encounter.meetings.statements import BEFORE
from medborger.encounter.plan.services import begin_plan
from medborger.foundation import clock
from medborger.foundation.language import threatens
from medborger.foundation.outbox.models import Message
from medborger.foundation.people.roles import Role
from tests.browser.stories import amira_and_bo, become
from tests.factories import staff

ABOUT = "din plan og dit næste skridt"
CAR, TIRED = "Værkstedet har ringet", "Jeg er træt om morgenen"
MINUTES = "Vi talte om værkstedet. Amira ringer selv."
WHEN, REASON = "når værkstedet har svaret", "Så ved vi, hvad der kan lade sig gøre"
ADDED = "Jeg vil helst tales med om eftermiddagen"


def bo_has_times_next_week():
    amira, bo = amira_and_bo()
    begin_plan(amira, by=amira)
    amira.reached_by = "sms"
    amira.save(update_fields=["reached_by"])
    day = clock.today() + dt.timedelta(days=7)
    services.offer_times(on=day, first=dt.time(9), last=dt.time(12), by=bo)
    return amira, bo


def as_said(slot):
    at = localtime(slot.starts_at)
    return f"{date_format(at, 'l j. F')} kl. {date_format(at, 'H.i')}"


def talk_title():
    return date_format(localtime(Talk.objects.get().starts_at), "DATETIME_FORMAT")


def to_amira(walker):
    walker.press("Mine borgere")
    walker.press("Amira Holmlund")


def expect_of_the_talk(walker, answer):
    walker.press("Svar på forventninger")
    for text in BEFORE.values():
        walker.choose(answer, str(text))
    walker.press("Gem")


def link_in(message):
    return re.search(r"/samtaler/tid/\S+", message.text).group()


def test_amira_books_moves_and_cancels_by_the_link_and_is_not_reminded(walker):
    amira, _bo = bo_has_times_next_week()

    become(walker, "Bo", leave=False)
    to_amira(walker)
    walker.press("Samtaler")
    walker.press("Inviter")
    walker.fill("Hvad vil du tale om?", "Du bliver sanktioneret")
    walker.press("Send invitationen")
    assert walker.reads("lyder som en trussel")
    walker.fill("Hvad vil du tale om?", ABOUT)
    walker.press("Send invitationen")
    walker.press("Se brevet")
    letter = walker.page.locator("main").inner_text()
    assert int(re.search(r"Lixtal (\d+)", letter).group(1)) <= 35
    invitation = Invitation.objects.get()
    assert invitation.code in letter
    assert amira.municipality.phone in letter
    assert not threatens(letter)
    walker.press("Log ud")

    message = Message.objects.get(to=amira)
    assert message.channel == "sms"
    times = list(Slot.objects.order_by("starts_at"))
    before = walker.acts
    walker.visit(link_in(message))
    walker.press(as_said(times[0]))
    assert walker.acts - before <= 4
    assert walker.reads("Din tid")
    walker.press(as_said(times[2]))
    assert Talk.objects.get().starts_at == times[2].starts_at, "moved"
    walker.press("Aflys tiden")
    assert walker.reads("Hvornår passer det dig?")
    assert not walker.reads("Din tid")
    walker.press(as_said(times[0]))
    assert walker.reads("Din tid")

    with clock.set_to(clock.now() + dt.timedelta(days=6)):
        remind_all.function()
    assert not Message.objects.filter(to=amira, subject_line__startswith="Vi vil stadig").exists()


def amira_has_booked():
    amira, bo = bo_has_times_next_week()
    services.invite(amira, about=ABOUT, by=bo)
    services.book(Invitation.objects.get(), slot=Slot.objects.first(), by=amira)
    return amira, bo, Talk.objects.get()


def test_amira_and_bo_prepare_and_neither_sees_the_others_answers_first(walker):
    amira_has_booked()

    become(walker, "Amira", leave=False)
    walker.press("Mine samtaler")
    walker.press(talk_title())
    walker.press("Skriv et punkt")
    walker.fill("Hvad vil du tale om?", CAR)
    walker.press("Gem")
    expect_of_the_talk(walker, "enig")
    assert walker.reads("I ser begges svar, når den anden også har svaret.")

    become(walker, "Bo")
    to_amira(walker)
    walker.press("Samtaler")
    walker.press(talk_title())
    assert walker.page.get_by_role("table").count() == 0, "nothing to see before both have answered"
    expect_of_the_talk(walker, "slet ikke enig")
    assert walker.reads("tal om det")
    assert walker.page.get_by_role("table").count() == 1


def test_bo_writes_the_talk_down_on_one_page_in_six_clicks(walker):
    amira, _bo, talk = amira_has_booked()
    for point in (CAR, TIRED):
        services.add_point(talk, text=point, by=amira)

    become(walker, "Bo", leave=False)
    to_amira(walker)
    walker.press("Samtaler")
    walker.press(talk_title())
    before = walker.clicks
    walker.press("Skriv samtalen færdig")
    walker.choose("Vi talte om det", CAR)
    walker.choose("Vi gemte det til en anden gang", TIRED)
    walker.fill("Hvad talte I om?", MINUTES)
    walker.fill("Hvornår tales I ved igen?", f"{clock.today() + dt.timedelta(days=20):%d.%m.%Y}")
    walker.fill("Eller når der sker noget bestemt", WHEN)
    walker.fill("Hvorfor da?", REASON)
    walker.press("Gem og del")
    assert walker.reads("Skriv, hvorfor punktet er gemt til en anden gang.")
    walker.fill(f"Hvorfor gemt? ({TIRED})", "Tiden gik")
    walker.press("Gem og del")
    assert walker.clicks - before <= 6
    for text in (MINUTES, "Når værkstedet har svaret, senest", REASON, "Tiden gik"):
        assert walker.reads(text)


def test_amira_adds_her_words_and_answers_and_few_answers_are_not_shown(walker):
    _amira, bo, talk = amira_has_booked()
    hanne = {"role": Role.TEAM_LEADER, "login": "demo-hanne", "given_name": "Hanne"}
    staff(bo.engagements.get().team, **hanne)
    services.complete(talk, text=MINUTES, next_when=WHEN, next_reason=REASON, by=bo)

    become(walker, "Amira", leave=False)
    walker.press("Mine samtaler")
    walker.press(talk_title())
    for text in (MINUTES, "Når værkstedet har svaret", REASON):
        assert walker.reads(text)
    walker.press("Skriv til referatet")
    walker.fill("Hvad vil du have med?", ADDED)
    walker.press("Gem")
    assert walker.reads(ADDED)
    assert walker.reads(MINUTES), "both are kept"
    walker.press("Fortæl, hvordan samtalen var")
    walker.choose("ja", "Blev du mødt med respekt?")
    walker.choose("delvist", "Giver det, I aftalte, mening for dig?")
    walker.press("Send")
    assert walker.reads("Tak for dine svar")

    become(walker, "Hanne")
    walker.press("Hvad siger borgerne?")
    assert walker.reads("For få svar til at vise.")
