"""Nothing we said yes to is lost or doubled, however often the power is cut (./test crash).

`CRASH_KILLS=500 ./test crash` is the long form.
"""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest

from tests.harness.databases import DATABASES, house_on
from tests.harness.house import BROKEN, House

pytestmark = pytest.mark.harness

WRITERS = 6
KILLS = {"sqlite": int(os.environ.get("CRASH_KILLS", "20")), "postgresql": 0}
KILLS["postgresql"] = max(6, KILLS["sqlite"] // 3)
VICTIMS = [("server", "outbox", "letters"), ("server",), ("server",), ("outbox",), ("letters",)]
"""Whom one blow hits: everybody, or one of them."""

STORED = """
import django, json; django.setup()
from medborger.encounter.plan.models import Goal
from medborger.foundation.journal.models import Event
from medborger.foundation.outbox.models import Message
print(json.dumps({
    "goals": list(Goal.objects.values_list("wording", flat=True)),
    "numbers": {e.number: e.data["goal"] for e in Event.objects.filter(kind="plan.goal.added")},
    "goal_of": {str(g.public_id): g.wording for g in Goal.objects.all()},
    "letters": list(Message.objects.values_list("text", "receipt")),
}))
"""


@dataclass
class Writer:
    """A citizen who writes goal upon goal, and sends again until there is an answer."""

    house: House
    name: str
    cookie: str
    stop: threading.Event
    acknowledged: dict[str, tuple[str, str]] = field(default_factory=dict)
    broken: int = 0
    strange: list[str] = field(default_factory=list)

    def write(self) -> None:
        """Write until told to stop; the last goal is sent until it is answered."""
        number = 0
        while not self.stop.is_set():
            number += 1
            self._one(f"{self.name} mål {number}", f"{self.name}-{number}-{random.random()}")
            time.sleep(0.01)

    def _one(self, wording: str, token: str) -> None:
        for _ in range(400):
            answer = self.house.post("/plan/maal/", self.cookie, wording=wording, once=token)
            if answer.status == 302:
                receipt = answer.location.partition("kvittering=")[2]
                self.acknowledged[wording] = (token, receipt)
                return
            if answer.status not in {BROKEN, 503}:
                self.strange.append(f"{answer.status}: {answer.text[:200]}")
                return
            self.broken += 1
            time.sleep(0.1)
        self.strange.append(f"no answer to «{wording}»")


def stored(house: House) -> dict:
    return json.loads(house.python("-c", STORED))


def faults(writers: list[Writer], kept: dict) -> list[str]:
    """What was lost, doubled or given the wrong receipt."""
    times = Counter(kept["goals"])
    found = [f"doubled: {wording}" for wording, count in times.items() if count > 1]
    for writer in writers:
        for wording, (_token, receipt) in writer.acknowledged.items():
            if wording not in times:
                found.append(f"lost: {wording}")
            elif kept["goal_of"].get(kept["numbers"].get(receipt, "")) != wording:
                found.append(f"wrong receipt: {wording}")
    return found


def blows(house: House, count: int) -> None:
    """Kill at random, and let the house rise again."""
    everybody = VICTIMS[0]
    for number in range(count):
        time.sleep(random.uniform(0.1, 0.5))
        house.end(*(everybody if number == 0 else random.choice(VICTIMS)))
        house.start(*everybody)


@pytest.mark.parametrize("database", DATABASES)
def test_nothing_acknowledged_is_lost_or_doubled_by_killing(database, tmp_path):
    with house_on(database, tmp_path) as house:
        citizens = house.people(WRITERS)["citizens"]
        house.start(*VICTIMS[0])
        stop = threading.Event()
        writers = [Writer(house, c["login"], c["cookie"], stop) for c in citizens]
        threads = [threading.Thread(target=writer.write) for writer in writers]
        for thread in threads:
            thread.start()
        blows(house, KILLS[database])
        stop.set()
        for thread in threads:
            thread.join()

        kept = stored(house)
        said_yes = sum(len(writer.acknowledged) for writer in writers)
        print(f"{database}: {KILLS[database]} kills, {said_yes} acknowledged, "
              f"{sum(w.broken for w in writers)} sent again")  # fmt: skip
        assert [line for writer in writers for line in writer.strange] == []
        assert said_yes > KILLS[database]
        assert sum(writer.broken for writer in writers) > 0, "no blow hit anybody"
        assert faults(writers, kept) == []
        assert "Alle kæder er hele" in house.manage("chain", "verify")
        the_same_token_has_the_same_answer(house, writers)
        every_letter_leaves_once(house, tmp_path)
        a_doubled_goal_would_have_been_seen(house, writers)


def the_same_token_has_the_same_answer(house, writers):
    for writer in writers:
        wording, (token, receipt) = list(writer.acknowledged.items())[-1]
        again = house.post("/plan/maal/", writer.cookie, wording=wording, once=token)
        assert again.location.endswith(receipt)
    assert faults(writers, stored(house)) == []


def every_letter_leaves_once(house, folder):
    house.end("letters", "outbox")
    house.python("-c", "import django; django.setup()\n"
                 "from medborger.foundation.outbox.models import Job\n"
                 "Job.objects.update(lease_until=None)")  # fmt: skip
    house.manage("outbox", "--until-empty")
    kept = stored(house)["letters"]
    files = sorted((folder / "outbox").glob("*.json"))
    delivered = Counter(json.loads(file.read_text())["besked"] for file in files)
    acknowledged = (folder / "acknowledged").read_text().splitlines()
    assert acknowledged
    assert set(acknowledged) <= set(delivered)
    assert delivered == Counter(text for text, _receipt in kept)
    assert max(delivered.values()) == 1
    assert all(receipt for _text, receipt in kept)


def a_doubled_goal_would_have_been_seen(house, writers):
    wording = next(iter(writers[0].acknowledged))
    house.post("/plan/maal/", writers[0].cookie, wording=wording, once="another")
    assert faults(writers, stored(house)) == [f"doubled: {wording}"]
