"""The map, the scales and the six questions are the citizen's own."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from medborger.encounter.plan.services import own_plan
from medborger.encounter.strengths import services
from medborger.encounter.strengths.models import Mark, Resource, Thought
from medborger.encounter.strengths.selectors import chart_of, circles_of
from medborger.foundation.forms import Conflict
from medborger.foundation.journal.models import Event
from tests.encounter.plan.people import goal_of, step_of
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def resource_of(citizen, wording="Fatma", circle="network", **fields):
    plan = own_plan(by=citizen)
    services.add_resource(plan, wording=wording, circle=circle, by=citizen, **fields)
    return Resource.objects.latest("pk")


def text(response):
    return response.content.decode()


def test_a_resource_stands_in_its_circle_and_bo_sees_what_is_open(people):
    amira, bo = people
    resource_of(amira, "Fatma")
    resource_of(amira, "Min tro", circle="own", is_private=True)

    own = {p.circle: [str(r) for r in p.resources] for p in circles_of(amira, viewer=amira)}
    theirs = {p.circle: [str(r) for r in p.resources] for p in circles_of(amira, viewer=bo)}

    assert own == {"own": ["Min tro"], "network": ["Fatma"], "society": [], "municipality": []}
    assert theirs["own"] == []
    assert theirs["network"] == ["Fatma"]


def test_a_resource_is_said_better_moved_and_taken_off_the_map(people):
    amira, bo = people
    resource = resource_of(amira)

    services.edit_resource(
        resource, wording="Min søster", circle="own", is_private=True, version=1, by=amira
    )
    with pytest.raises(Conflict):
        services.edit_resource(resource, wording="Nyt", circle="own", version=1, by=amira)
    with pytest.raises(PermissionDenied):
        services.edit_resource(resource, wording="Nyt", circle="own", by=bo)
    services.remove_resource(resource, by=amira)

    resource.refresh_from_db()
    assert (resource.wording, resource.circle, resource.is_private) == ("Min søster", "own", True)
    assert not Resource.objects.standing().exists()
    with pytest.raises(ValidationError, match="allerede taget af"):
        services.remove_resource(resource, by=amira)


def test_a_resource_helps_with_own_steps_only_and_private_steps_stay_private(people):
    amira, bo = people
    goal = goal_of(amira)
    step, hidden = step_of(goal, by=amira), step_of(goal, by=amira, is_private=True)
    stranger = PersonFactory()
    foreign = step_of(goal_of(stranger), by=stranger)
    resource = resource_of(amira)

    services.use_resource(resource, steps=[step, hidden], by=amira)
    with pytest.raises(ValidationError):
        services.use_resource(resource, steps=[foreign], by=amira)

    def helped(viewer):
        parts = circles_of(amira, viewer=viewer)
        return [set(r.steps.all()) for part in parts for r in part.resources]

    assert helped(amira) == [{step, hidden}]
    assert helped(bo) == [{step}]


def test_no_private_word_reaches_the_journal(people):
    amira, _ = people
    resource_of(amira, "kanariefugl", is_private=True)
    plan = amira.plan
    services.think(plan, about="help", wording="kanariefugl", by=amira)
    services.set_mark(plan, will=3, remark="kanariefugl", by=amira)

    assert not any("kanariefugl" in str(event.payload) for event in Event.objects.all())


def test_marks_and_thoughts_are_seen_by_nobody_else(people):
    amira, bo = people
    plan = goal_of(amira).plan
    services.set_mark(plan, will=8, by=amira)
    services.think(plan, about="where", wording="På havnen", by=amira)

    for model in (Mark, Thought):
        assert model.objects.visible_to(amira).get().subject == amira
        assert not model.objects.visible_to(bo).exists()
    for act in (
        lambda: services.set_mark(plan, will=1, by=bo),
        lambda: services.think(plan, about="where", wording="Nej", by=bo),
        lambda: services.add_resource(plan, wording="Nej", circle="own", by=bo),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_mark_is_somewhere_between_0_and_10(people):
    amira, _ = people
    plan = goal_of(amira).plan

    services.set_mark(plan, will=0, by=amira)
    with pytest.raises(ValidationError, match="mindst ét"):
        services.set_mark(plan, by=amira)
    with pytest.raises(ValidationError):
        services.set_mark(plan, belief=11, by=amira)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.create(plan=plan, will=11)


def test_the_scales_are_drawn_over_time_with_their_numbers(people):
    amira, _ = people
    plan = goal_of(amira).plan
    services.set_mark(plan, will=3, belief=2, by=amira)
    services.set_mark(plan, will=6, by=amira)

    chart = chart_of(list(Mark.objects.all()))

    assert [row[1] for row in chart.rows] == ["3", "6"]
    assert chart.rows[0][4] == "2"
    assert chart.rows[1][4] != "2", "what was not marked is not carried on"
    assert chart_of([]) is None


def test_the_citizen_fills_the_page_and_comes_back_to_a_question(sign_in, people):
    amira, _ = people
    step = step_of(goal_of(amira), by=amira, wording="Ringe")
    browser = sign_in(amira)
    assert "Skriv det første" in text(browser.get(reverse("strengths:mine")))

    browser.get(reverse("strengths:resource"), {"cirkel": "network"})
    sent = browser.post(
        reverse("strengths:resource"), {"wording": "Fatma", "circle": "network"}, follow=True
    )
    assert Event.objects.get(kind="strengths.resource.added").number in text(sent)
    resource = Resource.objects.get()
    acts = [
        ("use_resource", {"steps": [step.pk]}),
        ("edit_resource", {"wording": "Søster", "circle": "network", "version": 1}),
    ]
    for name, post in acts:
        url = reverse(f"strengths:{name}", args=[resource.public_id])
        assert browser.get(url).status_code == 200
        assert browser.post(url, post).status_code == 302
    assert browser.get(reverse("strengths:mark")).status_code == 200
    assert browser.post(reverse("strengths:mark"), {"will": "7"}).status_code == 302
    wrong = browser.post(reverse("strengths:mark"), {"will": "12"})
    assert (wrong.status_code, "Skriv et tal fra 0 til 10." in text(wrong)) == (422, True)
    thought = reverse("strengths:thought", args=["help"])
    for wording in ("Før det brænder på", "Altid tidligt"):
        assert browser.get(thought).status_code == 200
        browser.post(thought, {"wording": wording})

    page = text(browser.get(reverse("strengths:mine")))
    for word in ("Søster", "Ringe", "<svg", "Altid tidligt", "Før det brænder på"):
        assert word in page
    gone = reverse("strengths:remove_resource", args=[resource.public_id])
    assert browser.get(gone).status_code == 200
    browser.post(gone)
    assert "Søster" not in text(browser.get(reverse("strengths:mine")))
    assert browser.get(reverse("strengths:thought", args=["loen"])).status_code == 404


def test_bo_sees_the_open_map_and_nothing_of_the_scales(sign_in, people):
    amira, bo = people
    resource_of(amira, "Fatma")
    resource_of(amira, "kanariefugl", is_private=True)
    services.set_mark(amira.plan, will=7, remark="kanariefugl", by=amira)

    page = text(sign_in(bo).get(reverse("strengths:of", args=[amira.plan.public_id])))

    assert "Fatma" in page
    assert "kanariefugl" not in page
    assert amira.looks.filter(what="dit ressourcekort").exists()
    assert (
        sign_in(PersonFactory())
        .get(reverse("strengths:of", args=[amira.plan.public_id]))
        .status_code
        == 404
    )


def test_the_page_asks_no_more_of_the_database_when_there_is_more(sign_in, people, queries_of):
    amira, _ = people
    step = step_of(goal_of(amira), by=amira)

    def more(times):
        for _ in range(times):
            services.use_resource(resource_of(amira), steps=[step], by=amira)
            services.set_mark(amira.plan, will=7, by=amira)
            services.think(amira.plan, about="help", wording="Tidligt", by=amira)

    browser = sign_in(amira)
    more(1)
    few = queries_of(browser, reverse("strengths:mine"))
    more(4)
    many = queries_of(browser, reverse("strengths:mine"))

    assert few == many
    assert many <= 12
