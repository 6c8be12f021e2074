"""What administrators, auditors and people from the network see first."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medborger.foundation import clock
from medborger.foundation.access.models import Look
from medborger.foundation.people import selectors
from medborger.site.front.cards import Card, Line

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


def administrator(viewer: Person) -> list[Card]:
    """Staff, teams and the municipality's settings."""
    home = viewer.municipality
    staff = selectors.staff_of(home)
    idle = sum(not line.engagements for line in staff)
    teams = len(selectors.teams_of(home))
    roles = ngettext("%(n)s uden rolle i dag", "%(n)s uden rolle i dag", idle) % {"n": idle}
    names = _("navnet") if home.shows_staff_names else _("kun rolle og enhed")
    return [
        Card(
            _("Huset"),
            "settings",
            [
                Line(
                    ngettext("%(n)s medarbejder", "%(n)s medarbejdere", len(staff))
                    % {"n": len(staff)},
                    reverse("people:staff"),
                    _("Opret, giv roller, og slut dem."),
                    roles if idle else "",
                ),
                Line(
                    _("%(n)s team") % {"n": teams},
                    reverse("people:teams"),
                    _("Et team dækker ind for hinanden."),
                ),
                Line(
                    _("Kommunens indstillinger"),
                    reverse("people:municipality"),
                    _("Borgeren ser %(names)s på den, der har set sagen.") % {"names": names},
                ),
            ],
            tone="calm",
        )
    ]


def auditor(viewer: Person) -> list[Card]:
    """How many looks there were lately; nobody is named."""
    week = Look.objects.filter(
        subject__municipality=viewer.municipality, at__gte=clock.now() - dt.timedelta(days=7)
    )
    title = ngettext("%(n)s opslag på 7 dage", "%(n)s opslag på 7 dage", week.count())
    line = Line(
        title % {"n": week.count()},
        reverse("access:audit"),
        _("Se, hvem der har set hvad, og hvorfor."),
    )
    return [Card(_("Hvem har set hvad"), "visibility", [line], tone="calm")]


def invited(_viewer: Person) -> list[Card]:
    """What somebody has shared; nothing can be shared with people outside the house yet."""
    nothing = _(
        "Her kommer det, en borger deler med dig. Lige nu er der ikke delt noget. "
        "Du ser aldrig mere, end borgeren selv har valgt."
    )
    return [Card(_("Delt med dig"), "share", [], nothing, tone="calm")]
