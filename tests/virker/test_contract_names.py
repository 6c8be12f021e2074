"""The contract on paper and the names in the code are the same."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from virker.cli import answer
from virker.names import BENEFIT, BENEFITS, SERVICES, STATES
from virker.protocol import KINDS, Protocol
from virker.question import Question
from virker.reading.files import TEXTS
from virker.result import Check, Estimate, Result
from virker.tables import SCHEMAS
from virker.verdicts import Verdict

CONTRACT = (Path(__file__).parents[2] / "docs/reference/contract.md").read_text("utf-8")


def section(title):
    """The text under a heading, down to the next heading of the same or a higher level."""
    level, rest = re.search(
        rf"^(#+) {re.escape(title)}[^\n]*\n(.*)", CONTRACT, re.MULTILINE | re.DOTALL
    ).groups()
    return re.split(rf"^#{{1,{len(level)}}} ", rest, flags=re.MULTILINE)[0]


def first_column(title, head):
    """The names in the first column of the table that begins with `head`."""
    table = section(title).split(f"| {head} |", 1)[1].split("\n\n")[0]
    return re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)


def words(title):
    return set(re.findall(r"`([A-Za-z_]+)`", section(title).split("\n\n")[0]))


@pytest.mark.parametrize("table", SCHEMAS)
def test_the_columns_of_each_table_stand_on_the_page(table):
    written = set(re.findall(r"`(\w+)`", section("1. A DATA folder")))

    assert written >= {*SCHEMAS[table].names, *TEXTS[table]}


def test_the_states_and_services_are_those_in_the_code():
    written = set(re.findall(r"`([\w+]+)`", section("1. A DATA folder")))

    assert written >= {state for state in STATES if "+" not in state} | {*BENEFITS, BENEFIT}
    assert written >= set(SERVICES)


def test_the_fields_of_a_protocol_are_those_in_the_code():
    assert first_column("2. PROTOCOL.yaml", "field") == [field.name for field in fields(Protocol)]
    assert set(first_column("2. PROTOCOL.yaml", "kind")) == set(KINDS)


def test_the_keys_of_a_result_are_those_in_the_code():
    asked = Question(kind="start_vs_wait", service="praktik").protocol()

    assert first_column("3. result.json", "key") == list(Result(asked, "ATT").to_dict())
    assert first_column("An estimate", "key") == [field.name for field in fields(Estimate)]
    assert first_column("A check", "key") == [field.name for field in fields(Check)]
    assert words("Verdicts") == {verdict.value for verdict in Verdict}


def test_the_files_a_run_writes_are_those_in_the_code():
    written = section("The folder `virker run` writes")

    for name in (answer.RESULT, answer.FROZEN, answer.REPORT, answer.MARK):
        assert f"`{name}`" in written
