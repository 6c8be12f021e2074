"""`python -m benchmarks.pages_at PEOPLE`: how long the server takes for three pages.

Fills the database that DATABASE_URL names (it must be empty and migrated), asks for the citizen's
front page, the plan and the professional's list as many different people, and prints JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from itertools import islice
from typing import Any

BLOCK, WEEKS = 50, 26
"""The municipality that the services tell, and that is copied."""
REQUESTS, ROUNDS = 40, 5


def main(people: int) -> dict[str, Any]:
    """Fill, ask, and tell."""
    import django

    django.setup()
    began = time.monotonic()
    _fill(people)
    filled = time.monotonic() - began
    return {"people": people, "filled_s": round(filled, 1)} | _measure()


def _fill(people: int) -> None:
    from django.db import connection

    from benchmarks.copies import Copier
    from medborger.demo import replay as story
    from medborger.foundation.people.models import Person

    if not Person.objects.filter(login__contains="~").exists():
        story.tell(story.begin(people=BLOCK, weeks=WEEKS, seed=1))
        Copier("solbaek").write(max(1, people // BLOCK - 1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _measure() -> dict[str, dict[str, float]]:
    """The best of several rounds' p95, as the clock has it and as the processor has it."""
    from django.test import Client

    pages = {"front": ("/min-side/", 1), "plan": ("/plan/", 1), "list": ("/plan/borgere/", 0)}
    clock, cpu = {}, {}
    for name, (address, citizens) in pages.items():
        clients = []
        for person in _people(citizens=bool(citizens)):
            client = Client(SERVER_NAME="localhost")
            client.force_login(person)
            clients.append(client)
        rounds = [_round(clients, address) for _ in range(ROUNDS)]
        clock[name], cpu[name] = (round(min(times), 1) for times in zip(*rounds, strict=True))
    return {"p95_ms": clock, "p95_cpu_ms": cpu}


def _people(*, citizens: bool) -> list[Any]:
    """People spread over the whole database."""
    from medborger.encounter.plan.models import Plan
    from medborger.foundation.people.models import Person, Relation

    if citizens:
        keys = list(Plan.objects.order_by("pk").values_list("subject_id", flat=True))
    else:
        workers = Relation.objects.order_by("worker_id").values_list("worker_id", flat=True)
        keys = list(workers.distinct())
    step = max(1, len(keys) // REQUESTS)
    return list(Person.objects.filter(pk__in=list(islice(keys, 0, None, step))[:REQUESTS]))


def _round(clients: list[Any], address: str) -> tuple[float, float]:
    clock, cpu = [], []
    for client in clients:
        began, busy = time.perf_counter(), time.process_time()
        answer = client.get(address)
        cpu.append((time.process_time() - busy) * 1000)
        clock.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
    return _p95(clock), _p95(cpu)


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    print(json.dumps(main(int(sys.argv[1]))))
