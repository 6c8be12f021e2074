"""Like cases show a spread to professionals, and never a few people."""

from __future__ import annotations

import pytest
from django.urls import reverse

from medborger.encounter.judgement.likeness import distance, like_cases
from medborger.encounter.rules.services import place
from tests.encounter.judgement.stories import like, text

pytestmark = pytest.mark.django_db


def test_like_cases_show_a_spread_from_five_and_hide_small_numbers(  # noqa: PLR0917 # a story of six
    sign_in, draft, team, amira, bo, matter
):
    place(amira, group="jobparat", by=bo)
    like(team, bo, matter, ["yes"] * 4)
    assert not like_cases(draft).has_basis
    like(team, bo, matter, ["yes"] * 2 + ["no"] * 5 + ["partly"])
    like(team, bo, matter, ["no"] * 6, group="sygemeldt")

    spread = like_cases(draft)

    assert spread.cases == 12
    assert sum(number is None for _, number in spread.outcomes) >= 2
    url = reverse("judgement:alike", args=[draft.public_id])
    page = text(sign_in(bo).get(url))
    assert "Sådan endte 12 sager" in page
    assert "for få til at vise" in page
    assert sign_in(amira).get(url).status_code == 404


def test_cases_in_other_groups_or_years_apart_are_not_alike():
    here = {"groups": ["jobparat"], "months": 3}

    assert distance(here, {"groups": ["jobparat"], "months": 3}) == 0
    assert distance(here, {"groups": ["jobparat"], "months": 27}) == 2
    assert distance(here, {"groups": ["dagpenge"], "months": 3}) == 2
    assert distance(here, {}) == 1.25
