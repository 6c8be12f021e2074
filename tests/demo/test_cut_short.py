"""A demo that is cut off in the middle, and a visitor who writes while it is being filled."""

from __future__ import annotations

import json
import random
import time

import pytest

from tests.demo.filling import HELD, Running
from tests.harness.house import CSRF

pytestmark = pytest.mark.slow
VISITORS = ("demo-hanne", "demo-bo", "demo-carla", "demo-amira")


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Make one empty database for all."""
    folder = tmp_path_factory.mktemp("empty")
    made = Running(folder, f"sqlite:///{folder}/demo.sqlite3")
    return made.file


@pytest.fixture
def running(empty, tmp_path):
    """Open installations, and close them again whatever happens."""
    opened = []

    def open_(name, *numbers):
        folder = tmp_path / name
        folder.mkdir()
        url = f"sqlite:///{folder}/demo.sqlite3"
        opened.append(Running(folder, url, empty=empty, numbers=numbers))
        return opened[-1]

    yield open_
    for one in opened:
        one.stop()


def test_a_run_after_a_power_cut_ends_with_the_same_demo_as_an_unbroken_one(running):
    numbers = ("--people=12", "--weeks=8", "--seed=5")
    whole, cut = running("whole", *numbers), running("cut", *numbers)
    whole.manage("demo", *numbers)

    for weeks in (0, 2, 5):
        cut.begin()
        cut.wait_until_told(weeks + 1)
        time.sleep(random.uniform(0, 0.1))
        cut.cut()
        told, is_all = cut.weeks_told()
        assert weeks < told < 8, "it was cut in the middle"
        assert not is_all
    cut.begin()
    cut.wait_until_told()
    cut.stop()

    assert json.loads(cut.python("-c", HELD)) == json.loads(whole.python("-c", HELD))
    assert "Alle kæder er hele" in cut.manage("chain", "verify")


def test_a_visitor_who_writes_while_the_demo_is_filled_is_answered(running):
    """Each is answered before the story is over, the first without having been there before."""
    house = running("busy", "--people=80", "--weeks=30")
    house.begin()
    house.wait_until_told(1)

    answers = []
    while not house.weeks_told()[1]:
        who = VISITORS[len(answers) % len(VISITORS)]
        answer = house.post(f"/demo/{who}/", f"csrf={CSRF}")
        if not house.weeks_told()[1]:
            answers.append(answer.status)

    assert set(answers) == {302}
    assert len(answers) > 10
