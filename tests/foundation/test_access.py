"""One declaration per view decides who may and what the trace says."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver

from medborger.foundation.access import services as trace
from medborger.foundation.access.declare import about, declared, having, own, public, signed_in
from medborger.foundation.access.middleware import ALLOWED_MODULES, DeclaredAccess
from medborger.foundation.access.models import Look, OwnOpening, Purpose
from medborger.foundation.people.models import Person
from medborger.foundation.people.roles import Ability, Role
from tests.factories import PersonFactory, TeamFactory, staff, works_with

pytestmark = pytest.mark.django_db


@about(Person, "person_id", purpose=Purpose.CASEWORK, seen="planen", methods=("GET", "POST"))
def case(_request, person):
    return HttpResponse(person.name)


@about(Person, "person_id", purpose=Purpose.CASEWORK, seen="planen", who=lambda _p, *, by: False)
def never(_request, person):
    return HttpResponse(person.name)


@own(Ability.OWN_PLAN)
def mine(_request):
    return HttpResponse("min sag")


def ask(view, by, method="get", **arguments):
    request = getattr(RequestFactory(), method)("/")
    request.user = Person.objects.get(pk=by.pk)
    return view(request, **arguments)


@pytest.fixture
def bo_and_ane():
    bo, ane = staff(TeamFactory(name="Team Nord"), given_name="Bo"), PersonFactory()
    works_with(bo, ane)
    return bo, ane


def test_a_professional_who_looks_leaves_a_line_with_role_team_and_purpose(bo_and_ane):
    bo, ane = bo_and_ane

    assert ask(case, bo, person_id=ane.public_id).status_code == 200

    look = Look.objects.get()
    assert (look.subject, look.viewer, look.what) == (ane, bo, "planen")
    assert (look.role, look.team.name, look.purpose) == ("caseworker", "Team Nord", "casework")
    assert str(look) == "Bo Birk åbnede planen"


def test_a_colleague_who_covers_leaves_a_line_with_the_teams_name(bo_and_ane):
    bo, ane = bo_and_ane
    carla = staff(bo.engagements.get().team)

    ask(case, carla, person_id=ane.public_id)

    assert Look.objects.get().team.name == "Team Nord"


def test_somebody_elses_case_does_not_exist(bo_and_ane):
    _, ane = bo_and_ane

    for stranger in (staff(TeamFactory()), PersonFactory(), PersonFactory(role=Role.AUDITOR)):
        with pytest.raises(Http404):
            ask(case, stranger, person_id=ane.public_id)
    assert not Look.objects.exists()


def test_a_policy_that_says_no_is_404(bo_and_ane):
    bo, ane = bo_and_ane

    with pytest.raises(Http404):
        ask(never, bo, person_id=ane.public_id)


def test_own_openings_are_counted_but_are_no_looks():
    ane = PersonFactory()

    ask(case, ane, person_id=ane.public_id)
    ask(mine, ane)

    assert not Look.objects.exists()
    assert OwnOpening.objects.get().times == 2
    assert str(OwnOpening.objects.get()).endswith(": 2")


def test_a_view_for_one_ability_does_not_exist_for_others():
    with pytest.raises(Http404):
        ask(mine, PersonFactory(role=Role.AUDITOR))


def test_other_methods_are_refused(bo_and_ane):
    bo, ane = bo_and_ane

    assert ask(case, bo, "delete", person_id=ane.public_id).status_code == 405


def test_a_post_is_no_look(bo_and_ane):
    bo, ane = bo_and_ane

    assert ask(case, bo, "post", person_id=ane.public_id).status_code == 200
    assert not Look.objects.exists()


def test_a_list_leaves_one_line_per_person_and_day(bo_and_ane):
    bo, ane = bo_and_ane

    for _ in range(2):
        trace.listed([ane, bo], what="I dag", by=bo, purpose=Purpose.CASEWORK)

    assert [look.subject for look in Look.objects.all()] == [ane]
    assert list(Look.objects.visible_to(ane)) == list(Look.objects.all())
    assert not Look.objects.visible_to(bo).exists()


def test_someone_without_a_relation_is_noted_with_the_own_team(bo_and_ane):
    _, ane = bo_and_ane
    leader = staff(TeamFactory(name="Team Syd"), role=Role.TEAM_LEADER)

    trace.seen("opslag", about=ane, by=leader, purpose=Purpose.LEADERSHIP)

    assert (Look.objects.get().role, Look.objects.get().team.name) == ("team_leader", "Team Syd")


def views(patterns=None):
    for pattern in patterns or get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern.url_patterns)
        else:
            yield pattern.callback


@pytest.mark.parametrize("view", list(views()), ids=lambda v: f"{v.__module__}.{v.__name__}")
def test_every_view_is_declared_or_belongs_to_a_library_we_name(view):
    assert declared(view) or view.__module__.startswith(ALLOWED_MODULES)


def test_a_view_nobody_declared_does_not_answer():
    def forgotten(_request):
        return HttpResponse()

    guard = DeclaredAccess(lambda _request: HttpResponse())
    with pytest.raises(ImproperlyConfigured, match="forgotten"):
        guard.process_view(None, forgotten, (), {})
    for fine in (public("x")(forgotten), signed_in("x")(forgotten), having()(forgotten)):
        guard.process_view(None, fine, (), {})


def test_the_auditor_takes_the_lines_home_and_is_noted_herself(client, bo_and_ane):
    bo, ane = bo_and_ane
    ask(case, bo, person_id=ane.public_id)
    auditor = PersonFactory(role=Role.AUDITOR, family_name="Overmark")
    client.force_login(auditor)

    lines = client.get("/spor/opslag.csv?navn=birk").content.decode().splitlines()

    assert len(lines) == 2
    assert "planen,arbejdet med din sag" in lines[1]
    assert Look.objects.filter(viewer=auditor, subject=ane, kind="list").count() == 1
    assert client.get("/spor/opslag.csv?navn=ukendt").content.decode().count("\n") == 1
