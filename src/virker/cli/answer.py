"""`virker run` and `virker describe`: answer a question, and write the answer down."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

from virker.cli.saying import say, say_json, telling
from virker.progress import tell
from virker.protocol import Protocol, ProtocolError
from virker.question import Question
from virker.report import page
from virker.run import run as answer
from virker.tables import read

if TYPE_CHECKING:
    from argparse import Namespace

    from virker.result import Language, Result

RESULT, FROZEN, REPORT, MARK = "result.json", "protocol.yaml", "report.html", "data.sha256"
TABLES = ("weeks", "spells", "events", "persons", "codes")


def run(asked: Namespace) -> int:
    """Answer a PROTOCOL.yaml, write result.json and report.html, and say the sentence."""
    return _answer(asked, Protocol.from_yaml(asked.protocol))


def describe(asked: Namespace) -> int:
    """Answer what happens to people, without writing a protocol first."""
    horizons = sorted(set(asked.horizons))
    question = Question(kind="describe", outcome=asked.outcome, horizons=horizons)
    return _answer(asked, question.protocol())


def _answer(asked: Namespace, protocol: Protocol) -> int:
    out = Path(asked.out) if asked.out else None
    mark = fingerprint(Path(asked.data))
    kept = None if out is None or asked.again else already_answered(out, protocol, mark)
    with telling(asked):
        if kept is None:
            tell("Læser data")
            data = read(asked.data)
            tell("Regner")
            result = answer(protocol, data)
            kept = result.to_dict()
            if out is not None:
                tell("Skriver svaret")
                write(out, result, mark)
    if asked.json:
        say_json(kept)
    else:
        say(cast("dict[str, str]", kept["sentence"])[asked.language])
    return 0


def write(out: Path, result: Result, mark: str) -> None:
    """Write the frozen protocol first, then the report and the result; each whole or not at all."""
    out.mkdir(parents=True, exist_ok=True)
    _whole(out / FROZEN, result.protocol.to_yaml())
    _whole(out / MARK, mark + "\n")
    _whole(out / REPORT, page(result))
    _whole(out / RESULT, result.to_json() + "\n")


def _whole(path: Path, text: str) -> None:
    """Write beside and move into place, so that nobody ever reads half a file."""
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def already_answered(out: Path, protocol: Protocol, mark: str) -> dict[str, object] | None:
    """The answer that is there already for the same protocol and the same data, or None.

    Raises:
        ProtocolError: The folder holds the answer to another protocol; a frozen protocol is not
            written over.
    """
    frozen = out / FROZEN
    if not frozen.exists():
        return None
    if Protocol.from_yaml(frozen).hash != protocol.hash:
        raise ProtocolError(
            f"{out} har allerede svar på en anden protokol. En frossen protokol rettes ikke: "
            "skriv svaret i en ny mappe, eller brug --again, hvis det gamle svar skal væk."
        )
    told, result = out / MARK, out / RESULT
    if not (told.exists() and result.exists()) or told.read_text("utf-8").strip() != mark:
        return None
    return cast("dict[str, object]", json.loads(result.read_text("utf-8")))


def fingerprint(folder: Path) -> str:
    """A sha256 over the tables of a data folder, to know the same data again."""
    total = hashlib.sha256()
    for name in TABLES:
        for kind in ("parquet", "csv"):
            path = folder / f"{name}.{kind}"
            if path.is_file():
                total.update(f"{path.name}:{path.stat().st_size}:".encode())
                with path.open("rb") as file:
                    total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def sentence(result: Result, language: Language) -> str:
    """The sentence of a result; a short way for scripts."""
    return result.sentence(language)
