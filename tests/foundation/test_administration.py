"""An administrator looks after staff, teams and the municipality, and nobody else does."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from medborger.foundation.people import services
from medborger.foundation.people.models import Engagement, Municipality, Person, Team
from medborger.foundation.people.roles import Role
from tests.factories import MunicipalityFactory, PersonFactory, TeamFactory, staff

pytestmark = pytest.mark.django_db

SETTINGS = {"phone": "70 00 00 01", "email": "ny@solbaek.example", "least_shown": "6"}


@pytest.fixture
def anton(client):
    """The administrator, logged in."""
    person = PersonFactory(role=Role.ADMINISTRATOR, given_name="Anton")
    client.force_login(person)
    return person


def new(email="eva@solbaek.example", role=Role.CASEWORKER, **fields):
    return {"given_name": "Eva", "family_name": "Lund", "email": email, "role": role} | fields


def test_staff_stand_on_the_list_in_danish_order_and_citizens_do_not(client, anton):
    team = TeamFactory(name="Team Job")
    staff(team, given_name="Åse", family_name="Aagaard")
    staff(team, given_name="Bo", family_name="Kjær", title="Jobrådgiver")
    PersonFactory(given_name="Amira", family_name="Holmlund")

    page = client.get("/huset/medarbejdere/").content.decode()

    assert page.index("Bo Kjær") < page.index("Åse Aagaard")
    assert "Jobrådgiver" in page
    assert "sagsbehandler, Team Job" in page
    assert "Amira" not in page


def test_a_new_member_of_staff_has_a_role_and_no_password_yet(client, anton):
    team = TeamFactory(name="Team Job")

    answer = client.post("/huset/medarbejdere/ny/", new(team=team.pk))

    eva = Person.objects.get(login="eva@solbaek.example")
    assert answer.url == "/huset/medarbejdere/"
    assert (eva.roles, eva.team_ids) == ({Role.CASEWORKER}, {team.pk})
    assert not eva.has_usable_password()
    assert "vælger selv sin adgangskode" in client.get(answer.url).content.decode()


def test_the_same_e_mail_cannot_be_used_twice_and_what_was_typed_stays(client, anton):
    PersonFactory(login="eva@solbaek.example")

    answer = client.post("/huset/medarbejdere/ny/", new(email="EVA@solbaek.example"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Der er allerede nogen med den e-mail." in page
    assert 'value="Lund"' in page


def test_a_citizen_is_not_made_here(client, anton):
    assert client.post("/huset/medarbejdere/ny/", new(role=Role.CITIZEN)).status_code == 422
    with pytest.raises(services.ValidationError):
        services.hire(anton.municipality, **new(role=Role.CITIZEN), by=anton)


def test_a_role_is_given_and_ended(client, anton):
    bo = staff(TeamFactory())
    place = f"/huset/medarbejdere/{bo.public_id}/"

    assert client.post(place, {"role": Role.TEAM_LEADER}).url == place
    leads = Engagement.objects.get(person=bo, role=Role.TEAM_LEADER)
    assert client.post(f"/huset/roller/{leads.pk}/slut/").url == place

    leads.refresh_from_db()
    assert leads.until is not None
    assert client.post(place, {"role": ""}).status_code == 422


def test_citizens_and_staff_elsewhere_have_no_page_here(client, anton):
    elsewhere = TeamFactory(municipality=MunicipalityFactory(slug="andet"))
    far, citizen = staff(elsewhere), PersonFactory()

    for person in (far, citizen):
        assert client.get(f"/huset/medarbejdere/{person.public_id}/").status_code == 404
    role = Engagement.objects.get(person=far)
    assert client.post(f"/huset/roller/{role.pk}/slut/").status_code == 404


def test_a_team_is_made_once(client, anton):
    assert "ingen team endnu" in client.get("/huset/team/").content.decode()

    assert client.post("/huset/team/", {"name": "Team Ung"}).status_code == 302
    answer = client.post("/huset/team/", {"name": "Team Ung"})

    assert answer.status_code == 422
    assert "allerede et team med det navn" in answer.content.decode()
    assert Team.objects.count() == 1


def test_the_municipality_decides_whether_names_are_shown(client, anton):
    assert client.post("/huset/kommunen/", SETTINGS).status_code == 302

    home = Municipality.objects.get()
    assert (home.phone, home.least_shown, home.shows_staff_names) == ("70 00 00 01", 6, False)
    assert client.post("/huset/kommunen/", SETTINGS | {"least_shown": "2"}).status_code == 422


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_finds_these_pages(client, role):
    person = PersonFactory(role=role)
    client.force_login(person)

    for place in ("medarbejdere/", "medarbejdere/ny/", "team/", "kommunen/"):
        assert client.get(f"/huset/{place}").status_code == 404
    with pytest.raises(PermissionDenied):
        services.open_team(person.municipality, name="Mit", by=person)
    with pytest.raises(PermissionDenied):
        services.set_up(person.municipality, phone="1", by=person)
    with pytest.raises(PermissionDenied):
        services.hire(person.municipality, **new(), by=person)
