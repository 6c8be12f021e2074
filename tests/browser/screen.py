"""A screen and what it demands of every page it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
WIDTHS = (1280, 390)
OUR_OWN_ANSWERS = ("409", "422")
"""Chromium calls a form that comes back an error; here it is an answer."""

FOCUS_NAME = """() => {
  const e = document.activeElement;
  const label = e.labels && e.labels.length ? e.labels[0].innerText : "";
  return (e.getAttribute("aria-label") || label || e.innerText || "").trim().replace(/\\s+/g, " ");
}"""
POSTS_WITHOUT_TOKEN = """() => [...document.querySelectorAll("form")].filter((form) =>
  (form.getAttribute("method") || "").toLowerCase() === "post"
  && !form.querySelector("input[name=csrfmiddlewaretoken]")).map((form) => form.action)"""


@dataclass
class Screen:
    """One person's browser window.

    `visit` and `check` look at the page with axe at desktop and phone width; `complaints` collects
    what the console said, among it every break of the content security policy.
    """

    page: Any
    address: str
    scripts: bool = True
    clicks: int = 0
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        ours = any(f"status of {code}" in message.text for code in OUR_OWN_ANSWERS)
        if message.type == "error" and not ours:
            self.complaints.append(message.text)

    # --- going and looking ---
    def visit(self, path: str) -> Any:
        """Go to a page and check it."""
        answer = self.page.goto(self.address + path)
        self.check()
        return answer

    def check(self) -> None:
        """Demand of the page in front of us what we demand of all pages."""
        if self.scripts:
            found = [line for width in WIDTHS for line in self.axe(width)]
            assert not found, "\n".join(found)
        assert self.page.evaluate(POSTS_WITHOUT_TOKEN) == []
        assert self.page.title()
        assert not self.complaints, self.complaints

    def axe(self, width: int, kind: str = "violations") -> list[str]:
        """Ask axe at one width; give one line per finding."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        result = self.page.evaluate(f"() => axe.run(document, {{resultTypes: ['{kind}']}})")
        return [
            f"{width}px {rule['id']}: {node['target']} {node.get('failureSummary', '')}"
            for rule in result[kind]
            for node in rule["nodes"]
        ]

    def overflow(self, width: int = 320) -> int:
        """Measure how many pixels the page runs out of a narrow window sideways."""
        self.page.set_viewport_size({"width": width, "height": 800})
        return int(
            self.page.evaluate(
                "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
            )
        )

    # --- doing ---
    def click(self, name: str, role: str = "button") -> None:
        """Click what has this name, and count it."""
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()

    def focused(self) -> str:
        """Name what has the focus."""
        return str(self.page.evaluate(FOCUS_NAME))

    def tab_to(self, name: str, most: int = 80) -> None:
        """Press Tab until something with this name has the focus, as keyboard users do."""
        seen = []
        for _ in range(most):
            self.page.keyboard.press("Tab")
            seen.append(self.focused())
            if seen[-1].startswith(name):
                return
        raise AssertionError(f"“{name}” is not reached with Tab; the stops were: {seen}")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Type into what has the focus."""
        self.page.keyboard.type(text)
