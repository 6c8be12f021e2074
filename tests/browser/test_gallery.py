"""Every component, in every state, at every width, for every way of reading."""

from __future__ import annotations

import re

import pytest

from tests.factories import MunicipalityFactory, PersonFactory

COLOURS_OF_CHARTS = """() => [...document.querySelectorAll(
    ".m-chart svg text, .c-line, .c-centre, .c-limit, .c-break, .c-gap, .c-mark, .c-dot, .c-axis, .c-bar, .c-some, .c-maybe, .c-rest")]
  .map((e) => {
    const style = getComputedStyle(e), text = e.tagName === "text";
    const kind = e.getAttribute("class");
    const filled = text || ["c-dot", "c-bar", "c-bar c-bar-strong", "c-some"].includes(kind);
    return [kind, filled ? style.fill : style.stroke, text ? 4.5 : 3];
  })"""

COLOURS_OF_TEXT = """() => [...document.querySelectorAll("body *")]
  .filter((e) => !(e instanceof SVGElement) && e.offsetParent && !e.closest(".skipnav"))
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .map((e) => {
    let back = e;
    while (back && getComputedStyle(back).backgroundColor === "rgba(0, 0, 0, 0)") back = back.parentElement;
    return [e.textContent.trim(), getComputedStyle(e).color,
            back ? getComputedStyle(back).backgroundColor : "rgb(255, 255, 255)"];
  })"""

STATES = ["/galleri/", "/galleri/fejl/", "/galleri/tom/"]


def contrast(one, other):
    """Give the ratio of WCAG 2.2 between two colours written rgb(r, g, b)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.fixture(autouse=True)
def _municipality():
    MunicipalityFactory()


@pytest.mark.parametrize("path", STATES)
def test_a_screen_reader_meets_no_barrier_on_any_component(screen, path):
    screen.visit(path)


@pytest.mark.parametrize("path", STATES)
def test_all_words_stand_out_from_what_is_behind_them(screen, path):
    """Axe is in doubt about overlapped and short texts; here every text is measured, 4.5 : 1."""
    screen.page.goto(screen.address + path)

    written = screen.page.evaluate(COLOURS_OF_TEXT)

    assert len(written) > 20
    assert [text for text, front, back in written if contrast(front, back) < 4.5] == []


def test_words_and_lines_of_pictures_stand_out_from_the_paper(screen):
    """What axe leaves in doubt is measured here: text 4.5 : 1, lines and signs 3 : 1."""
    screen.page.goto(screen.address + "/galleri/")

    drawn = screen.page.evaluate(COLOURS_OF_CHARTS)

    assert len(drawn) > 100
    weak = {kind for kind, colour, least in drawn if contrast(colour, "rgb(255, 255, 255)") < least}
    assert weak == set()


def test_somebody_who_is_signed_in_meets_no_barrier_either(open_screen):
    screen = open_screen(PersonFactory())

    screen.visit("/galleri/")

    assert screen.page.get_by_text("Ane Birk").is_visible()


@pytest.mark.parametrize("path", STATES)
def test_nobody_with_a_small_phone_has_to_scroll_sideways(screen, path):
    screen.page.goto(screen.address + path)

    assert screen.overflow(320) == 0


@pytest.mark.parametrize("path", STATES)
def test_nobody_who_zooms_to_400_per_cent_loses_a_word(screen, path):
    screen.page.goto(screen.address + path)
    screen.page.set_viewport_size({"width": 320, "height": 256})

    cut = screen.page.evaluate(
        """() => [...document.querySelectorAll("main p, main a, main button, main label, main h2")]
          .filter((e) => !e.closest(".sr-only, .m-table, details:not([open])"))
          .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1)
          .map((e) => e.textContent.trim())"""
    )

    assert cut == []


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(screen):
    screen.visit("/galleri/fejl/")
    assert screen.page.title().startswith("Fejl:")
    assert screen.focused() == "Fejl i det, du skrev"

    screen.keys("Tab", "Enter")

    assert screen.page.evaluate("() => document.activeElement.id") == "id_goal"


def test_the_summary_leads_to_the_first_of_the_choices(screen):
    screen.visit("/galleri/fejl/")

    screen.named("Vælg, hvordan du vil have svar.").click()

    assert screen.page.evaluate("() => document.activeElement.id") == "id_reply_0"


def test_errors_are_there_without_scripts_too(open_screen):
    screen = open_screen(scripts=False)

    screen.visit("/galleri/fejl/")

    assert screen.page.title().startswith("Fejl:")
    assert screen.page.get_by_role("alert").is_visible()


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(screen):
    screen.visit("/galleri/")

    screen.keys("Tab", "Enter")

    assert screen.page.evaluate("() => document.activeElement.id") == "main"


def test_the_keyboard_reaches_the_button_of_the_form(screen):
    screen.visit("/galleri/")

    screen.tab_to("Gem skridtet")

    assert screen.focused() == "Gem skridtet"


def test_the_focus_is_never_hidden(screen):
    screen.visit("/galleri/")
    hidden = []
    for _ in range(30):
        screen.keys("Tab")
        box = screen.page.evaluate(
            """() => { const e = document.activeElement, b = e.getBoundingClientRect();
              return [b.bottom > 0 && b.top < innerHeight, getComputedStyle(e).outlineStyle,
                      getComputedStyle(e, "::before").outlineStyle]; }"""
        )
        if not box[0] or box[1:] == ["none", "none"]:
            hidden.append(screen.focused())

    assert hidden == []


def test_what_one_mainly_presses_is_large_enough_for_a_thumb(screen):
    screen.visit("/galleri/")
    screen.page.set_viewport_size({"width": 390, "height": 900})

    heights = screen.page.evaluate(
        """() => [...document.querySelectorAll(".button, .m-quiet, .m-logo, .form-input, .form-select, .m-details summary")]
          .map((e) => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect().height])"""
    )

    assert [name for name, height in heights if height < 44] == []


def test_everything_one_can_press_is_at_least_24_pixels_tall(screen):
    screen.visit("/galleri/")
    screen.page.set_viewport_size({"width": 390, "height": 900})

    small = screen.page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary, label[for]")]
          .filter((e) => !e.matches(".skipnav") && e.offsetParent)
          .filter((e) => e.getBoundingClientRect().height < 24)
          .map((e) => e.textContent.trim())"""
    )

    assert small == []


def test_a_picture_of_numbers_opens_as_a_table(screen):
    screen.visit("/galleri/")

    screen.page.locator("#egne-skridt summary").click()

    table = screen.page.locator("#egne-skridt table")
    assert table.get_by_role("row", name="sep 25").get_by_text("intet grundlag").is_visible()


def test_the_language_changes_and_the_place_is_kept(screen):
    screen.visit("/galleri/tom/")

    screen.press("English")

    assert screen.page.url.endswith("/galleri/tom/")
    assert screen.page.locator("html").get_attribute("lang") == "en"


def test_a_page_prints_without_menu_and_buttons(screen):
    screen.visit("/galleri/")

    screen.page.emulate_media(media="print")

    assert not screen.page.get_by_role("button", name="English").is_visible()
    assert not screen.page.get_by_role("button", name="Gem skridtet").is_visible()
    assert screen.page.get_by_role("heading", name="Galleri").is_visible()
