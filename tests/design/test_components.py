"""Pages are put together from components that know what they may be told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template

from medborger.design.catalogue import CATALOGUE, NEEDED

ROOT = Path(__file__).parents[2]
DESIGN = ROOT / "src/medborger/design"


def draw(source, **context):
    return Template("{% load design %}" + source).render(Context(context))


def test_a_part_stands_alone():
    assert "Nyt" in draw('{% part "badge" text="Nyt" kind="info" %}')


def test_a_component_wraps_what_stands_inside():
    page = draw('{% component "card" title="Plan" %}<p>{{ word }}</p>{% endcomponent %}', word="Ro")

    assert "Plan" in page
    assert "<p>Ro</p>" in page


def test_what_people_wrote_is_never_read_as_html():
    page = draw(
        '{% component "card" title=title %}{{ title }}{% endcomponent %}', title="<b>Av</b>"
    )

    assert page.count("&lt;b&gt;Av&lt;/b&gt;") == 2


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ('{% part "ukendt" %}', "no component"),
        ('{% part "badge" txt="a" %}', "unknown parameters: txt"),
        ('{% part "badge" %}', "missing parameters: text"),
        ('{% part "card" title="a" %}', "is used with {% component %}"),
        ('{% component "badge" text="a" %}{% endcomponent %}', "is used with {% part %}"),
    ],
)
def test_a_mistake_in_a_page_is_told_at_once(source, problem):
    with pytest.raises(TemplateSyntaxError, match=problem):
        draw(source)


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_component_has_a_template_and_is_shown_in_the_gallery(name):
    get_template(f"design/components/{name}.html")
    used = "".join(file.read_text(encoding="utf-8") for file in DESIGN.rglob("templates/**/*.html"))

    assert re.search(rf'{{% (part|component) "{name}"', used) or name == "field"


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_component_and_parameter_is_documented(name):
    words = (ROOT / "docs/reference/components.md").read_text(encoding="utf-8")
    row = next(
        line
        for line in words.splitlines()
        if name
        in re.findall(r"(?:charts/)?\w+", line.split("|")[1] if line.startswith("| ") else "")
    )

    assert [p for p in CATALOGUE[name].parameters if p not in row] == []


def test_every_template_of_a_component_is_in_the_catalogue():
    folder = DESIGN / "templates/design/components"
    found = {str(f.relative_to(folder).with_suffix("")) for f in folder.rglob("*.html")}

    assert found - set(CATALOGUE) == {"charts/plot", "charts/key"}


def test_a_component_tells_which_parameters_must_be_given():
    needed = {name for name, value in CATALOGUE["button"].parameters.items() if value is NEEDED}

    assert needed == {"text"}


@pytest.mark.parametrize("file", sorted((ROOT / "src").rglob("*.html")), ids=lambda f: f.name)
def test_no_page_has_style_or_script_inside_it(file):
    page = file.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", page)


def test_a_chart_opens_with_the_same_numbers_as_a_table():
    from medborger.design.samples import run_chart

    page = draw('{% part "charts/line" chart=chart %}', chart=run_chart())

    assert 'role="img"' in page
    assert 'aria-labelledby="egne-skridt-title egne-skridt-desc"' in page
    assert page.count("<tr>") == 15


def test_pages_beyond_the_first_can_be_reached():
    from django.core.paginator import Paginator

    page = draw('{% part "pagination" page=page %}', page=Paginator(range(30), 10).page(2))

    assert 'href="?side=1"' in page
    assert 'href="?side=3"' in page
