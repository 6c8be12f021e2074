"""`python -m tests.harness.move_in N`: N citizens and a professional, with sessions (as JSON)."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from medborger.encounter.plan.services import begin_plan  # noqa: E402
from medborger.foundation.people.models import Person  # noqa: E402
from medborger.foundation.people.roles import Role  # noqa: E402
from medborger.foundation.second_factor import WITHOUT  # noqa: E402
from tests.factories import PersonFactory, TeamFactory, staff, works_with  # noqa: E402


def session_of(person: Person) -> str:
    """Open a session as a door that vouches for the person would."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[WITHOUT] = True
    session.create()
    return f"session={session.session_key}"


def told(person: Person) -> dict[str, str]:
    """What a harness needs to be this person."""
    return {"login": person.login, "id": str(person.public_id), "cookie": session_of(person)}


def main() -> None:
    """Move in."""
    worker = staff(TeamFactory(), role=Role.CASEWORKER)
    citizens = [PersonFactory() for _ in range(int(sys.argv[1]))]
    for citizen in citizens:
        works_with(worker, citizen)
        begin_plan(citizen, by=citizen)
    without_plan = PersonFactory()
    people = {"workers": [worker], "citizens": citizens, "without_plan": [without_plan]}
    print(json.dumps({kind: [told(p) for p in group] for kind, group in people.items()}))


if __name__ == "__main__":
    main()
