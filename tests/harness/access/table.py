"""Who may open what: the answers, written by hand and not read from the code.

One row per address. To add a new one, write its name, who may GET it, who may POST to it, what
those let in may read about others, and a post that would do something:

    Row("room:noun", gets=WITH_CITIZEN, sees=SUBJECT)
    Row("room:verb", gets=OWN, posts=OWN, sends={"wording": "x"})

The people are in world.py. Everybody who is not named meets 404, and a stranger the log-in page.
An address with arguments is tried with the rows of `citizen`: `<uuid:goal_id>` is her goal.
Other arguments get their value in `ARGUMENTS`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.harness.access.world import CAST

STRANGER = "stranger"
"""Somebody who is not signed in."""

NOTHING = "nothing about anybody else"
SUBJECT = "what is shared about the citizen in the address"
NAMES = "the names of citizens they work with"
TRACE = "names and trace lines of people in their municipality"


def people(names: str) -> frozenset[str]:
    """Read names with spaces between; nobody who is not in the world."""
    found = frozenset(names.split())
    assert found <= {STRANGER, *CAST}, found - {STRANGER, *CAST}
    return found


NOBODY = people("")
SIGNED_IN = frozenset(CAST)
ANYBODY = SIGNED_IN | {STRANGER}
OWN = people("citizen")
CITIZENS = people("citizen other_citizen citizen_elsewhere")
WITH_CITIZEN = people("worker teammate coordinator")
CASEWORKERS = WITH_CITIZEN | people("other_team former_worker worker_elsewhere")
AUDITORS = people("auditor auditor_elsewhere")
ADMINISTRATORS = people("administrator administrator_elsewhere")


@dataclass(frozen=True)
class Row:
    """One address, and who comes in."""

    name: str
    gets: frozenset[str] = NOBODY
    posts: frozenset[str] = NOBODY
    sees: str = NOTHING
    sends: dict[str, str] = field(default_factory=dict)


TABLE = (
    # --- the front door ---
    Row("home", gets=ANYBODY),
    Row("health", gets=ANYBODY),
    Row("language", posts=ANYBODY, sends={"language": "en"}),
    Row("stay", posts=SIGNED_IN),
    Row("gallery", gets=ANYBODY),
    Row("gallery_state", gets=ANYBODY),
    Row("demo:entrance", gets=ANYBODY),
    Row("demo:become", posts=ANYBODY),
    Row("accessibility", gets=ANYBODY),
    Row("front", gets=SIGNED_IN - CITIZENS - people("without_role former_teammate"), sees=NAMES),
    # --- the administrator's house; a citizen is nobody's member of staff ---
    Row("people:staff", gets=ADMINISTRATORS),
    Row("people:hire", gets=ADMINISTRATORS, posts=ADMINISTRATORS,
        sends={"given_name": "Ny", "email": "ny@kommune.example", "role": "auditor"}),
    Row("people:member"),
    Row("people:end_role"),
    Row("people:teams", gets=ADMINISTRATORS, posts=ADMINISTRATORS, sends={"name": "Nyt team"}),
    Row("people:municipality", gets=ADMINISTRATORS, posts=ADMINISTRATORS,
        sends={"phone": "70 00 00 01", "email": "a@b.example", "least_shown": "5"}),
    # --- drafts and the trace ---
    Row("posts:draft", posts=SIGNED_IN, sends={"draft_key": "plan:goal", "wording": "x"}),
    Row("access:audit", gets=AUDITORS, sees=TRACE),
    Row("access:audit_csv", gets=AUDITORS, sees=TRACE),
    # --- judgement ---
    Row("judgement:mine", gets=CITIZENS),
    Row("judgement:asked", gets=CASEWORKERS),
    Row("judgement:of_citizen", gets=WITH_CITIZEN, sees=SUBJECT),
    Row("judgement:begin", gets=WITH_CITIZEN, posts=WITH_CITIZEN, sees=SUBJECT),
    Row("judgement:judgement", gets=WITH_CITIZEN | OWN | people("other_team"), sees=SUBJECT),
    Row("judgement:letter", gets=WITH_CITIZEN | OWN | people("other_team"), sees=SUBJECT),
    Row("judgement:alike", gets=people("worker"), sees=SUBJECT),
    Row("judgement:write", gets=people("worker"), posts=people("worker"), sees=SUBJECT,
        sends={"question": "Må jeg?"}),
    Row("judgement:fact", gets=people("worker"), posts=people("worker"), sees=SUBJECT,
        sends={"text": "Vi ved", "source": "Samtale"}),
    Row("judgement:alternative", gets=people("worker"), posts=people("worker"), sees=SUBJECT,
        sends={"text": "Vente", "weighed": "Nej"}),
    Row("judgement:ask", gets=people("worker"), posts=people("worker"), sees=SUBJECT),
    Row("judgement:opinion", gets=people("other_team"), posts=people("other_team"), sees=SUBJECT,
        sends={"answer": "Hvad siger hun selv?"}),
    Row("judgement:send", gets=people("worker"), posts=people("worker"), sees=SUBJECT),
    Row("judgement:finish", gets=people("worker"), posts=people("worker"), sees=SUBJECT),
    Row("judgement:comment", gets=OWN, posts=OWN),
    Row("judgement:complain"),
    Row("judgement:reassess", gets=WITH_CITIZEN, posts=WITH_CITIZEN, sees=SUBJECT,
        sends={"state": "changed", "answer": "Ja"}),
    Row("judgement:remove_fact", posts=people("worker")),
    Row("judgement:remove_alternative", posts=people("worker")),
    # --- rules ---
    Row("rules:mine", gets=CITIZENS),
    Row("rules:of_citizen", gets=WITH_CITIZEN, sees=SUBJECT),
    Row("rules:require", gets=WITH_CITIZEN, posts=WITH_CITIZEN, sees=SUBJECT,
        sends={"rule": "samtale-maaned-16", "reason": "Fordi"}),
    Row("rules:exempt", gets=WITH_CITIZEN, posts=WITH_CITIZEN, sees=SUBJECT,
        sends={"rule": "samtaler-dagpenge", "reason": "Fordi"}),
    Row("rules:place", gets=WITH_CITIZEN, posts=WITH_CITIZEN, sees=SUBJECT,
        sends={"group": "jobparat"}),
    Row("rules:end_requirement", gets=WITH_CITIZEN, posts=WITH_CITIZEN, sees=SUBJECT,
        sends={"reason": "Gjort"}),
    Row("rules:end_exemption", posts=WITH_CITIZEN),
    Row("rules:leave", posts=WITH_CITIZEN),
    Row("rules:population", gets=people("leader leader_elsewhere")),
    Row("rules:packs", gets=ADMINISTRATORS, posts=ADMINISTRATORS, sends={"text": "x"}),
    Row("rules:deadlines", gets=ANYBODY),
    Row("rules:deadline", gets=ADMINISTRATORS, posts=ADMINISTRATORS,
        sends={"matter": "Fleksjob", "weeks": "4"}),
    # --- the plan ---
    Row("plan:mine", gets=CITIZENS),
    Row("plan:goal", gets=CITIZENS, posts=CITIZENS, sends={"wording": "Ro"}),
    Row("plan:step", gets=OWN, posts=OWN, sends={"wording": "Ringe", "owner": "citizen"}),
    Row("plan:finish", gets=OWN, posts=OWN, sends={"outcome": "Godt"}),
    Row("plan:answer", gets=OWN, posts=OWN, sends={"state": "declined", "reason": "Nej"}),
    Row("plan:citizens", gets=CASEWORKERS, sees=NAMES),
    Row("plan:plan", gets=WITH_CITIZEN, sees=SUBJECT),
    Row("plan:suggest", gets=WITH_CITIZEN, posts=WITH_CITIZEN, sees=SUBJECT,
        sends={"wording": "Ring"}),
)  # fmt: skip

ARGUMENTS = {
    "state": "tom",
    "name": "demo-amira",
    "pk": "1",
    "key": "x-y",
    "uidb36": "1",
    "municipality": "solbaek",
}
"""Values for arguments of addresses that are not the id of a row about the citizen."""

LIBRARY = ("account_", "mfa_")
"""Log-in pages by allauth: no error and nothing about anybody else, whoever comes."""

WORKS_WITH = {
    "worker": people("citizen"),
    "teammate": people("citizen"),
    "coordinator": people("citizen"),
    "other_team": people("other_citizen"),
    "worker_elsewhere": people("citizen_elsewhere"),
}
"""Whose case they may open, by their own or their team's work of today."""


def answers() -> dict[str, Row]:
    """The table by name; each name once."""
    found = {row.name: row for row in TABLE}
    assert len(found) == len(TABLE), "a name stands twice"
    return found
