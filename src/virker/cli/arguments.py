"""What can be asked on the command line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from virker.cli.answer import describe, run
from virker.cli.check import check
from virker.cli.known import simulate, truth
from virker.protocol import HORIZONS

if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]  # pyright: ignore[reportPrivateUsage]


def parser() -> argparse.ArgumentParser:
    """Build the parser of the five verbs; each carries the function that acts as `act`."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="svar som JSON på standard output")
    shared.add_argument("--language", choices=("da", "en"), default="da", help="da eller en")
    shared.add_argument("--quiet", action="store_true", help="fortæl ikke undervejs")
    top = argparse.ArgumentParser(
        prog="virker", description="Fra ugentlige registreringer til ærlige svar."
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    for add in (_check, _describe, _run, _simulate, _truth):
        add(verbs, shared)
    return top


def _check(verbs: Verbs, shared: argparse.ArgumentParser) -> None:
    verb = verbs.add_parser("check", parents=[shared], help="er der fejl i data?")
    verb.add_argument("data", metavar="DATA", help="mappe med weeks, spells, events, persons")
    verb.set_defaults(act=check)


def _describe(verbs: Verbs, shared: argparse.ArgumentParser) -> None:
    verb = verbs.add_parser("describe", parents=[shared], help="hvad sker der med borgerne?")
    verb.add_argument("data", metavar="DATA", help="mappe med weeks, spells, events, persons")
    verb.add_argument("--outcome", default="job", help="job, education, job_or_education")
    verb.add_argument("--horizons", type=int, nargs="+", default=list(HORIZONS), help="uger")
    _out(verb)
    verb.set_defaults(act=describe)


def _run(verbs: Verbs, shared: argparse.ArgumentParser) -> None:
    verb = verbs.add_parser("run", parents=[shared], help="besvar en frosset protokol")
    verb.add_argument("protocol", metavar="PROTOCOL.yaml", help="protokollen")
    verb.add_argument("--data", required=True, metavar="DATA", help="mappe med data")
    _out(verb, required=True)
    verb.set_defaults(act=run)


def _simulate(verbs: Verbs, shared: argparse.ArgumentParser) -> None:
    verb = verbs.add_parser("simulate", parents=[shared], help="lav et register med kendt facit")
    verb.add_argument("out", metavar="DIR", help="mappen, data skrives i")
    verb.add_argument("--dream", action="store_true", help="som DREAM: en kolonne pr. uge")
    _world(verb)
    verb.set_defaults(act=simulate)


def _truth(verbs: Verbs, shared: argparse.ArgumentParser) -> None:
    verb = verbs.add_parser("truth", parents=[shared], help="holder metoden, når vi kender facit?")
    verb.add_argument("--registers", type=int, default=4, help="hvor mange registre")
    verb.add_argument("--out", metavar="FILE", help="husk hvert register her, og fortsæt herfra")
    _world(verb)
    verb.set_defaults(act=truth)


def _out(verb: argparse.ArgumentParser, *, required: bool = False) -> None:
    verb.add_argument("--out", required=required, metavar="DIR", help="mappe til svaret")
    verb.add_argument("--again", action="store_true", help="regn igen, selv om svaret er der")


def _world(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--persons", type=int, default=10_000)
    verb.add_argument("--weeks", type=int, default=260)
    verb.add_argument("--seed", type=int, default=1)
    verb.add_argument("--effects", type=float, default=1.0, help="0: ingen tilbud virker")
    verb.add_argument("--hidden", type=float, default=0.0, help="styrke af det, ingen skrev ned")
    verb.add_argument("--municipalities", type=int, default=98)
