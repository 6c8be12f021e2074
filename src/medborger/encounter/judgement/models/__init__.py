"""What a judgement consists of, who has said what to it, and what came after."""

from __future__ import annotations

from medborger.encounter.judgement.models.after import Complaint
from medborger.encounter.judgement.models.judgements import Judgement, Matter
from medborger.encounter.judgement.models.parts import Alternative, Fact
from medborger.encounter.judgement.models.voices import Comment, SecondOpinion

__all__ = [
    "Alternative",
    "Comment",
    "Complaint",
    "Fact",
    "Judgement",
    "Matter",
    "SecondOpinion",
]
