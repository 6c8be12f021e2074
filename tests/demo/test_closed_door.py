"""Without DEMO=1 there is no demo: not its entrance, not its people, not its progress."""

from __future__ import annotations

import importlib

import pytest
from django.urls import clear_url_caches

from medborger.site import urls


@pytest.fixture
def house_without_demo(settings):
    """The addresses as they are in a house that is not a demo."""
    settings.DEMO = False
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.DEMO = True
    importlib.reload(urls)
    clear_url_caches()


@pytest.mark.django_db
def test_nothing_of_the_demo_answers(client, house_without_demo):
    for address in ("/demo/", "/demo/fremskridt/", "/demo/demo-amira/"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


@pytest.mark.django_db
def test_with_the_demo_its_entrance_answers(client):
    assert client.get("/demo/").status_code == 200
