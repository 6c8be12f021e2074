"""The benchmarks' bulk loader writes the same rows that the services write."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection

from benchmarks.copies import MODELS, UUID, Copier
from medborger.foundation.journal.models import Chain, Event
from medborger.foundation.journal.verification import faults
from medborger.foundation.people.models import Person, Team

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BY_CHANCE = {"public_id", "salt", "commitment", "mac", "number"}
"""Ids, salts and what is made of them: different in every row, also between two by the services."""


def rows_of(model, mine):
    """Every column of every row, with names instead of ids; in an order that names give."""
    fields = [f for f in model._meta.concrete_fields if f.attname not in BY_CHANCE]
    found = [
        {f.attname: value(row, f) for f in fields if f.attname != "id"}
        for row in model.objects.order_by("pk")
        if mine(row)
    ]
    return sorted(found, key=lambda row: json.dumps(row, default=str, sort_keys=True))


def value(row, field):
    if not field.is_relation:
        told = getattr(row, field.attname)
        if field.get_internal_type() == "JSONField":
            return UUID.sub("id", json.dumps(told, sort_keys=True))
        return plain(told) if field.attname in {"login", "name"} else told
    return None if getattr(row, field.attname) is None else name_of(getattr(row, field.name))


def name_of(row):
    """What a row is known by, in the original and in the copy."""
    if isinstance(row, Person):
        return plain(row.login)
    at = getattr(row, "added_at", None) or getattr(row, "made_at", None) or getattr(row, "at", "")
    return f"{type(row).__name__} {plain(str(row))} {at}"


def plain(name):
    return re.sub(r"~\d+| \d+$", "", str(name))


def owner(row):
    """The person or team a row belongs to, so that copies can be told from originals."""
    if isinstance(row, Team):
        return row.name
    for name in ("person", "citizen", "subject", "to"):
        if hasattr(row, f"{name}_id"):
            return getattr(row, name).login
    return row.login if isinstance(row, Person) else row.plan_login


def whose(row):
    plan = getattr(row, "plan", None) or getattr(getattr(row, "goal", None), "plan", None)
    if isinstance(row, Team | Person) or plan is None or hasattr(row, "to_id"):
        return owner(row)
    return plan.subject.login


def is_copy(row):
    return bool(re.search(r"~1$| 1$", whose(row)))


def is_original(row):
    return not is_copy(row) and "lillevig" not in whose(row) and whose(row) != "demo-nora"


@pytest.fixture(scope="module")
def copied(told, django_db_blocker):
    with django_db_blocker.unblock():
        Copier("solbaek").write(1)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_copy_has_the_rows_that_the_services_wrote(copied, model):
    originals = [r for r in rows_of(model, is_original) if r.get("name") != "Jobhuset"]

    assert rows_of(model, is_copy) == originals
    assert originals or model.__name__ in {"Disagreement", "Share", "Question"}


def test_every_chain_of_a_copy_is_whole_and_sealed_by_itself(copied):
    assert not list(faults())
    chains = Chain.objects.filter(subject__login__endswith="~1", length__gt=0)
    assert chains.count() == Event.objects.filter(subject__login__endswith="~1", seq=1).count() > 5
    assert Event.objects.values("salt").distinct().count() == Event.objects.count()


def test_a_copys_lines_name_the_copys_own_rows(copied):
    event = Event.objects.filter(subject__login__endswith="~1", kind="plan.goal.added").first()

    goal = event.subject.plan.goals.get(public_id=event.data["goal"])
    assert goal.plan.subject.login.endswith("~1")


def test_the_services_go_on_writing_after_the_copies(copied):
    person = Person.objects.filter(login__endswith="~1").first()

    made = Person.objects.create_user(login="ny", municipality=person.municipality, given_name="Ny")

    assert made.pk > person.pk
    assert connection.vendor in {"sqlite", "postgresql"}
