"""The demo's entrance: be somebody with one click. It exists only with DEMO=1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import redirect, render

from medborger.demo.cast import CAST, Character
from medborger.demo.models import Replay
from medborger.foundation.access.declare import public
from medborger.foundation.people.models import Person
from medborger.foundation.people.roles import Role
from medborger.foundation.second_factor import WITHOUT

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


ICONS = {
    Role.CITIZEN: "person",
    Role.NETWORK: "persons",
    Role.CASEWORKER: "support-agent",
    Role.PROFESSIONAL: "groups",
    Role.EMPLOYER: "business",
    Role.TEAM_LEADER: "flag",
    Role.ANALYST: "analytics",
    Role.FACILITATOR: "forum",
    Role.AUDITOR: "visibility",
    Role.ADMINISTRATOR: "settings",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A character, and whether the demo has come far enough to be them."""

    character: Character
    is_ready: bool

    @property
    def icon(self) -> str:
        """The sign of the role."""
        return ICONS[self.character.role]


@public("Demoens mennesker er opdigtede.")
def entrance(request: HttpRequest) -> HttpResponse:
    """Show who one can be."""
    logins = [character.login for character in CAST]
    ready = set(Person.objects.filter(login__in=logins).values_list("login", flat=True))
    cards = [Card(character, character.login in ready) for character in CAST]
    context = {"first": cards[:6], "others": cards[6:], "replay": Replay.objects.first()}
    return render(request, "demo/entrance.html", context)


@public("Hvor langt demoen er nået, viser intet om nogen.")
def progress(request: HttpRequest) -> HttpResponse:
    """Show how far the demo has come: the part of the entrance that changes."""
    return render(request, "demo/progress.html", {"replay": Replay.objects.first()})


@public("Demoens mennesker er opdigtede.", methods=("POST",))
def become(request: HttpRequest, name: str) -> HttpResponse:
    """Sign in as one of the cast."""
    if name not in {character.login for character in CAST}:
        raise Http404
    person = Person.objects.filter(login=name).first()
    if person is None:
        return redirect("demo:entrance")
    login(request, person, backend=BACKEND)
    request.session[WITHOUT] = True
    return redirect("home")
