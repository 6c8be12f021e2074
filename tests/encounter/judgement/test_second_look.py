"""A colleague who is asked looks along, until it is final."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from medborger.encounter.judgement import services
from medborger.encounter.judgement.models import SecondOpinion
from medborger.foundation.access.models import Look
from tests.encounter.judgement.stories import finished, fresh, text, written

pytestmark = pytest.mark.django_db


def test_some_judgements_need_a_colleagues_look(draft, amira, bo, carla, matter):
    services.set_matter(amira.municipality, name=matter.name, needs_second_opinion=True, by=None)
    written(draft, bo)
    services.ask_opinion(draft, asked=carla, wondering="Er jeg for hurtig?", by=bo)
    services.send(draft, by=bo)
    services.comment(draft, by=amira)
    with pytest.raises(ValidationError, match="kræver en kollegas blik"):
        services.finish(draft, by=bo)

    services.answer_opinion(SecondOpinion.objects.get(), answer="Hvad siger hun selv?", by=carla)
    services.finish(draft, by=bo)
    assert "Hvad siger hun selv?" in fresh(draft).frozen


def test_a_colleague_who_is_asked_sees_it_until_it_is_final_and_leaves_a_trace(
    sign_in, draft, amira, bo, carla
):
    url = reverse("judgement:judgement", args=[draft.public_id])
    assert sign_in(carla).get(url).status_code == 404
    services.ask_opinion(draft, asked=carla, wondering="Er jeg for hurtig?", by=bo)
    with pytest.raises(ValidationError, match="allerede spurgt"):
        services.ask_opinion(draft, asked=carla, wondering="Igen?", by=bo)
    with pytest.raises(ValidationError, match="Vælg en kollega"):
        services.ask_opinion(draft, asked=bo, wondering="Mig?", by=bo)

    browser = sign_in(carla)
    assert "Er jeg for hurtig?" in text(browser.get(reverse("judgement:asked")))
    assert "Giv dit blik" in text(browser.get(url))
    assert Look.objects.filter(subject=amira, viewer=carla).exists()
    answering = reverse("judgement:opinion", args=[SecondOpinion.objects.get().public_id])
    assert browser.get(answering).status_code == 200
    assert browser.post(answering, {"answer": "Hvad siger hun selv?"}).status_code == 302
    assert browser.post(answering, {"answer": "Mere"}).status_code == 404

    finished(draft, amira, bo)
    assert browser.get(url).status_code == 404
