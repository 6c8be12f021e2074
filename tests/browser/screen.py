"""A screen and what it demands of every page it is shown."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Error

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
WIDTHS = (1280, 390)
NARROW = 320
THUMB = 44
LATER_PAGE = 25_000
OUR_OWN_ANSWERS = ("404", "409", "422")
"""Chromium calls a form that comes back an error; here it is an answer."""

VARYING = re.compile(
    r"""value="[\w-]{20,}"|[0-9a-f-]{36}|\b[A-Z0-9]{4}-[A-Z0-9]{4}\b|kl\. \d\d\.\d\d"""
    r"""|data-session-seconds="\d+"|localhost:\d+"""
)
"""Tokens, numbers and times, by which two showings of the same page differ."""
SEEN_WITHOUT_A_FINDING: set[tuple[int, str, str]] = set()
"""Pages axe has looked at in this run. The same page in another way of walking is not asked twice."""

FOCUS_NAME = """() => {
  const e = document.activeElement;
  const label = e.labels && e.labels.length ? e.labels[0].textContent : "";
  return (e.getAttribute("aria-label") || label || e.textContent || "").trim().replace(/\\s+/g, " ");
}"""
FOCUS_TYPE = "() => document.activeElement.type"
GROUP_NAME = """() => {
  const group = document.activeElement.closest("fieldset");
  return group ? group.querySelector("legend").textContent.trim() : "";
}"""
POSTS_WITHOUT_TOKEN = """() => [...document.querySelectorAll("form")].filter((form) =>
  (form.getAttribute("method") || "").toLowerCase() === "post"
  && !form.querySelector("input[name=csrfmiddlewaretoken]")).map((form) => form.action)"""
SIDEWAYS = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
WAIT_FOR_CHANGE = """() => {
  window.waitsForChange = true;
  document.addEventListener("htmx:after:swap", () => { window.waitsForChange = false; });
}"""
PATIENCE = 20
SMALL = """(least) => [...document.querySelectorAll(
    "main .button, main .form-input, main .form-select, .m-quiet, .m-logo, .m-nav a")]
  .filter((e) => e.offsetParent && e.getBoundingClientRect().height < least)
  .map((e) => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect().height])"""


@dataclass
class Screen:
    """One person's browser window, used in one way.

    `clicks` counts what was pressed, `acts` besides what was chosen, written and opened by link.
    `check` looks at the page with axe at desktop and phone width and at 320 px; `complaints`
    collects what the console said, among it every break of the content security policy.
    """

    page: Any
    address: str
    scripts: bool = True
    keyboard: bool = False
    width: int = 1280
    clicks: int = 0
    acts: int = 0
    complaints: list[str] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", lambda answer: self.answers.append(answer))

    def _hear(self, message: Any) -> None:
        ours = any(f"status of {code}" in message.text for code in OUR_OWN_ANSWERS)
        if message.type == "error" and not ours:
            self.complaints.append(message.text)

    # --- going and looking ---
    def visit(self, path: str) -> Any:
        """Go to a page and check it."""
        self.acts += 1
        answer = self.page.goto(self.address + path)
        self.check()
        return answer

    def check(self) -> None:
        """Demand of the page in front of us what we demand of all pages."""
        self.weigh()
        if self.scripts:
            found = [line for width in WIDTHS for line in self.axe(width)]
            assert not found, "\n".join(found)
        assert self.overflow(NARROW) == 0, f"{self.page.url} runs out of a narrow window"
        self.page.set_viewport_size({"width": 390, "height": 900})
        assert self.page.evaluate(SMALL, THUMB) == [], self.page.url
        assert self.page.evaluate(POSTS_WITHOUT_TOKEN) == []
        assert self.page.title()
        assert not self.complaints, self.complaints
        self.page.set_viewport_size({"width": self.width, "height": 900})

    def weigh(self) -> None:
        """Demand that each page itself, as it was sent, is light."""
        answers, self.answers[:] = list(self.answers), []
        for answer in answers:
            if answer.request.resource_type == "document" and answer.status == 200:
                self.weights[answer.url] = answer.request.sizes()["responseBodySize"]
        heavy = {url: size for url, size in self.weights.items() if size > LATER_PAGE}
        assert not heavy, heavy

    def axe(self, width: int, kind: str = "violations") -> list[str]:
        """Ask axe at one width, unless it has seen the very same; give one line per finding."""
        self.page.set_viewport_size({"width": width, "height": 900})
        looks_like = (width, kind, VARYING.sub("", self.page.content()))
        if looks_like in SEEN_WITHOUT_A_FINDING:
            return []
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        result = self.page.evaluate(f"() => axe.run(document, {{resultTypes: ['{kind}']}})")
        found = [
            f"{width}px {self.page.url} {rule['id']}: {node['target']} {node.get('failureSummary', '')}"
            for rule in result[kind]
            for node in rule["nodes"]
        ]
        if not found:
            SEEN_WITHOUT_A_FINDING.add(looks_like)
        return found

    def overflow(self, width: int = NARROW) -> int:
        """Measure how many pixels the page runs out of a narrow window sideways."""
        self.page.set_viewport_size({"width": width, "height": 800})
        return int(self.page.evaluate(SIDEWAYS))

    def reads(self, text: str) -> bool:
        """Tell whether the text is in the page's main part, and can be seen."""
        return bool(self.page.locator("main").get_by_text(text).first.is_visible())

    # --- doing: with a pointer or by keyboard alone, whichever this screen is used by ---
    def press(self, name: str) -> None:
        """Use the button or link whose name begins like this; then check where it led."""
        self.clicks += 1
        self.acts += 1
        if self.keyboard:
            self.tab_to(name)
        if self.scripts:
            self.page.evaluate(WAIT_FOR_CHANGE)
            self._act(name)
            self._arrive()
        else:
            with self.page.expect_navigation():
                self._act(name)
        self.check()

    def _act(self, name: str) -> None:
        if self.keyboard:
            self.keys("Enter")
        else:
            self.named(name).click()

    def _arrive(self) -> None:
        """Wait until there is a new page, or htmx has put a new part into this one."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if not self.page.evaluate("() => window.waitsForChange === true"):
                    self.page.wait_for_load_state()
                    return
            except Error:  # the page went away while it was asked
                continue
            self.page.wait_for_timeout(20)
        raise AssertionError(f"nothing happened on {self.page.url}")

    def named(self, name: str) -> Any:
        """Find the button or link whose name begins like this; `main` comes before the menu."""
        begins = re.compile(rf"^\s*{re.escape(name)}")
        for place in (self.page.locator("main"), self.page):
            found = place.get_by_role("button", name=begins).or_(
                place.get_by_role("link", name=begins)
            )
            if found.count():
                return found.first
        if self._open_menu():
            return self.named(name)
        raise AssertionError(f"there is no “{name}” on {self.page.url}")

    def _open_menu(self) -> bool:
        """On a phone most of the menu waits behind one link; say whether it was still shut."""
        more = self.page.locator(".m-more a")
        if not more.is_visible():
            return False
        more.click()
        return True

    def fill(self, label: str, text: str) -> None:
        """Write into the field with this label."""
        self.acts += 1
        if self.keyboard:
            self.tab_to(label)
            self.keys("ControlOrMeta+a", "Delete")
            self.page.keyboard.type(text)
        else:
            self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str, group: str = "") -> None:
        """Choose the option or tick with this label, in the group of this name if one is given."""
        self.acts += 1
        if not self.keyboard:
            place = self.page.get_by_role("group", name=group) if group else self.page
            # the radio reaches over a short label; whichever of the two is hit, it is chosen
            place.locator("label").get_by_text(label, exact=True).click(force=True)
            return
        for _ in range(80):
            self.keys("Tab")
            inside = not group or self.page.evaluate(GROUP_NAME).startswith(group)
            if inside and self.page.evaluate(FOCUS_TYPE) == "radio":
                self._arrow_to(label)
                return
            if self.focused() == label:
                self.keys("Space")
                return
        raise AssertionError(f"“{label}” is not reached with Tab")

    def _arrow_to(self, label: str) -> None:
        self.keys("Space")
        for _ in range(10):
            if self.focused() == label:
                return
            self.keys("ArrowDown")
        raise AssertionError(f"“{label}” is not reached with the arrows")

    # --- the keyboard itself ---
    def focused(self) -> str:
        """Name what has the focus."""
        return str(self.page.evaluate(FOCUS_NAME))

    def tab_to(self, name: str, most: int = 120) -> None:
        """Press Tab until something with this name has the focus, as keyboard users do."""
        seen: list[str] = []
        for _ in range(most):
            self.keys("Tab")
            seen.append(self.focused())
            if seen[-1].startswith(name):
                return
        raise AssertionError(f"“{name}” is not reached with Tab; the stops were: {seen}")

    def keys(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
