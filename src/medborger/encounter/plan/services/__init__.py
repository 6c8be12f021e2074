"""What people do with a plan. Each verb leaves a line in the journal, and gives it back."""

from __future__ import annotations

from medborger.encounter.plan.services.disagreements import disagree, withdraw_disagreement
from medborger.encounter.plan.services.goals import (
    add_goal,
    begin_plan,
    close_goal,
    edit_goal,
    own_plan,
    reopen_goal,
)
from medborger.encounter.plan.services.notes import add_note, edit_note
from medborger.encounter.plan.services.posts import settle, write_post
from medborger.encounter.plan.services.privacy import make_private, open_up, share, unshare
from medborger.encounter.plan.services.steps import (
    add_step,
    edit_step,
    finish_step,
    move_step,
    place_step,
    skip_step,
)
from medborger.encounter.plan.services.suggestions import (
    answer_suggestion,
    suggest_step,
    suggest_words,
)

__all__ = [
    "add_goal",
    "add_note",
    "add_step",
    "answer_suggestion",
    "begin_plan",
    "close_goal",
    "disagree",
    "edit_goal",
    "edit_note",
    "edit_step",
    "finish_step",
    "make_private",
    "move_step",
    "open_up",
    "own_plan",
    "place_step",
    "reopen_goal",
    "settle",
    "share",
    "skip_step",
    "suggest_step",
    "suggest_words",
    "unshare",
    "withdraw_disagreement",
    "write_post",
]
