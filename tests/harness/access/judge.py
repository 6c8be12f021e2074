"""Hold one visit against the table: let in rightly, turned away rightly, nothing leaked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.harness.access import table
from tests.harness.access.table import (
    DEMO,
    INVITED,
    NAMES,
    NOTHING,
    QUESTIONS,
    STAFF,
    STRANGER,
    SUBJECT,
    TRACE,
    WONDERINGS,
    WORKS_WITH,
    Row,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from tests.harness.access.canaries import Canary

SHUT = {401, 403, 404, 405}


@dataclass(frozen=True)
class Visit:
    """One request by somebody, and its answer."""

    row: Row
    method: str
    who: str
    answer: HttpResponse
    heard: frozenset[Canary]
    noted: bool
    changed: bool

    @property
    def let_in(self) -> bool:
        """Whether the door was opened."""
        to_login = self.answer.status_code == 302 and "/konto/login/" in self.answer["Location"]
        return self.answer.status_code not in SHUT and not to_login

    def __str__(self) -> str:
        return f"{self.method} {self.row.name} by {self.who}: {self.answer.status_code}"


def in_library(visit: Visit) -> Iterator[str]:
    """What a log-in page must not do."""
    if visit.answer.status_code >= 500:
        yield f"{visit}, an error"
    yield from _leaks(visit)


def in_table(visit: Visit) -> Iterator[str]:
    """What this visit did against its row."""
    row, method = visit.row, "GET" if visit.method == "HEAD" else visit.method
    welcome = {"GET": row.gets, "POST": row.posts}.get(method, table.NOBODY)
    if visit.answer.status_code >= 500:
        yield f"{visit}, an error"
    elif visit.let_in and visit.who not in welcome:
        yield f"{visit}, let in against the table"
    elif not visit.let_in and visit.who in welcome:
        yield f"{visit}, turned away against the table"
    elif not visit.let_in and visit.answer.status_code not in _ways_of_no(visit, method):
        yield f"{visit}, turned away in the wrong way"
    idle = method == "POST" and visit.answer.status_code >= 400 and not row.answers_no
    if visit.who in welcome and idle:
        yield f"{visit}, the row's post does nothing: mend `sends`"
    if visit.changed and visit.who not in welcome:
        yield f"{visit}, changed something"
    yield from _leaks(visit)
    yield from _looks(visit)


def _ways_of_no(visit: Visit, method: str) -> set[int]:
    answered = bool({"GET": visit.row.gets, "POST": visit.row.posts}.get(method))
    if visit.who == STRANGER:
        return {302} if answered else {302, 405}
    return {404} if answered else {404, 405}


def _leaks(visit: Visit) -> Iterator[str]:
    for canary in sorted(visit.heard, key=lambda bird: bird.song):
        if not _may_hear(visit.who, visit.row, canary):
            yield f"{visit}, shows {canary} of {canary.owner}"


def _may_hear(who: str, row: Row, canary: Canary) -> bool:
    if canary.owner == who:
        return True
    if canary.readers is not None:
        return who in canary.readers
    if who not in row.gets | row.posts:
        return False
    if canary.owner.startswith("house:"):
        return canary.owner == f"house:{_home(who)}"
    if canary.is_name and who != STRANGER and _is_staff_of_same_house(who, canary.owner):
        return True
    return SIGHTS[row.sees](who, canary)


def _a_name_on_their_list(who: str, canary: Canary) -> bool:
    return canary.is_name and canary.owner in WORKS_WITH.get(who, ())


def _a_question_to_them(who: str, canary: Canary) -> bool:
    asked = canary.is_name or canary.place.startswith(("Question.", "Look."))
    return asked and who in table.LEADERS and _home(who) == _home(canary.owner)


def _a_line_of_their_house(who: str, canary: Canary) -> bool:
    in_trace = canary.is_name or canary.place == "Look.what"
    return in_trace and _home(who) == _home(canary.owner)


SIGHTS = {
    NOTHING: lambda _who, _canary: False,
    SUBJECT: lambda _who, canary: canary.owner == "citizen",
    NAMES: _a_name_on_their_list,
    TRACE: _a_line_of_their_house,
    STAFF: lambda who, canary: _is_staff_of_same_house(who, canary.owner),
    WONDERINGS: lambda _who, canary: canary.place == "SecondOpinion.wondering",
    QUESTIONS: _a_question_to_them,
    INVITED: lambda _who, canary: canary.is_name or canary.place.startswith("Invitation."),
    DEMO: lambda _who, canary: canary.is_name or canary.place.startswith("Message."),
}
"""What each word in the table's column `sees` lets in."""


def _is_staff_of_same_house(who: str, owner: str) -> bool:
    """Staff stand by their names towards people of their own municipality."""
    return owner not in table.CITIZENS and _home(who) == _home(owner)


def _home(who: str) -> str:
    return table.CAST[who][1]


def _looks(visit: Visit) -> Iterator[str]:
    """Whoever reads about the citizen leaves a line; a page that promises more shows more."""
    if visit.method != "GET" or visit.answer.status_code != 200 or visit.who == "citizen":
        return
    about = {canary for canary in visit.heard if canary.owner == "citizen"}
    if about and not visit.noted and visit.row.sees not in {DEMO, WONDERINGS, INVITED}:
        yield f"{visit}, read about the citizen and left no trace"
    if visit.row.sees == SUBJECT and visit.let_in and not about:
        yield f"{visit}, says nothing about the citizen: is the canary gone?"


def in_private(visit: Visit, readers: frozenset[str]) -> Iterator[str]:
    """What is private opens for its owner, and for those it is shared with by name."""
    if visit.answer.status_code >= 500:
        yield f"{visit} for something private, an error"
    if visit.who not in readers | {"citizen"} and (visit.let_in or visit.changed):
        yield f"{visit} for something private, let in"
    yield from _leaks(visit)


def at_nothing(visit: Visit) -> Iterator[str]:
    """What does not exist, and what is somebody else's, are told apart by nobody."""
    expected = 302 if visit.who == STRANGER else 404
    if visit.answer.status_code != expected:
        yield f"{visit} for a row that does not exist"
