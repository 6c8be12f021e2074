"""Who may open what: the answers, written by hand and not read from the code.

One row per address. To add a new one, write its name, who may GET it, who may POST to it, what
those let in may read about others, and a post that would do something:

    Row("room:noun", gets=WITH_CITIZEN, sees=SUBJECT)
    Row("room:verb", gets=OWN, posts=OWN, sends={"wording": "x"})

The people are in world.py. Everybody who is not named meets 404, and a stranger the log-in page.
An address about a row is tried with the rows of `citizen`: her open goal, or with `at=` another
of those that rooms/ puts into the world. Everything private is tried besides, by itself.
Other arguments get their value in `ARGUMENTS`, or from the world's words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.harness.access.world import CAST

STRANGER = "stranger"
"""Somebody who is not signed in."""

NOTHING = "nothing about anybody else"
SUBJECT = "what is shared about the citizen in the address"
NAMES = "the names of citizens they work with"
QUESTIONS = "what citizens of their municipality have asked them about looks"
STAFF = "how staff of their municipality are called and reached"
WONDERINGS = "what a colleague wonders, without saying about whom"
DEMO = "messages to invented people, in the demo alone"
INVITED = "what the invitation says, to whoever holds its link and is nobody else"
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
NEAR = people("stranger citizen other_citizen worker teammate former_worker worker_elsewhere")
"""Those whose relation to the citizen decides most; see `LONG` in walk.py."""
CITIZENS = people("citizen other_citizen citizen_elsewhere")
WITH_CITIZEN = people("worker teammate coordinator")
CASEWORKERS = WITH_CITIZEN | people("other_team former_worker worker_elsewhere")
READERS = CASEWORKERS | people("leader leader_elsewhere analyst facilitator")
SHAPERS = people("leader leader_elsewhere analyst facilitator")
LEADER = people("leader")
LEADERS = people("leader leader_elsewhere")
ADMINISTRATOR = people("administrator")
BY_LINK = OWN | {STRANGER}
TALKERS = people("citizen worker")
ADMINISTRATORS = people("administrator administrator_elsewhere")
AT_HOME = frozenset(name for name in CAST if CAST[name][1] == "home")
ITEMS = ("goal", "step", "note")
AUDITORS = people("auditor auditor_elsewhere")
ADMINISTRATOR = people("administrator")
ADMINISTRATORS = people("administrator administrator_elsewhere")


@dataclass(frozen=True)
class Row:
    """One address, and who comes in.

    Attributes:
        name: The name of the address.
        gets: Who may GET it.
        posts: Who may POST to it.
        sees: What those let in may read about others.
        sends: A post that does something; `$word` is looked up in the world.
        at: Which of the citizen's rows the address names: `open`, or another one of world.py.
        answers_no: The post is refused with words here: what it needs differs from one to another.
    """

    name: str
    gets: frozenset[str] = NOBODY
    posts: frozenset[str] = NOBODY
    sees: str = NOTHING
    sends: dict[str, str] = field(default_factory=dict)
    at: str = "open"
    answers_no: bool = False


def own_act(name: str, *, at: str = "open", **sends: str) -> Row:
    """A form that only the citizen herself opens and sends."""
    return Row(f"plan:{name}", gets=OWN, posts=OWN, sends=sends, at=at)


def their_act(name: str, *, at: str = "open", **sends: str) -> Row:
    """A form that those who work with the citizen open and send."""
    return Row(name, WITH_CITIZEN, WITH_CITIZEN, SUBJECT, sends, at)


def either_act(name: str, **sends: str) -> Row:
    """A form about what the municipality promised: the citizen's, and theirs."""
    both = OWN | WITH_CITIZEN
    return Row(f"plan:{name}", both, both, SUBJECT, sends, "promised")


def shared_act(name: str, **sends: str) -> Row:
    """A form for the citizen and for those who work with her."""
    return Row(name, OWN | WITH_CITIZEN, OWN | WITH_CITIZEN, SUBJECT, sends)


def shaping(name: str, *, at: str = "open", **sends: str) -> Row:
    """A form by which those who shape theories at home change one."""
    return Row(f"chain:{name}", SHAPERS & AT_HOME, SHAPERS & AT_HOME, sends=sends, at=at)


TABLE = (
    # --- the front door ---
    Row("home", gets=ANYBODY),
    Row("health", gets=ANYBODY),
    Row("accessibility", gets=ANYBODY),
    Row("language", posts=ANYBODY, sends={"language": "en"}),
    Row("stay", posts=SIGNED_IN),
    Row("gallery", gets=ANYBODY),
    Row("gallery_state", gets=ANYBODY),
    Row("demo:entrance", gets=ANYBODY),
    Row("demo:progress", gets=ANYBODY),
    Row("demo:become", posts=ANYBODY),
    Row("front", gets=SIGNED_IN - CITIZENS - people("without_role former_teammate"), sees=NAMES),
    # --- the administrator's house; a citizen is nobody's member of staff ---
    Row("people:staff", gets=ADMINISTRATORS, sees=STAFF),
    Row("people:hire", gets=ADMINISTRATORS, posts=ADMINISTRATORS,
        sends={"given_name": "Ny", "email": "ny@kommune.example", "role": "auditor"}),
    Row("people:member", ADMINISTRATOR, ADMINISTRATOR, STAFF, {"role": "auditor"}),
    Row("people:member", at="citizen"),
    Row("people:end_role", posts=ADMINISTRATOR, sees=STAFF),
    Row("people:end_role", at="citizen"),
    Row("people:teams", gets=ADMINISTRATORS, posts=ADMINISTRATORS, sends={"name": "Nyt team"}),
    Row("people:municipality", gets=ADMINISTRATORS, posts=ADMINISTRATORS,
        sends={"phone": "70 00 00 01", "email": "a@b.example", "least_shown": "5"}),
    Row("outbox:sent", gets=ANYBODY, sees=DEMO),
    # --- drafts and the trace ---
    Row("posts:draft", posts=SIGNED_IN, sends={"draft_key": "plan:goal", "wording": "x"}),
    Row("access:audit", gets=AUDITORS, sees=TRACE),
    Row("access:audit_csv", gets=AUDITORS, sees=TRACE),
    # --- the citizen's front page, and who has looked ---
    Row("start:mine", gets=CITIZENS),
    Row("insight:mine", gets=CITIZENS),
    Row("insight:question", gets=OWN, posts=OWN, sends={"wording": "Hvorfor?"}),
    Row("insight:questions", gets=LEADERS | ADMINISTRATORS, sees=QUESTIONS),
    Row("insight:answer", LEADER, LEADER, SUBJECT, {"answer": "Fordi"}),
    # --- the plan as a whole ---
    Row("plan:mine", gets=CITIZENS),
    Row("plan:earlier", gets=CITIZENS),
    Row("plan:citizens", gets=CASEWORKERS, sees=NAMES),
    Row("plan:plan", gets=WITH_CITIZEN, sees=SUBJECT),
    Row("plan:earlier_of", gets=WITH_CITIZEN, sees=SUBJECT),
    # --- the citizen writes ---
    Row("plan:goal", gets=CITIZENS, posts=CITIZENS, sends={"wording": "Ro"}),
    Row("plan:note", gets=CITIZENS, posts=CITIZENS, sends={"wording": "Husk"}),
    own_act("edit_goal", wording="Ro"),
    own_act("close_goal", what_helped="Ro"),
    own_act("reopen_goal", at="closed"),
    own_act("step", wording="Ringe", owner="citizen"),
    own_act("edit_note", wording="Husk"),
    own_act("step_earlier", at="promised"),
    own_act("step_later"),
    own_act("finish", outcome="Godt"),
    own_act("edit_step", wording="Ringe", owner="citizen"),
    own_act("move_step", due_on="31-12-2030"),
    own_act("skip_step", outcome="Nej"),
    own_act("answer", state="declined", reason="Nej"),
    own_act("agree"),
    own_act("disagree_suggestion", wording="Nej"),
    own_act("unshare"),
    # --- the citizen decides who sees ---
    *(Row(f"plan:who_{kind}", gets=OWN) for kind in ITEMS),
    own_act("share_goal", at="private"),
    own_act("share_step", at="private in an open goal"),
    own_act("share_note", at="private"),
    *(own_act(f"open_{kind}", at="private") for kind in ITEMS),
    own_act("hide_goal", at="opened"),
    own_act("hide_step"),
    own_act("hide_note"),
    *(own_act(f"disagree_{kind}", wording="Nej") for kind in ITEMS),
    # --- those who work with the citizen ---
    *(Row(f"plan:read_{kind}", OWN | WITH_CITIZEN, sees=SUBJECT) for kind in ITEMS),
    Row("plan:read_goal", OWN | WITH_CITIZEN, sees=SUBJECT, at="opened"),
    their_act("plan:promise", wording="Vi ringer"),
    their_act("plan:suggest", wording="Ring"),
    their_act("plan:suggest_goal_words", wording="Ro på"),
    their_act("plan:suggest_step_words", wording="Ring op"),
    either_act("finish", outcome="Godt"),
    either_act("edit_step", wording="Vi ringer", owner="professional"),
    either_act("move_step", due_on="31-12-2030"),
    either_act("skip_step", outcome="Nej"),
    *(shared_act(f"plan:talk_{kind}", wording="Hej") for kind in ITEMS),
    *(shared_act(f"plan:settle_{kind}") for kind in ITEMS),
    Row("plan:promises", gets=CITIZENS),
    Row("plan:promises_of", gets=WITH_CITIZEN, sees=SUBJECT),
    Row("today:mine", gets=CASEWORKERS, sees=NAMES),
    # --- strengths, and how much support ---
    Row("strengths:mine", gets=CITIZENS),
    Row("strengths:of", gets=WITH_CITIZEN, sees=SUBJECT),
    Row("strengths:resource", CITIZENS, CITIZENS, sends={"wording": "Ro", "circle": "own"}),
    Row("strengths:edit_resource", OWN, OWN, sends={"wording": "Ro", "circle": "own"}),
    Row("strengths:remove_resource", OWN, OWN),
    Row("strengths:use_resource", OWN, OWN),
    Row("strengths:mark", CITIZENS, CITIZENS, sends={"will": "4"}),
    Row("strengths:thought", CITIZENS, CITIZENS, sends={"wording": "Tidligt"}),
    Row("support:mine", gets=CITIZENS),
    Row("support:of", gets=WITH_CITIZEN, sees=SUBJECT),
    shared_act("support:change", degree="nudge", reason="Fordi"),
    Row("support:agree", OWN, OWN),
    # --- judgement ---
    Row("judgement:mine", gets=CITIZENS),
    Row("judgement:asked", gets=CASEWORKERS, sees=WONDERINGS),
    Row("judgement:of_citizen", gets=WITH_CITIZEN, sees=SUBJECT),
    their_act("judgement:begin", matter="$matter", question="Må jeg?"),
    Row("judgement:judgement", gets=WITH_CITIZEN | OWN | people("other_team"), sees=SUBJECT),
    Row("judgement:letter", gets=WITH_CITIZEN | OWN | people("other_team"), sees=SUBJECT),
    Row("judgement:alike", gets=people("worker"), sees=SUBJECT),
    Row("judgement:write", gets=people("worker"), posts=people("worker"), sees=SUBJECT,
        sends={"question": "Må jeg?"}),
    Row("judgement:fact", gets=people("worker"), posts=people("worker"), sees=SUBJECT,
        sends={"text": "Vi ved", "source": "Samtale"}),
    Row("judgement:alternative", gets=people("worker"), posts=people("worker"), sees=SUBJECT,
        sends={"text": "Vente", "weighed": "Nej"}),
    Row("judgement:ask", gets=people("worker"), posts=people("worker"), sees=SUBJECT,
        sends={"asked": "$colleague", "wondering": "Hm?"}),
    Row("judgement:opinion", gets=people("other_team"), posts=people("other_team"), sees=SUBJECT,
        sends={"answer": "Hvad siger hun selv?"}),
    Row("judgement:send", gets=people("worker"), posts=people("worker"), sees=SUBJECT),
    Row("judgement:finish", gets=people("worker"), posts=people("worker"), sees=SUBJECT,
        sends={"answer": "Ja"}),
    Row("judgement:comment", gets=OWN, posts=OWN),
    Row("judgement:complain"),
    Row("judgement:reassess", gets=WITH_CITIZEN, posts=WITH_CITIZEN, sees=SUBJECT,
        sends={"state": "changed", "answer": "Ja"}),
    Row("judgement:remove_fact", posts=people("worker")),
    Row("judgement:remove_alternative", posts=people("worker")),
    # --- sparring and reflection ---
    Row("sparring:mine", gets=CASEWORKERS),
    their_act("sparring:begin", purpose="ways", text="Hvad nu?"),
    Row("sparring:look", gets=people("worker"), posts=people("worker"), sees=SUBJECT,
        sends={"slice": "hvad nu", "asked": "$colleague"}, at="draft"),
    Row("sparring:drop", posts=people("worker"), at="draft"),
    Row("sparring:sparring", gets=people("worker other_team"), sees=SUBJECT),
    Row("sparring:answer", gets=people("other_team"), posts=people("other_team"), sees=SUBJECT,
        sends={"first": "Hvad siger hun selv?"}),
    Row("reflection:mine", gets=CASEWORKERS, posts=CASEWORKERS, sends={"text": "Lyt mere"}),
    Row("reflection:throw_away", posts=people("worker")),
    # --- meetings ---
    Row("meetings:mine", gets=CITIZENS),
    Row("meetings:code", gets=ANYBODY, posts=ANYBODY, sends={"code": "$code"}),
    Row("meetings:choose", BY_LINK, BY_LINK, INVITED, {"slot": "$slot"}),
    Row("meetings:cancel_by_link", posts=BY_LINK),
    Row("meetings:calendar", gets=ANYBODY),
    Row("meetings:times", CASEWORKERS, CASEWORKERS,
        sends={"on": "$day", "first": "13", "last": "15", "minutes": "45", "mode": "here"}),
    Row("meetings:withdraw", posts=people("worker")),
    Row("meetings:invite_many", CASEWORKERS, CASEWORKERS, NAMES, answers_no=True),
    Row("meetings:team_feedback", gets=LEADERS),
    Row("meetings:of_citizen", gets=WITH_CITIZEN, sees=SUBJECT),
    their_act("meetings:invite", about="din plan"),
    their_act("meetings:register", text="Vi talte", step_owner="professional"),
    Row("meetings:book", WITH_CITIZEN | OWN, WITH_CITIZEN | OWN, SUBJECT, {"slot": "$slot"}),
    Row("meetings:letter", gets=WITH_CITIZEN, sees=SUBJECT),
    their_act("meetings:pause", until="$day"),
    Row("meetings:close", posts=WITH_CITIZEN, sees=SUBJECT),
    Row("meetings:talk", gets=WITH_CITIZEN | OWN, sees=SUBJECT),
    Row("meetings:cancel", WITH_CITIZEN | OWN, WITH_CITIZEN | OWN, SUBJECT),
    Row("meetings:point", TALKERS, TALKERS, SUBJECT, {"text": "Et punkt"}),
    Row("meetings:settle", TALKERS, TALKERS, SUBJECT, {"state": "handled"}),
    Row("meetings:expect", TALKERS, TALKERS, SUBJECT,
        {"goal": "1", "decides": "2", "help": "3", "pace": "4", "job": "5"}, "held"),
    Row("meetings:question", posts=people("worker"), sees=SUBJECT),
    Row("meetings:agree", people("worker"), people("worker"), SUBJECT, {"agreed": "Ja"}),
    Row("meetings:draft", people("worker"), people("worker"), SUBJECT, {"text": "Vi talte"}),
    Row("meetings:complete", people("worker"), people("worker"), SUBJECT,
        {"text": "Vi talte", "step_owner": "professional"}),
    Row("meetings:hold", people("worker"), people("worker"), SUBJECT),
    Row("meetings:publish", people("worker"), people("worker"), SUBJECT),
    Row("meetings:comment", OWN, OWN, sends={"text": "Tak"}, at="held"),
    Row("meetings:feedback", at="held"),
    # --- the rules ---
    Row("rules:mine", gets=CITIZENS),
    Row("rules:of_citizen", gets=WITH_CITIZEN, sees=SUBJECT),
    their_act("rules:require", rule="$rule", reason="Fordi"),
    their_act("rules:exempt", rule="$population_rule", reason="Fordi"),
    their_act("rules:place", group="$new_group"),
    their_act("rules:end_requirement", reason="Gjort"),
    Row("rules:end_exemption", posts=WITH_CITIZEN, sees=SUBJECT),
    Row("rules:leave", posts=WITH_CITIZEN, sees=SUBJECT),
    Row("rules:population", gets=LEADERS),
    Row("rules:packs", gets=ADMINISTRATORS, posts=ADMINISTRATORS, sends={"text": "$pack"}),
    Row("rules:deadline", ADMINISTRATORS, ADMINISTRATORS,
        sends={"matter": "Hjælp", "weeks": "4"}),
    Row("rules:deadlines", gets=ANYBODY),
    # --- theories ---
    Row("chain:index", gets=READERS),
    Row("chain:import", gets=SHAPERS, posts=SHAPERS, sends={"text": "$theory"}),
    Row("chain:table", gets=READERS & AT_HOME),
    Row("chain:yaml", gets=READERS & AT_HOME),
    Row("chain:csv", gets=READERS & AT_HOME),
    shaping("adopt", citizens_view="Godt"),
    Row("chain:versions", gets=READERS & AT_HOME),
    Row("chain:version", gets=READERS & AT_HOME),
    shaping("restore"),
    shaping("begin", at="adopted", change_note="Nyt"),
    Row("chain:edit", gets=SHAPERS & AT_HOME),
    shaping("cell", text="Nyt", row="1", audience="citizens"),
    shaping("remove"),
    shaping("blank", text="Nyt"),
    shaping("new_arrow", kind="leads_to", origin="workshop", source="A1", target="S1",
            strength="weak", assumption="Vi tror det"),
    shaping("arrow", verb="fjern"),
    Row("followup:index", gets=READERS),
    Row("followup:review", READERS & AT_HOME, LEADERS & AT_HOME, sends={
        "choice": "continue", "reason": "x", "expectation": "y", "review_on": "$day"}),
    Row("followup:signs", gets=READERS & AT_HOME),
    Row("followup:log", gets=READERS & AT_HOME),
    Row("followup:log_csv", gets=READERS & AT_HOME),
    Row("followup:look_again", LEADERS & AT_HOME, LEADERS & AT_HOME, sends={"result": "Flere"}),
    Row("followup:reopen", LEADERS & AT_HOME, LEADERS & AT_HOME,
        sends={"reason": "x", "review_on": "$day"}),
    Row("followup:catalogue", gets=READERS),
    Row("followup:sign", gets=READERS & AT_HOME),
    Row("followup:tune", SHAPERS & AT_HOME, SHAPERS & AT_HOME,
        sends={"followed": "on", "target": "80"}),
    Row("followup:enter", SHAPERS & AT_HOME, SHAPERS & AT_HOME,
        sends={"period": "2025-01", "narrative": "Det går"}),
    Row("followup:baseline", LEADERS & AT_HOME, LEADERS & AT_HOME, sends={
        "first": "2024-01", "last": "2024-12", "reason": "x", "expectation": "y",
        "review_on": "$day"}),
    Row("followup:trials", gets=READERS & AT_HOME),
    Row("followup:trial", gets=READERS & AT_HOME),
    Row("followup:new_trial", SHAPERS & AT_HOME, SHAPERS & AT_HOME, sends={"title": "Ring"}),
    Row("followup:change_trial", SHAPERS & AT_HOME, SHAPERS & AT_HOME, sends={"title": "Ring"}),
    Row("followup:start_trial", SHAPERS & AT_HOME, SHAPERS & AT_HOME),
    Row("followup:deliver", READERS & AT_HOME, READERS & AT_HOME,
        sends={"on": "$today", "people": "3"}),
    Row("followup:end_trial", LEADERS & AT_HOME, LEADERS & AT_HOME, sends={
        "choice": "continue", "reason": "x", "expectation": "y", "review_on": "$day"}),
    Row("followup:routines", gets=SIGNED_IN),
    Row("followup:point_out", SIGNED_IN, SIGNED_IN - people("without_role former_teammate"),
        sends={"title": "Skema B", "why": "Ingen læser det"}),
    Row("followup:add_routine", LEADERS, LEADERS, sends={"title": "Skema C", "why": "Ny lov"}),
    Row("followup:routine", LEADERS & AT_HOME, LEADERS & AT_HOME,
        sends={"verdict": "keep", "reason": "Loven"}),
    Row("followup:removed", gets=ANYBODY),
    Row("picture:picture", gets=READERS & AT_HOME),
    Row("picture:svg", gets=READERS & AT_HOME),
    Row("picture:story", gets=READERS & AT_HOME),
    Row("picture:json_ld", gets=READERS & AT_HOME),
    Row("picture:dot", gets=READERS & AT_HOME),
    Row("picture:publish", SHAPERS & AT_HOME, SHAPERS & AT_HOME, sends={"verb": "vis"},
        at="adopted"),
    Row("picture:public", gets=ANYBODY, at="adopted"),
    # --- findings ---
    Row("findings:known", gets=ANYBODY),
    Row("findings:finding", gets=ANYBODY),
    Row("findings:numbers", gets=ANYBODY),
    Row("findings:desk", gets=READERS),
    Row("findings:work", READERS & AT_HOME, LEADERS & AT_HOME, sends={"reason": "En fejl"}),
)  # fmt: skip

ARGUMENTS = {
    "state": "tom",
    "name": "demo-amira",
    "pk": "1",
    "key": "x-y",
    "uidb36": "1",
    "about": "help",
}
"""Values for arguments of addresses that are neither a row about the citizen nor in the world."""

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


def answers() -> dict[str, list[Row]]:
    """The rows by the name of their address."""
    found: dict[str, list[Row]] = {}
    for row in TABLE:
        found.setdefault(row.name, []).append(row)
    assert len({(row.name, row.at) for row in TABLE}) == len(TABLE), "a row stands twice"
    return found
