"""What is private is nowhere for others; what is shared is shared with one; taken back at once."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Goal, Note, PlanVersion, Share, Step
from medborger.foundation.journal.models import Event
from medborger.foundation.outbox.models import Message
from tests.encounter.plan.people import (
    disagreement_with,
    goal_of,
    note_of,
    shared,
    step_of,
)
from tests.factories import PersonFactory, TeamFactory, staff

pytestmark = pytest.mark.django_db
CANARY = "kanariefugl"


def private_items(amira):
    goal = goal_of(amira, f"{CANARY} mål", is_private=True)
    public = goal_of(amira, "åbent mål")
    return [
        goal,
        step_of(goal, by=amira, wording=f"{CANARY} skridt i privat mål"),
        step_of(public, by=amira, wording=f"{CANARY} skridt", is_private=True),
        note_of(amira, f"{CANARY} note"),
    ]


def seen_by(person, *models):
    return {str(row) for model in models for row in model.objects.visible_to(person)}


def test_a_private_item_is_seen_by_the_citizen_alone(people):
    amira, bo = people
    items = private_items(amira)

    assert {str(item) for item in items} <= seen_by(amira, Goal, Step, Note)
    assert not any(CANARY in word for word in seen_by(bo, Goal, Step, Note))
    assert not any(CANARY in str(v.content) for v in PlanVersion.objects.visible_to(bo))
    for model in (Goal, Step, Note):
        assert not any(CANARY in str(row) for row in model.objects.for_others())


def test_no_page_of_others_holds_a_private_word(sign_in, people):
    amira, bo = people
    items = private_items(amira)
    for item in items:
        disagreement_with(item, by=amira, wording=f"{CANARY} uenig")
    browser = sign_in(bo)
    plan = amira.plan.public_id

    pages = [reverse("plan:plan", args=[plan]), reverse("plan:earlier_of", args=[plan])]
    pages.append(reverse("plan:citizens"))

    assert not any(CANARY in browser.get(page).content.decode() for page in pages)
    for item in items:
        for name in ("read", "who", "open", "hide", "disagree"):
            url = reverse(f"plan:{name}_{item.kind}", args=[item.public_id])
            answer = browser.get(url)
            assert answer.status_code == 404
            assert "ikke delt med dig" in answer.content.decode()


def test_no_line_for_staff_or_archive_holds_a_word_of_a_plan(people):
    amira, bo = people
    for item in private_items(amira):
        shared_with = item.kind != "step" or not item.goal.is_private
        if shared_with:
            services.unshare(shared(item, bo, by=amira), by=amira)
        disagreement_with(item, by=amira, wording=f"{CANARY} uenig")

    lines = Event.objects.filter(subject=amira)

    assert lines.count() > 10
    assert not any(CANARY in line.for_staff + line.words("archive") for line in lines)
    assert not any(CANARY in str(line.payload) for line in lines)
    assert not any(CANARY in message.text for message in Message.objects.all())


def test_an_item_hidden_later_has_left_no_word_with_staff(people):
    amira, bo = people
    goal = goal_of(amira, CANARY)
    step = step_of(goal, by=amira, wording=CANARY)
    services.edit_step(step, wording=f"{CANARY} igen", owner="citizen", by=amira)

    services.make_private(goal, by=amira)

    assert not any(CANARY in e.for_staff + e.words("archive") for e in Event.objects.all())
    assert not PlanVersion.objects.visible_to(bo).exists()


def test_a_note_is_shared_with_bo_and_nobody_else(people):
    amira, bo = people
    mate = staff(bo.engagements_today[0].team)
    note = note_of(amira, CANARY)

    event = services.share(note, person=bo, by=amira)

    assert seen_by(bo, Note) == {CANARY}
    assert seen_by(mate, Note) == set()
    assert event.for_citizen == "Du delte noget privat med Bo Lund."
    with pytest.raises(ValidationError, match="allerede delt med Bo Lund"):
        services.share(note, person=bo, by=amira)


def test_taking_a_share_back_works_at_once_and_can_be_shared_again(people):
    amira, bo = people
    note = note_of(amira)
    share = shared(note, bo, by=amira)

    services.unshare(share, by=amira)

    assert seen_by(bo, Note) == set()
    with pytest.raises(ValidationError, match="allerede taget tilbage"):
        services.unshare(share, by=amira)
    shared(note, bo, by=amira)
    assert Share.objects.count() == 2
    assert str(Share.objects.last()) == f"Bo Lund: {note}"


def test_only_the_citizen_shares_and_only_with_those_who_work_with_them(people):
    amira, bo = people
    note = note_of(amira)
    share = shared(note, bo, by=amira)

    for stranger in (PersonFactory(), staff(TeamFactory()), amira):
        with pytest.raises(PermissionDenied):
            services.share(note, person=stranger, by=amira)
    for act in (
        lambda: services.share(note, person=bo, by=bo),
        lambda: services.unshare(share, by=bo),
        lambda: services.open_up(note, by=bo),
        lambda: services.make_private(note, by=bo),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_what_is_open_needs_no_share(people):
    amira, bo = people

    with pytest.raises(ValidationError, match="ikke privat"):
        services.share(goal_of(amira), person=bo, by=amira)


def test_a_step_in_a_private_goal_is_shared_after_its_goal(people):
    amira, bo = people
    goal = goal_of(amira, "mål", is_private=True)
    step = step_of(goal, by=amira, wording="skridt", is_private=True)

    with pytest.raises(ValidationError, match="Del målet først"):
        services.share(step, person=bo, by=amira)
    shared(goal, bo, by=amira)
    assert seen_by(bo, Goal, Step) == {"mål"}
    shared(step, bo, by=amira)
    assert seen_by(bo, Goal, Step) == {"mål", "skridt"}


def test_opening_shows_it_to_all_who_work_with_her_but_not_its_private_past(people):
    amira, bo = people
    note = note_of(amira, "før")
    shared(note, bo, by=amira)
    services.edit_note(note, wording="nu", by=amira)

    services.open_up(note, by=amira)

    assert seen_by(bo, Note) == {"nu"}
    assert not Share.objects.standing().exists()
    assert [v.content["wording"] for v in PlanVersion.objects.visible_to(bo)] == ["nu"]
    with pytest.raises(ValidationError):
        services.open_up(note, by=amira)


def test_somebody_it_is_shared_with_by_name_reads_its_past(people):
    amira, bo = people
    note = note_of(amira, "før")
    services.edit_note(note, wording="nu", by=amira)

    shared(note, bo, by=amira)

    assert [v.content["wording"] for v in PlanVersion.objects.visible_to(bo)] == ["før", "nu"]


def test_what_others_wrote_or_promised_is_not_hidden_from_them(people):
    amira, bo = people
    goal = goal_of(amira)
    promised = step_of(goal, by=bo, owner="professional", wording="Vi ringer")
    wished = step_of(goal_of(amira), by=amira, owner="professional", wording="Ring til mig")

    for item in (goal, promised, wished, wished.goal):
        with pytest.raises(ValidationError, match="ikke skjules"):
            services.make_private(item, by=amira)


def test_when_the_work_together_ends_a_share_shows_nothing(people):
    amira, bo = people
    shared(note_of(amira), bo, by=amira)

    amira.helpers.all().delete()

    assert seen_by(bo, Note) == set()


def test_the_share_belongs_to_the_citizen_and_to_whom_it_is_shown(people):
    amira, bo = people
    share = shared(note_of(amira), bo, by=amira)

    assert Share.objects.visible_to(amira).get() == Share.objects.visible_to(bo).get() == share
    services.unshare(share, by=amira)
    assert not Share.objects.visible_to(bo).exists()
    assert Share.objects.visible_to(amira).exists()
