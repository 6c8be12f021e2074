"""A rule pack is read whole, or refused with the line."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from medborger.encounter.rules.current import SHIPPED, shipped_pack
from medborger.encounter.rules.pack import Certainty, Kind, Status, Window
from medborger.encounter.rules.reading import read_pack
from medborger.foundation.documents.located import ImportRefused
from medborger.foundation.language import lix

CITIZENS = {Kind.RIGHT, Kind.DUTY, Kind.MINIMUM, Kind.OPTION}
RULE = """\
format: medborger.rules/1
pack: {id: prøve, title: Prøve, as_of: 2026-11-23}
groups:
  - {id: jobparat, name: Parat til job}
rules:
  - id: samtale
    title: En samtale
    tells: Du får en samtale.
    kind: minimum
    groups: [jobparat]
    valid_from: 2026-07-01
    status: in_force
    certainty: read
    source: Et sted
""".replace("prøve", "proeve")


def test_the_shipped_pack_names_a_source_and_a_certainty_for_every_rule():
    pack = shipped_pack()

    assert len(pack.rules) > 20
    assert all(rule.source and rule.tells for rule in pack.rules)
    assert {rule.status for rule in pack.rules} == set(Status)
    assert {rule.certainty for rule in pack.rules} == set(Certainty)


def test_nothing_expected_or_unverified_can_be_required_on_any_day():
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=30 * n) for n in range(60)]

    for rule in shipped_pack().rules:
        if rule.status is Status.EXPECTED or rule.certainty is not Certainty.READ:
            assert not any(rule.may_be_required(day) for day in days)


def test_what_the_rules_say_to_the_citizen_is_easy_to_read():
    about_the_citizen = [rule.tells for rule in shipped_pack().rules if rule.kind in CITIZENS]

    assert lix(" ".join(about_the_citizen)) <= 35


@pytest.mark.parametrize(
    ("found", "written", "line"),
    [
        ("kind: minimum", "kind: måske", 9),
        ("groups: [jobparat]", "groups: [ukendt]", 10),
        ("valid_from: 2026-07-01", "valid_from: i morgen", 11),
        ("valid_from: 2026-07-01", "valid_from: 2026-07-01\n    valid_to: 2025-01-01", 12),
        ("    source: Et sted\n", "", 6),
        ("    source: Et sted\n", "    source: Et sted\n    farve: blå\n", 15),
        ("id: samtale", "id: En Samtale", 6),
        ("kind: minimum", "kind: population_share", 6),
        ("kind: minimum", "kind: population_share\n    share: 75", 10),
        ("kind: minimum", "kind: minimum\n    count: 0", 10),
        ("kind: minimum", "kind: minimum\n    exemption: {needs_reason: true}", 10),
        ("kind: minimum", "kind: minimum\n    window_months: {from: 6, to: 3}", 10),
        ("format: medborger.rules/1", "format: andet/1", 1),
        ("as_of: 2026-11-23", "as_of: snart", 2),
        (", as_of: 2026-11-23", "", 2),
        ("  - {id: jobparat, name: Parat til job}", "  - {id: jobparat}", 4),
    ],
)
def test_a_bad_pack_names_the_line_of_the_fault(found, written, line):
    assert found in RULE

    with pytest.raises(ImportRefused) as refusal:
        read_pack(RULE.replace(found, written, 1))
    assert refusal.value.line == line


def test_a_rule_or_group_named_twice_and_an_empty_pack_are_refused():
    head, rules = RULE.split("rules:\n")
    group = "  - {id: jobparat, name: Parat til job}\n"
    with pytest.raises(ImportRefused, match="to gange"):
        read_pack(RULE + rules)
    with pytest.raises(ImportRefused, match="to gange"):
        read_pack(RULE.replace(group, group + group))
    with pytest.raises(ImportRefused, match="ingen regler"):
        read_pack(head)


@given(st.integers(0, 30), st.integers(1, 30), st.integers(0, 60))
def test_a_window_holds_exactly_between_its_ends(first, length, months):
    window = Window(first, first + length)

    assert window.holds(months) == (first <= months < first + length)


def test_a_rule_holds_on_its_first_and_last_day_and_not_outside():
    text = RULE.replace(
        "valid_from: 2026-07-01", "valid_from: 2026-07-01\n    valid_to: 2026-12-31"
    )
    rule = read_pack(text).rules[0]
    days = [dt.date(2026, 6, 30), dt.date(2026, 7, 1), dt.date(2026, 12, 31), dt.date(2027, 1, 1)]

    assert [rule.is_in_force(day) for day in days] == [False, True, True, False]


def test_a_rule_concerns_its_groups_and_not_those_it_leaves_out():
    offer = shipped_pack().rule("tilbud-seks-maaneder")

    assert offer.concerns({"jobparat": 2})
    assert not offer.concerns({"jobparat": 7})
    assert not offer.concerns({"jobparat": 2, "arbejdspligt": 2})
    assert not offer.concerns({})
    assert shipped_pack().rule("bisidder").concerns({})
    assert shipped_pack().rule("findes-ikke") is None
    assert offer in shipped_pack().of_kind([Kind.POPULATION_SHARE])


def test_the_command_checks_a_file_and_points_at_the_fault(tmp_path, capsys):
    call_command("rules", "check", str(SHIPPED))
    assert "regler" in capsys.readouterr().out

    bad = tmp_path / "bad.yaml"
    bad.write_text(RULE.replace("kind: minimum", "kind: x"), encoding="utf-8")
    with pytest.raises(CommandError, match="Linje 9"):
        call_command("rules", "check", str(bad))
    with pytest.raises(CommandError, match="kan ikke læses"):
        call_command("rules", "check", str(tmp_path / "none.yaml"))
