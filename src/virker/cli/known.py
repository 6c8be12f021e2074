"""`virker simulate` and `virker truth`: people whose truth we know, and whether the method finds it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

from virker.cli.saying import say, say_json, telling
from virker.errors import VirkerError
from virker.progress import tell
from virker.proof import Cell, prove
from virker.simulate import World, write
from virker.simulate import simulate as live
from virker.simulate.dream import write_dream
from virker.tally import Line, pooled_coverage, tally

if TYPE_CHECKING:
    from argparse import Namespace

HEAD = {
    "da": "tilbud          uge  registre   facit    fejl  fejl/s.e.  facit i interval",
    "en": "service        week registers   truth    bias   bias/se.  truth in interval",
}


def simulate(asked: Namespace) -> int:
    """Write a register with known truth as a data folder."""
    world = _world(asked, asked.seed)
    with telling(asked):
        tell(f"Lever {world.n} liv i {world.weeks} uger")
        register = live(world)
        tell("Skriver mappen")
        folder = (write_dream if asked.dream else write)(register, asked.out)
    if asked.json:
        say_json({"persons": world.n, "weeks": world.weeks, "seed": world.seed})
    else:
        say(str(folder))
    return 0


def truth(asked: Namespace) -> int:
    """Estimate in many registers and set the truth beside; goes on where it stopped.

    With `--out` every finished register is one line of JSON in the file, and is not done again.
    """
    out = Path(asked.out) if asked.out else None
    settings = {"n": asked.persons, "weeks": asked.weeks, "effects": asked.effects,
                "hidden": asked.hidden, "municipalities": asked.municipalities}  # fmt: skip
    done = _remembered(out, settings) if out else {}
    with telling(asked):
        for seed in range(asked.seed, asked.seed + asked.registers):
            if seed in done:
                continue
            tell(f"Register {seed} ({seed - asked.seed + 1} af {asked.registers})")
            done[seed] = prove(_world(asked, seed))
            if out:
                _remember(out, settings, seed, done[seed])
    wanted = range(asked.seed, asked.seed + asked.registers)
    lines = tally([cell for seed in wanted for cell in done[seed]])
    if asked.json:
        say_json({"lines": [_plain(line) for line in lines], "coverage": pooled_coverage(lines)})
    else:
        say("\n".join([HEAD[asked.language], *map(_text, lines)]))
        say(f"{100 * pooled_coverage(lines):.1f} %")
    return 0


def _world(asked: Namespace, seed: int) -> World:
    if asked.persons < 1 or asked.weeks < 1:
        raise VirkerError("Antal borgere og uger skal være mindst 1.")
    return World(
        n=asked.persons,
        weeks=asked.weeks,
        munis=asked.municipalities,
        seed=seed,
        effects=asked.effects,
        sel_u=asked.hidden,
    )


def _remember(out: Path, settings: dict[str, object], seed: int, cells: list[Cell]) -> None:
    line = {"settings": settings, "seed": seed, "cells": [asdict(cell) for cell in cells]}
    with out.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _remembered(out: Path, settings: dict[str, object]) -> dict[int, list[Cell]]:
    """The registers already done; a last line that was cut off is done again."""
    if not out.exists():
        return {}
    done: dict[int, list[Cell]] = {}
    whole = [text for text in out.read_text("utf-8").splitlines() if text.endswith("}")]
    for line in map(json.loads, whole):
        if line["settings"] != settings:
            raise VirkerError(f"{out} er fra en kørsel med andre indstillinger. Brug en anden fil.")
        done[int(line["seed"])] = [Cell(**cell) for cell in line["cells"]]
    return done


def _plain(line: Line) -> dict[str, object]:
    told = cast("dict[str, object]", asdict(line))
    z = line.bias_z
    spread = line.bias_se
    return told | {"bias_se": spread if spread == spread else None, "bias_z": z if z == z else None}  # noqa: PLR0124


def _text(line: Line) -> str:
    numbers = f"{100 * line.truth:8.2f}{100 * line.bias:8.2f}{line.bias_z:11.2f}"
    held = f"{line.covered}/{line.registers}"
    return f"{line.service:<14}{line.horizon:>5}{line.registers:>10}{numbers}{held:>18}"
