"""The degree of support is agreed by both, has a reason, and both can change it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from medborger.encounter.support import services
from medborger.encounter.support.measures import plans_with_agreed_support
from medborger.encounter.support.models import Support
from medborger.encounter.support.selectors import support_page
from medborger.foundation import clock
from medborger.foundation.counting import Count, Kind, Period
from medborger.foundation.journal.models import Event
from tests.encounter.plan.people import goal_of
from tests.factories import MunicipalityFactory, PersonFactory

pytestmark = pytest.mark.django_db


def asked(plan, by, degree="nudge"):
    services.ask_for_support(plan, degree=degree, reason="Det passer nu", by=by)
    return Support.objects.latest("pk")


def text(response):
    return response.content.decode()


def test_it_stands_when_the_other_side_has_said_yes(people):
    amira, bo = people
    plan = goal_of(amira).plan
    support = asked(plan, amira)
    with pytest.raises(PermissionDenied):
        services.agree(support, by=amira)
    assert support_page(plan, amira).agreed is None

    services.agree(support, by=bo)

    page = support_page(plan, amira)
    assert (page.agreed, page.asked) == (support, None)
    assert page.agreed.agreed_by == bo
    assert str(page.agreed) == "Et puf en gang imellem"
    with pytest.raises(ValidationError, match="allerede aftalt"):
        services.agree(support, by=bo)


def test_what_bo_asks_the_citizen_answers_and_is_told_of(people):
    amira, bo = people
    plan = goal_of(amira).plan
    support = asked(plan, bo, degree="held")

    with pytest.raises(PermissionDenied):
        services.agree(support, by=bo)
    services.agree(support, by=amira)

    assert amira.messages.get().subject_line == "Der er et forslag til, hvor meget støtte du får."


def test_the_agreed_degree_stands_until_a_new_one_is_agreed(people):
    amira, bo = people
    plan = goal_of(amira).plan
    first = asked(plan, amira)
    services.agree(first, by=bo)
    second = asked(plan, bo, degree="alone")
    third = asked(plan, amira, degree="together")

    page = support_page(plan, bo)
    assert (page.agreed, page.asked, page.earlier) == (first, third, [second])
    assert page.may_agree
    with pytest.raises(ValidationError, match="nyere forslag"):
        services.agree(second, by=amira)


def test_a_reason_is_needed_and_no_stranger_asks(people):
    amira, _ = people
    plan = goal_of(amira).plan

    with pytest.raises(ValidationError):
        services.ask_for_support(plan, degree="nudge", reason=" ", by=amira)
    with pytest.raises(PermissionDenied):
        services.ask_for_support(plan, degree="nudge", reason="Nej", by=PersonFactory())
    assert not Support.objects.exists()


def test_the_reason_stays_out_of_the_journal(people):
    amira, _ = people
    asked(goal_of(amira).plan, amira)

    assert "passer nu" not in str(Event.objects.get(kind="support.asked").payload)


def test_both_have_the_same_page_and_agree_on_it(sign_in, people, queries_of):
    amira, bo = people
    plan = goal_of(amira).plan
    browser = sign_in(amira)
    assert "I har ikke aftalt det endnu" in text(browser.get(reverse("support:mine")))
    change = reverse("support:change", args=[plan.public_id])
    assert browser.get(change).status_code == 200
    post = {"degree": "together", "reason": "Jeg er ny i det"}
    assert "Venter på" in text(browser.post(change, post, follow=True))

    browser = sign_in(bo)
    theirs = reverse("support:of", args=[plan.public_id])
    agree = reverse("support:agree", args=[Support.objects.get().public_id])
    assert agree in text(browser.get(theirs))
    assert "Borgeren får besked: «I har aftalt, hvor meget støtte du får.»" in text(
        browser.get(agree)
    )
    done = browser.post(agree, follow=True)
    assert Event.objects.get(kind="support.agreed").number in text(done)
    assert "Borgeren får besked" in text(browser.get(change))
    asked(plan, bo, degree="alone")
    asked(plan, amira, degree="held")
    assert "Jeg klarer det selv" in text(browser.get(theirs))
    assert queries_of(browser, theirs) <= 12
    assert amira.looks.filter(what="din støtte").exists()


def test_without_a_plan_there_is_nothing_to_agree_on(sign_in):
    assert sign_in(PersonFactory()).get(reverse("support:mine")).status_code == 404


def test_plans_with_agreed_support_are_counted_and_nobody_is_named(people):
    amira, bo = people
    services.agree(asked(goal_of(amira).plan, amira), by=bo)
    other = PersonFactory()
    asked(goal_of(other).plan, other)
    elsewhere = PersonFactory(municipality=MunicipalityFactory(slug="andet"))
    goal_of(elsewhere)
    week = Period.week(clock.today())
    before = Period.week(clock.today() - dt.timedelta(days=7))
    home = amira.municipality

    assert plans_with_agreed_support(week, municipality=home) == Count(1, 2, 2, Kind.STOCK)
    team = bo.engagements_today[0].team
    ours = plans_with_agreed_support(week, municipality=home, team=team)
    assert ours == Count(1, 1, 1, Kind.STOCK)
    assert plans_with_agreed_support(before, municipality=home) == Count(0, 0, 0, Kind.STOCK)
