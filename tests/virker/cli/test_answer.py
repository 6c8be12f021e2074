"""From a protocol file and a folder of data to an answer on disk."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from tests.virker.people import a_register
from virker.cli import main
from virker.protocol import Protocol
from virker.simulate import write

pytestmark = pytest.mark.slow
ASKED = (
    "kind: start_vs_wait\nservice: {service}\nhorizons: [4, 13, 26]\nprimary: 26\nmargin: 0.02\n"
)
FIXED = {"protocol_hash", "estimand", "estimates", "checks", "verdict", "reasons", "sentence"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(a_register(), tmp_path_factory.mktemp("data"))


@pytest.fixture
def protocol(tmp_path):
    path = tmp_path / "protocol.yaml"
    path.write_text(ASKED.format(service="course"), encoding="utf-8")
    return path


def run(protocol, folder, out, *more):
    return main(["run", str(protocol), "--data", str(folder), "--out", str(out), "--quiet", *more])


@pytest.fixture(scope="module")
def answered(folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("answered")
    asked = place / "protocol.yaml"
    asked.write_text(ASKED.format(service="course"), encoding="utf-8")
    assert run(asked, folder, place / "out") == 0
    return place / "out"


class Links(HTMLParser):
    """Whatever a page would fetch from elsewhere."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in {"src", "href"} and not value.startswith("#"):
                self.found.append(value)
        if tag in {"script", "link", "img", "iframe"}:
            self.found.append(tag)


def test_the_answer_has_the_agreed_names(answered):
    result = json.loads((answered / "result.json").read_text("utf-8"))

    assert set(result) >= FIXED
    assert [e["horizon"] for e in result["estimates"]] == [4, 13, 26]
    assert Protocol.from_yaml(answered / "protocol.yaml").hash == result["protocol_hash"]


def test_the_report_stands_alone_in_two_languages(answered):
    page = (answered / "report.html").read_text("utf-8")
    links = Links()
    links.feed(page)

    assert links.found == []
    assert page.count("<svg") >= 4
    assert 'lang="da"' in page
    assert 'lang="en"' in page
    result = json.loads((answered / "result.json").read_text("utf-8"))
    assert result["sentence"]["da"] in page
    assert result["sentence"]["en"] in page


def test_nobody_can_be_found_in_what_was_written(answered, folder):
    written = "".join(path.read_text("utf-8") for path in answered.iterdir())

    assert "p0000" not in written
    assert "c0000" not in written
    assert str(folder) not in written


def test_the_sentence_is_said(protocol, folder, tmp_path, capsys):
    assert run(protocol, folder, tmp_path / "out", "--language", "en") == 0

    assert "guidance" in capsys.readouterr().out


def test_an_answer_that_is_there_is_not_made_again(protocol, folder, tmp_path, monkeypatch):
    run(protocol, folder, tmp_path / "out")
    monkeypatch.setattr("virker.cli.answer.answer", lambda *_: pytest.fail("made again"))

    assert run(protocol, folder, tmp_path / "out", "--json") == 0


def test_a_frozen_protocol_is_not_written_over(protocol, folder, tmp_path, capsys):
    run(protocol, folder, tmp_path / "out")
    before = (tmp_path / "out" / "result.json").read_text("utf-8")
    protocol.write_text(ASKED.format(service="praktik"), encoding="utf-8")

    assert run(protocol, folder, tmp_path / "out") == 2
    assert "anden protokol" in capsys.readouterr().err
    assert (tmp_path / "out" / "result.json").read_text("utf-8") == before


def test_bad_data_give_exit_code_two_and_no_output(protocol, tmp_path, capsys):
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "weeks.csv").write_text("person,week,state\na,2026-W99,job\n", encoding="utf-8")

    assert run(protocol, bad, tmp_path / "out") == 2
    assert not (tmp_path / "out").exists()
    assert "linje 2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind: spådom\n", "kind"),
        ("kind: start_vs_wait\nservice: raket\n", "raket"),
        ("kind: start_vs_wait\nservice: course\noutcome: lykke\n", "lykke"),
        ("[", "kan ikke læses"),
    ],
)
def test_a_protocol_that_cannot_be_answered_is_refused_in_words(
    text, says, folder, tmp_path, capsys
):
    path = tmp_path / "protocol.yaml"
    path.write_text(text, encoding="utf-8")

    assert run(path, folder, tmp_path / "out") == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_happens_to_people_can_be_asked_without_a_protocol(folder, tmp_path, capsys):
    asked = ["describe", str(folder), "--horizons", "13", "26", "--out", str(tmp_path / "out")]

    assert main([*asked, "--quiet"]) == 0
    assert "100" in capsys.readouterr().out
    assert (tmp_path / "out" / "report.html").exists()
