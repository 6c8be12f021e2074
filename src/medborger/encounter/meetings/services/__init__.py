"""What people do around talks. Each verb leaves a line in the citizen's journal."""

from __future__ import annotations

from medborger.encounter.meetings.services.booking import book, cancel
from medborger.encounter.meetings.services.completing import complete
from medborger.encounter.meetings.services.inviting import (
    close,
    invite,
    invite_many,
    pause,
    remind,
)
from medborger.encounter.meetings.services.preparing import add_point, agree, expect, settle_point
from medborger.encounter.meetings.services.talking import (
    comment,
    draft,
    give_feedback,
    hold,
    publish,
    register,
)
from medborger.encounter.meetings.services.times import offer_times, withdraw

__all__ = [
    "add_point",
    "agree",
    "book",
    "cancel",
    "close",
    "comment",
    "complete",
    "draft",
    "expect",
    "give_feedback",
    "hold",
    "invite",
    "invite_many",
    "offer_times",
    "pause",
    "publish",
    "register",
    "remind",
    "settle_point",
    "withdraw",
]
