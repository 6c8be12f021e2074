"""How what happens around talks is told, and the letters' own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.timezone import localtime

from medborger.foundation.journal.services import Words, record

if TYPE_CHECKING:
    import datetime as dt

    from medborger.encounter.meetings.models import Invitation
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


def require(allowed: bool) -> None:
    """Refuse what is not one's own to do."""
    if not allowed:
        raise PermissionDenied("Det her kan kun de gøre, der skal tale sammen.")


def moment(at: dt.datetime) -> str:
    """A moment as people say it."""
    return date_format(localtime(at), "l j. F Y \\k\\l. H.i")


def tell(kind: str, act: str, *, about: Person, by: Person, via: str = "", **data: Any) -> Event:
    """Record one act: «Du» to the citizen who did it; «på borgerens vegne» when staff did it."""
    own = about.pk == by.pk
    words = Words(
        citizen=f"{'Du' if own else by.name} {act}",
        staff=f"{by.name} {act}",
        archive=f"{'Borgeren' if own else 'En medarbejder'} {act}",
    )
    facts = {**({"via": via} if via else {}), **data}
    return record(kind, about=about, by=by, words=words, data=facts)


def invitation_text(invitation: Invitation, link: str) -> str:
    """What the citizen reads: what it is about, how to choose, whom to call. No threats."""
    home = invitation.subject.municipality
    said = [
        f"Hej {invitation.subject.given_name}.",
        f"Vi vil gerne tale med dig om: {invitation.about}.",
        "Du vælger selv, hvornår det passer dig.",
        f"Vælg en tid her: {link}",
        f"Eller skriv din kode på siden: {invitation.code}",
        f"Du kan også ringe på {home.phone}. Så finder vi en tid sammen.",
    ]
    if invitation.ground:
        said.append(f"Vi skal skrive dette til dig efter loven: {invitation.ground}.")
    said.append(f"Hilsen {invitation.by.name}")
    return "\n".join(said)


def reminder_text(invitation: Invitation, link: str) -> str:
    """A friendly second time."""
    home = invitation.subject.municipality
    return "\n".join(
        [
            f"Hej {invitation.subject.given_name}.",
            "Vi vil stadig gerne tale med dig. Har du ikke fundet en tid, er det helt fint.",
            f"Vælg en tid her: {link}",
            f"Din kode er {invitation.code}. Eller ring på {home.phone}.",
            f"Hilsen {invitation.by.name}",
        ]
    )
