"""The same post twice has one effect, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from medborger.foundation.forms import (
    ActionForm,
    Conflict,
    VersionedForm,
    check_version,
    refuse,
    with_draft,
)
from medborger.foundation.people.models import Team
from medborger.foundation.posts import once as once_module
from medborger.foundation.posts import services
from medborger.foundation.posts.models import Answer, Draft
from medborger.foundation.posts.once import answered_once, new_token
from tests.factories import MunicipalityFactory, PersonFactory

pytestmark = pytest.mark.django_db


def post(person, token="t1", path="/x/"):
    request = RequestFactory().post(path, {"once": token})
    request.user = person
    return request


def make_team(answer):
    Team.objects.create(name="Ny", municipality=MunicipalityFactory())
    return answer


def test_a_double_click_has_one_effect_and_the_same_answer():
    ane = PersonFactory()
    first = answered_once(post(ane), lambda: make_team(HttpResponse("gemt")))
    second = answered_once(post(ane), lambda: make_team(HttpResponse("igen")))

    assert (first.content, second.content) == (b"gemt", b"gemt")
    assert Team.objects.count() == 1


def test_a_redirect_is_given_again():
    ane = PersonFactory()
    for _ in range(2):
        answer = answered_once(post(ane), lambda: HttpResponseRedirect("/plan/"))
        assert (answer.status_code, answer["Location"]) == (302, "/plan/")


def test_a_refused_post_changes_nothing_and_may_be_sent_again():
    ane = PersonFactory()
    refused = answered_once(post(ane), lambda: make_team(HttpResponse(status=422)))
    assert (refused.status_code, Team.objects.count(), Answer.objects.count()) == (422, 0, 0)

    answered_once(post(ane), lambda: make_team(HttpResponse("gemt")))

    assert Team.objects.count() == 1


def test_without_a_token_a_refused_post_changes_nothing_either():
    answered_once(post(PersonFactory(), token=""), lambda: make_team(HttpResponse(status=409)))

    assert not Team.objects.exists()


def test_two_people_and_two_pages_do_not_share_tokens():
    ane, bo = PersonFactory(), PersonFactory()
    for request in (post(ane), post(bo), post(ane, path="/y/")):
        answered_once(request, lambda: HttpResponse("gemt"))

    assert Answer.objects.count() == 3
    assert str(Answer.objects.first()) == "/x/: 200"
    assert new_token() != new_token()


def test_the_slower_of_two_equal_posts_gets_the_answer_of_the_faster(monkeypatch):
    ane = PersonFactory()
    answered_once(post(ane), lambda: HttpResponse("den hurtige"))
    looked: list[int] = []
    real = once_module._earlier

    def blind_at_first(request, token):
        looked.append(1)
        return None if len(looked) == 1 else real(request, token)

    monkeypatch.setattr(once_module, "_earlier", blind_at_first)

    assert answered_once(post(ane), lambda: HttpResponse("den sene")).content == b"den hurtige"


def test_a_draft_is_kept_and_given_back_and_thrown_away(client):
    ane = PersonFactory()
    client.force_login(ane)

    answer = client.post("/kladde/", {"draft_key": "goal", "wording": "Et job", "once": "x1"})

    assert answer.content.decode().startswith("Gemt kl. ")
    assert services.draft_for("goal", by=ane) == {"wording": "Et job"}
    assert services.draft_for("goal", by=PersonFactory()) == {}
    assert str(Draft.objects.get()) == "goal"
    services.discard_draft("goal", by=ane)
    assert services.draft_for("goal", by=ane) == {}


def test_a_draft_that_is_too_long_is_refused_with_words(client):
    client.force_login(PersonFactory())

    answer = client.post("/kladde/", {"draft_key": "k", "wording": "a" * 100_001})

    assert answer.status_code == 422
    assert "for lang" in answer.content.decode()


class WordingForm(VersionedForm):
    wording = forms.CharField(label="Mål")


def test_what_a_service_refuses_is_shown_on_the_field_or_the_form():
    def refuse_field(**_):
        raise ValidationError({"wording": "Skriv lidt mere."})

    def refuse_all(**_):
        raise ValidationError("Det er lukket.")

    on_field, on_form = WordingForm({"wording": "a"}), WordingForm({"wording": "a"})

    assert not on_field.act(refuse_field)
    assert on_field.errors == {"wording": ["Skriv lidt mere."]}
    assert not on_form.act(refuse_all)
    assert on_form.non_field_errors() == ["Det er lukket."]


def test_a_form_that_is_not_filled_in_never_reaches_the_service():
    assert not ActionForm().act(lambda: 1 / 0)


def test_a_form_keeps_what_the_service_gave_back():
    form = WordingForm({"wording": "a"})

    assert form.act(lambda **given: given)
    assert form.result == {"wording": "a", "version": None}
    assert form.differences == []


def test_a_conflict_shows_both_texts_and_keeps_the_typed_one():
    def service(*, wording, version):
        check_version(4, version, wording="deres")
        return wording

    form = WordingForm({"wording": "min", "version": "3"})
    request = post(PersonFactory())
    assert not form.act(service)

    answer = refuse(request, "site/no_role.html", form, {})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "min" in html
    assert "deres" in html
    assert 'value="4"' in html
    assert WordingForm({"wording": "min", "version": "4"}).act(service)
    assert isinstance(form.conflict, Conflict)


def test_a_refused_form_comes_back_with_422():
    form = WordingForm({"wording": ""})
    form.act(lambda **_: None)

    assert refuse(post(PersonFactory()), "site/no_role.html", form, {}).status_code == 422


def test_an_empty_form_begins_with_the_draft():
    ane = PersonFactory()
    services.save_draft("goal", fields={"wording": "Et job"}, by=ane)

    form = with_draft(WordingForm, "goal", post(ane), initial={"version": 2})

    assert form.initial == {"version": 2, "wording": "Et job"}
