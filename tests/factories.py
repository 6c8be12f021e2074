"""People for tests. Defaults are valid; a trait tells a story."""

from __future__ import annotations

import factory

from medborger.foundation.people.models import Engagement, Municipality, Person, Relation, Team
from medborger.foundation.people.roles import Role


class MunicipalityFactory(factory.django.DjangoModelFactory[Municipality]):
    class Meta:
        model = Municipality
        django_get_or_create = ("slug",)

    slug = "solbaek"
    name = "Solbæk Kommune"
    phone = "70 00 00 00"
    email = "borger@solbaek.example"


class TeamFactory(factory.django.DjangoModelFactory[Team]):
    class Meta:
        model = Team

    municipality = factory.SubFactory(MunicipalityFactory)
    name = factory.Sequence(lambda n: f"Team {n}")


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    """A citizen, unless `role` says otherwise; `team` puts them in a team."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    municipality = factory.SubFactory(MunicipalityFactory)
    login = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda o: f"{o.login}@solbaek.example")
    given_name = "Ane"
    family_name = "Birk"

    @factory.post_generation
    def role(self, create, extracted, team=None, **kwargs):
        if create:
            Engagement.objects.create(person=self, role=extracted or Role.CITIZEN, team=team)


def staff(team, *, role=Role.CASEWORKER, **fields):
    """Make somebody who works in a team."""
    return PersonFactory(role=role, role__team=team, municipality=team.municipality, **fields)


def works_with(worker, citizen, **fields):
    """Let a professional work with a citizen from today."""
    team_id = next(iter(worker.team_ids), None)
    fields = {"purpose": "Jobsamtaler", "team_id": team_id} | fields
    return Relation.objects.create(citizen=citizen, worker=worker, **fields)
