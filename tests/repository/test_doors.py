"""Every address says who may come in; every page about a person leaves a trace."""

from __future__ import annotations

import pytest
from django.urls import get_resolver

from medborger.foundation.access.declare import declared
from medborger.foundation.access.middleware import ALLOWED_MODULES
from medborger.foundation.access.models import Purpose


def views(patterns=None):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern.url_patterns)
        else:
            yield pattern.callback


OURS = [view for view in views() if not view.__module__.startswith(ALLOWED_MODULES)]
ABOUT = [view for view in OURS if declared(view) and declared(view).kind == "about"]


def name(view):
    return f"{view.__module__}.{view.__name__}"


@pytest.mark.parametrize("view", OURS, ids=name)
def test_every_address_says_who_may_come_in_and_why_when_it_is_open(view):
    access = declared(view)

    assert access is not None
    assert access.why or access.kind not in {"public", "signed_in"}


@pytest.mark.parametrize("view", ABOUT, ids=name)
def test_every_page_about_a_person_that_others_open_leaves_a_trace(view):
    access = declared(view)
    only_one_s_own = access.purpose == Purpose.OWN

    assert only_one_s_own or access.seen or "GET" not in access.methods
    assert access.purpose in Purpose.values


def test_every_model_a_page_is_about_says_who_may_see_it_and_whose_it_is():
    for view in ABOUT:
        model = declared(view).model
        assert hasattr(model._default_manager, "visible_to"), model
        assert hasattr(model, "subject"), model
