"""What the room of findings holds: a published answer in the citizen's municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.learning.findings import services
from virker.protocol import Protocol
from virker.result import Estimate, Result
from virker.verdicts import Verdict

if TYPE_CHECKING:
    from tests.harness.access.world import World

ASKED = {"kind": "before_after", "margin": 0.02, "primary": 52}


def fill(world: World) -> None:
    """Freeze a question, answer it, and let everybody read the answer."""
    analyst, leader = world.people["analyst"], world.people["leader"]
    asked = {"title": "Går det lige så godt?", "question": ASKED}
    finding = services.freeze(analyst.municipality, **asked, by=analyst)
    protocol = Protocol.from_mapping(finding.protocol)
    rows = tuple(Estimate.normal(week, 0.01, 0.01, 1003, 502) for week in protocol.horizons)
    result = Result(protocol, "difference", rows, verdict=Verdict.AT_LEAST_AS_GOOD)
    services.answer(finding, result=result, data_version="1", code_version="1", by=analyst)
    services.publish(finding, by=leader)
    for page in ("finding", "numbers", "work"):
        world.words[f"findings:{page}:public_id"] = str(finding.public_id)
