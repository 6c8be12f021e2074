"""The talk beside an item: who may join it, and who waits for whom."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Post
from medborger.foundation.journal.models import Event
from tests.encounter.plan.people import goal_of, note_of, shared, step_of
from tests.factories import PersonFactory, TeamFactory, staff

pytestmark = pytest.mark.django_db


def said_by(person):
    return {str(post) for post in Post.objects.visible_to(person)}


def test_each_side_waits_for_the_other_until_it_is_answered_or_settled(people):
    amira, bo = people
    step = step_of(goal_of(amira), by=amira)

    waits = []
    for by, wants in ((bo, True), (amira, True), (bo, False)):
        services.write_post(step, wording="Hvornår?", wants_answer=wants, by=by)
        step.refresh_from_db()
        waits.append(step.waits_for)
    assert waits == ["citizen", "municipality", ""]

    services.write_post(step, wording="Og nu?", by=bo)
    services.settle(step, by=amira)
    step.refresh_from_db()
    assert step.waits_for == ""
    with pytest.raises(ValidationError, match="ikke nogen"):
        services.settle(step, by=amira)


def test_the_citizen_is_told_that_somebody_wrote_and_not_what(people):
    amira, bo = people

    services.write_post(goal_of(amira), wording="kanariefugl", by=bo)

    assert amira.messages.get().subject_line == "Nogen har skrevet til dig i din plan."
    assert "kanariefugl" not in str(Event.objects.get(kind="plan.post.written").payload)


def test_only_those_who_see_the_item_talk_beside_it(people):
    amira, bo = people
    note = note_of(amira)

    for stranger in (bo, PersonFactory(), staff(TeamFactory())):
        with pytest.raises(PermissionDenied):
            services.write_post(note, wording="Hej", by=stranger)
        with pytest.raises(PermissionDenied):
            services.settle(note, by=stranger)
    with pytest.raises(ValidationError):
        services.write_post(note, wording=" ", by=amira)
    assert not Post.objects.exists()


def test_what_was_said_in_private_stays_with_those_who_were_there(people):
    amira, bo = people
    carla = staff(bo.engagements_today[0].team)
    note = note_of(amira)
    share = shared(note, bo, by=amira)
    services.write_post(note, wording="fortroligt", by=bo)
    services.write_post(note, wording="mellem os", by=amira)
    assert said_by(bo) == {"fortroligt", "mellem os"}
    services.unshare(share, by=amira)
    assert said_by(bo) == set()

    services.open_up(note, by=amira)

    assert said_by(bo) == {"fortroligt"}
    assert said_by(carla) == set()
    assert said_by(amira) == {"fortroligt", "mellem os"}


def test_the_talk_stands_on_the_page_of_the_item_for_both(sign_in, people):
    amira, bo = people
    goal = goal_of(amira)
    for item in (goal, step_of(goal, by=amira), note_of(amira, is_private=False)):
        read, talk, settle = (
            reverse(f"plan:{name}_{item.kind}", args=[item.public_id])
            for name in ("read", "talk", "settle")
        )
        browser = sign_in(bo)
        assert "Borgeren får besked" in browser.get(talk).content.decode()
        browser.post(talk, {"wording": "Hvad mangler du?", "wants_answer": "on"})

        browser = sign_in(amira)
        page = browser.get(read).content.decode()
        assert "Hvad mangler du?" in page
        assert "venter på borgeren" in page
        assert "venter på borgeren" in browser.get(reverse("plan:mine")).content.decode()
        assert browser.get(settle).status_code == 200
        browser.post(settle)
        assert "venter på borgeren" not in browser.get(read).content.decode()
