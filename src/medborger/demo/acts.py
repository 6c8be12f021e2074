"""What happens in the demo: one act by one person at one moment. Nothing here touches a database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


class Verb(StrEnum):
    """What somebody does."""

    ARRIVE = "arrive"
    JOIN = "join"
    OPEN = "open"
    LOOK = "look"
    LIST = "list"
    GOAL = "goal"
    STEP = "step"
    FINISH = "finish"
    SUGGEST = "suggest"
    ANSWER = "answer"
    NOTE = "note"
    SHARE = "share"
    DISAGREE = "disagree"
    CLOSE = "close"
    ASK = "ask"
    EXPLAIN = "explain"


READS = frozenset({Verb.ARRIVE, Verb.JOIN, Verb.OPEN, Verb.LOOK, Verb.LIST})
WRITES = frozenset(Verb) - READS
"""What leaves a line in a citizen's journal: at most one per citizen and fortnight when calm."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act.

    Attributes:
        at: The moment; what comes of the act is known by it.
        by: The login of the person who acts.
        about: The login of the citizen it is about.
        of: The moment at which that which is acted upon came to be.
        words: A wording, in the person's own words.
        more: An outcome, a reason, or what has helped before.
        choice: Who owns a step, what is answered, or whether a step is dropped.
    """

    at: dt.datetime
    verb: Verb
    by: str
    about: str
    of: dt.datetime | None = None
    words: str = ""
    more: str = ""
    choice: str = ""
    due_on: dt.date | None = None

    @property
    def origin(self) -> dt.datetime:
        """The moment that which is acted upon came to be; some acts have none."""
        assert self.of is not None, f"{self.verb} is about something"
        return self.of
