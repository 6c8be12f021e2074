"""The database goes away and comes back: people are told to wait, and nothing is lost."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress

import pytest

from tests.harness.databases import house_and_server

pytestmark = pytest.mark.harness
PATIENCE = 60.0
"""Seconds for the house to answer again when the database is back."""
BEFORE, MEANWHILE = "At lære at svejse", "At tale med min chef"
ALL_GOALS = "from medborger.encounter.plan.models import Goal; print(*Goal.objects.order_by('pk').values_list('wording', flat=True), sep='|')"


def test_people_are_told_to_wait_while_postgresql_is_away_and_go_on_when_it_is_back(tmp_path):
    with house_and_server(tmp_path) as (house, server):
        citizen = house.people(1)["citizens"][0]
        house.start("server", "outbox")
        assert write(house, citizen, BEFORE).status == 302

        os.kill(server.get_pid(), signal.SIGQUIT)
        gone(server)
        pages = [house.get("/plan/", citizen["cookie"]), house.get("/")]
        away = [*pages, write(house, citizen, MEANWHILE)]

        assert [answer.status for answer in away] == [503] * 3
        assert [dict(answer.headers)["Retry-After"] for answer in away] == ["5"] * 3
        assert all("Vi er her igen om lidt" in answer.text for answer in away)
        assert house.get("/sundhed").status == 503

        server.ensure_postgres_running()
        back = again(house, citizen)
        assert write(house, citizen, MEANWHILE).status == 302
        page = house.get("/plan/", citizen["cookie"]).text

        assert back < PATIENCE
        assert BEFORE in page
        assert goals(house) == [BEFORE, MEANWHILE], "the same token has one effect"
        assert house.processes["outbox"].poll() is None, "the worker waits, it does not end"
        assert "Alle kæder er hele" in house.manage("chain", "verify")


def write(house, citizen, wording):
    return house.post("/plan/maal/", citizen["cookie"], wording=wording, once=f"token-{wording}")


def goals(house):
    """Every goal the database holds, read past the pages."""
    return house.manage("shell", "--no-imports", "-v0", "-c", ALL_GOALS).strip().split("|")


def gone(server):
    """Wait until the server has ended at once, as in a power cut of its own machine."""
    for _ in range(200):
        with suppress(Exception):
            if server.get_postmaster_info().is_running():
                time.sleep(0.05)
                continue
        return


def again(house, citizen):
    """Send what was not answered until it is; give the seconds it took."""
    began = time.monotonic()
    while write(house, citizen, MEANWHILE).status != 302:
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.1)
    return time.monotonic() - began
