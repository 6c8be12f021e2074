"""Hold coverage to its promise: 95 % overall; policies, services and virker all of it.

In `medborger` a policy or a service that no test reaches stops `./test unit`; so does a total
below `FLOOR`, which may only rise. What `virker` lacks is printed on every run.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

OVERALL = 95.0
FLOOR = 95.0


def rules(name: str) -> bool:
    """Ask whether this file of medborger says who may, or does something; alone or in a folder."""
    path = Path(name)
    words = {*path.parts[:-1], path.stem}
    return "medborger" in words and bool(words & {"policies", "services"})


def whole(name: str) -> bool:
    """Ask whether this file is promised to be covered to the last branch."""
    return rules(name) or "virker" in Path(name).parts


def short(report: dict[str, Any]) -> list[str]:
    """Name the files that fall short of their promise."""
    files = sorted(report["files"].items())
    return [
        name for name, facts in files if whole(name) and facts["summary"]["percent_covered"] < 100
    ]


def tell(name: str, facts: dict[str, Any]) -> str:
    """Say where nobody has been: lines, and branches from line to line."""
    lines = ", ".join(map(str, facts["missing_lines"]))
    branches = ", ".join(f"{here}→{there}" for here, there in facts["missing_branches"])
    return f"{name}: {facts['summary']['percent_covered']:.1f} % af 100 %, linjer [{lines}], grene [{branches}]"


def broken(report: dict[str, Any]) -> list[str]:
    """Say which promises are broken so that it must stop the house, in words."""
    lines = [
        f"Skriv en test, der når hele {name}, eller fjern det, ingen bruger."
        for name in short(report)
        if rules(name)
    ]
    total = report["totals"]["percent_covered"]
    if total < FLOOR:
        lines.append(f"Dækningen er {total:.1f} % i alt; den må ikke falde under {FLOOR:.0f} %.")
    return lines


def main() -> int:
    """Read the report named on the command line."""
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for name in short(report):
        print(tell(name, report["files"][name]))
    problems = broken(report)
    total = report["totals"]["percent_covered"]
    print("\n".join(problems) or f"dækning: {total:.1f} % i alt (mindst {OVERALL:.0f} %)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
