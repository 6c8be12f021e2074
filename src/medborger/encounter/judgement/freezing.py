"""Freeze what a judgement stands on, so that anybody can check later that nothing was changed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medborger.encounter.judgement.models import Judgement


def grounds(judgement: Judgement) -> dict[str, Any]:
    """All the judgement stands on, as plain data in a fixed order."""
    return {
        "question": judgement.question,
        "matter": judgement.matter.name,
        "paragraph": judgement.matter.paragraph,
        "citizens_view": judgement.citizens_view,
        "no_view_reason": judgement.no_view_reason,
        "facts": [{"text": f.text, "source": f.source} for f in judgement.facts.all()],
        "alternatives": [
            {"text": a.text, "weighed": a.weighed} for a in judgement.alternatives.all()
        ],
        "opinions": [
            {"by": o.asked.name, "wondering": o.wondering, "answer": o.answer}
            for o in judgement.opinions.all()
        ],
        "comments": [r.text for r in judgement.comments.all()],
        "answer": judgement.answer,
        "weighing": judgement.weighing,
        "conclusion": judgement.conclusion,
        "would_change": judgement.would_change,
        "outcome": judgement.outcome,
    }


def frozen_text(judgement: Judgement) -> str:
    """The grounds as one text that is the same wherever it is made."""
    return json.dumps(grounds(judgement), ensure_ascii=False, sort_keys=True, indent=1)


def seal_of(frozen: str) -> str:
    """The text's SHA-256, in hexadecimal."""
    return hashlib.sha256(frozen.encode()).hexdigest()


def is_whole(judgement: Judgement) -> bool:
    """Whether the frozen text still has its seal, and the rows still say the same."""
    return (
        seal_of(judgement.frozen) == judgement.seal and frozen_text(judgement) == judgement.frozen
    )
