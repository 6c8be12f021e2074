"""What every page knows: whose house it is, who is in it, and where one can go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from medborger.foundation.people.models import Municipality
from medborger.site.navigation import LINKS
from medborger.site.staying import seconds_left

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    label: Any
    url: str
    current: bool


def house(request: HttpRequest) -> dict[str, Any]:
    """Give the base page its municipality, person, navigation, time left and whether this is the demo."""
    person: Any = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated
    return {
        "municipality": person.municipality if signed_in else _first_municipality(),
        "person": person if signed_in else None,
        "navigation": _places(request) if signed_in else [],
        "is_demo": settings.DEMO,
        "seconds_left": seconds_left(request) if hasattr(request, "session") else 0,
    }


def _first_municipality() -> Municipality | None:
    return Municipality.objects.order_by("pk").first()


def _places(request: HttpRequest) -> list[Place]:
    person: Any = request.user
    links = [link for link in LINKS if link.ability in person.abilities]
    places = {reverse(link.name): link.label for link in links}
    return [Place(label, url, request.path.startswith(url)) for url, label in places.items()]
