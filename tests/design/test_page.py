"""Every page says whose it is, where one can get help, and how to get out."""

from __future__ import annotations

import pytest

from tests.factories import MunicipalityFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _municipality():
    MunicipalityFactory(address="Torvet 1, 9999 Solbæk")


@pytest.mark.parametrize(
    ("path", "status"), [("/galleri/", 200), ("/galleri/fejl/", 422), ("/galleri/tom/", 200)]
)
def test_the_gallery_shows_every_state(client, path, status):
    assert client.get(path).status_code == status


def test_a_state_that_does_not_exist_is_not_found(client):
    assert client.get("/galleri/andet/").status_code == 404


def test_the_authority_and_its_phone_stand_on_the_page(client):
    page = client.get("/galleri/").content.decode()

    assert "Solbæk Kommune" in page
    assert 'href="tel:70000000"' in page
    assert "Torvet 1, 9999 Solbæk" in page
    assert 'href="/was"' in page


def test_the_title_of_a_page_with_errors_begins_with_the_word(client):
    assert (
        "<title>Fejl: Galleri – Medborger</title>" in client.get("/galleri/fejl/").content.decode()
    )
    assert "<title>Galleri – Medborger</title>" in client.get("/galleri/").content.decode()


def test_somebody_signed_in_sees_who_they_are_and_the_way_out(client):
    client.force_login(PersonFactory())

    page = client.get("/galleri/").content.decode()

    assert "Ane Birk" in page
    assert "Log ud" in page
    assert "data-session-seconds" in page


def test_a_stranger_has_no_way_out_and_no_clock(client):
    page = client.get("/galleri/").content.decode()

    assert "Log ud" not in page
    assert "data-session-seconds" not in page


def test_somebody_who_is_still_there_gets_a_new_hour(client):
    client.force_login(PersonFactory())

    answer = client.post("/forbliv/")

    assert answer.status_code == 204
    assert answer.cookies["session"]["max-age"] == 60 * 60


def test_a_page_without_a_municipality_still_has_a_name(client):
    from medborger.foundation.people.models import Municipality

    Municipality.objects.all().delete()

    assert "Medborger" in client.get("/galleri/").content.decode()


def test_a_message_is_said_at_the_top_of_the_page(client, rf):
    from django.template.loader import render_to_string

    page = render_to_string("design/messages.html", {"messages": ["Det er gemt."]})

    assert "Det er gemt." in page
    assert 'role="status"' in page
