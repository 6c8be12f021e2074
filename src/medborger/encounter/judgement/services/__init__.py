"""What people do with a judgement. Each verb leaves a line in the citizen's journal."""

from __future__ import annotations

from medborger.encounter.judgement.services.after import answer_complaint, complain
from medborger.encounter.judgement.services.finishing import finish, send
from medborger.encounter.judgement.services.voices import answer_opinion, ask_opinion, comment
from medborger.encounter.judgement.services.writing import (
    add_alternative,
    add_fact,
    begin,
    remove_alternative,
    remove_fact,
    set_matter,
    write,
)

__all__ = [
    "add_alternative",
    "add_fact",
    "answer_complaint",
    "answer_opinion",
    "ask_opinion",
    "begin",
    "comment",
    "complain",
    "finish",
    "remove_alternative",
    "remove_fact",
    "send",
    "set_matter",
    "write",
]
