"""Nobody opens what is not theirs: every address, method, role and relation (./test access)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.urls import clear_url_caches, path

from medborger.encounter.plan import urls as plan_urls
from medborger.encounter.plan.models import PlanVersion
from medborger.encounter.plan.models.items import ItemQuerySet
from medborger.encounter.plan.selectors import pages
from medborger.encounter.plan.views import plans, steps
from medborger.foundation.access.declare import signed_in
from medborger.foundation.access.models import Look
from medborger.foundation.people.models import PeriodQuerySet, Person
from medborger.foundation.people.roles import ROLES, Role
from medborger.site import urls as site_urls
from medborger.site import views as site_views
from tests.harness.access import world as worlds
from tests.harness.access.canaries import ours, personal
from tests.harness.access.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.harness]


@pytest.fixture
def world(caplog):
    caplog.set_level("CRITICAL")
    return worlds.make()


def test_everybody_meets_exactly_the_doors_the_table_says(world):
    walk = Walk(world)

    assert walk.faults() == []
    assert walk.visits > 3_000


def test_the_world_holds_a_row_of_every_model_about_people(world):
    missing = [model.__name__ for model in ours() if personal(model) and world.row(model) is None]

    assert missing == [], "make one in tests/harness/access/rooms/"


def declared_anew(monkeypatch, view, **changes):
    monkeypatch.setattr(view, "access", replace(view.access, **changes))


def a_guard_is_removed(monkeypatch):
    naked = plans.detail.__wrapped__
    for pattern in plan_urls.urlpatterns:
        if pattern.name == "plan":
            monkeypatch.setattr(pattern, "callback", naked)


def a_declaration_is_swapped_for_a_weaker_one(monkeypatch):
    declared_anew(monkeypatch, plans.citizens, kind="signed_in", abilities=frozenset())


def a_policy_is_forgotten(monkeypatch):
    declared_anew(monkeypatch, steps.add, who=None)


def a_method_too_many(monkeypatch):
    declared_anew(monkeypatch, plans.citizens, methods=("GET", "DELETE"))


def visible_to_is_widened(monkeypatch):
    monkeypatch.setattr(Person.objects._queryset_class, "visible_to", lambda rows, _viewer: rows)


def what_is_private_is_forgotten(monkeypatch):
    monkeypatch.setattr(ItemQuerySet, "open_to", lambda rows, _viewer: rows)


def what_was_private_is_forgotten(monkeypatch):
    monkeypatch.setattr(PlanVersion.objects._queryset_class, "visible_to", lambda rows, _v: rows)


def ended_work_still_counts(monkeypatch):
    monkeypatch.setattr(PeriodQuerySet, "active", lambda rows, _on=None: rows)


def a_role_is_given_too_much(monkeypatch):
    card = replace(ROLES[Role.ANALYST], abilities=ROLES[Role.CASEWORKER].abilities)
    monkeypatch.setitem(ROLES, Role.ANALYST, card)


def a_list_holds_too_many(monkeypatch):
    monkeypatch.setattr(
        pages,
        "citizens_of",
        lambda _viewer: [pages.CitizenLine(p, None) for p in Person.objects.all()],
    )


def the_municipality_is_forgotten(monkeypatch):
    monkeypatch.setattr(
        "medborger.foundation.access.selectors.looks_in_municipality",
        lambda _viewer, **_options: list(Look.objects.all()),
    )


def a_header_tells_too_much(monkeypatch):
    def told(request):
        page = HttpResponse()
        page["X-First"] = Person.objects.earliest("pk").email
        return page

    monkeypatch.setattr(next(p for p in site_urls.urlpatterns if p.name == "stay"), "callback",
                        signed_in("x", methods=("POST",))(told))  # fmt: skip


def a_look_leaves_no_line(monkeypatch):
    declared_anew(monkeypatch, plans.detail, seen="")


def a_new_address_without_a_row(monkeypatch):
    nameless = path("ny/", signed_in("x")(site_views.stay.__wrapped__), name="brand_new")
    monkeypatch.setattr(site_urls, "urlpatterns", [*site_urls.urlpatterns, nameless])
    clear_url_caches()


HOLES = [
    (a_guard_is_removed, "plan:plan", "no access declaration"),
    (a_declaration_is_swapped_for_a_weaker_one, "plan:citizens", "GET plan:citizens by leader"),
    (a_policy_is_forgotten, "plan:step", "GET plan:step by worker: 200, let in"),
    (a_method_too_many, "plan:citizens", "DELETE plan:citizens by worker: 200, let in"),
    (visible_to_is_widened, "plan:suggest", "GET plan:suggest by worker_elsewhere: 200, let in"),
    (what_is_private_is_forgotten, "plan:read_note", "by worker: 200 for something private, let"),
    (what_is_private_is_forgotten, "plan:plan", "by worker: 200, shows Goal.wording (private) of"),
    (what_was_private_is_forgotten, "plan:read_goal", "shows what was typed before it was opened"),
    (ended_work_still_counts, "plan:plan", "GET plan:plan by former_worker: 200, let in"),
    (a_role_is_given_too_much, "plan:citizens", "GET plan:citizens by analyst: 200, let in"),
    (a_list_holds_too_many, "plan:citizens", "by worker: 200, shows Person.given_name of other_"),
    (the_municipality_is_forgotten, "access:audit", "shows Person.given_name of citizen_elsewhere"),
    (a_header_tells_too_much, "stay", "shows Person.email of citizen"),
    (a_look_leaves_no_line, "plan:plan", "read about the citizen and left no trace"),
    (a_new_address_without_a_row, "brand_new", "«brand_new» has no row. Add one to TABLE"),
]


@pytest.mark.parametrize(
    ("dig", "where", "told"), HOLES, ids=lambda part: getattr(part, "__name__", "")
)
def test_a_hole_somebody_digs_is_found(dig, where, told, world, monkeypatch):
    dig(monkeypatch)

    faults = Walk(world).faults(only=where)

    assert [fault for fault in faults if told in fault], faults[:5]


@pytest.fixture(autouse=True)
def _addresses_as_they_were():
    yield
    clear_url_caches()
