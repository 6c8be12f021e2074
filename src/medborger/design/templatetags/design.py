"""`{% part %}` and `{% component %}`: how pages use the design."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from medborger.design.catalogue import CATALOGUE

if TYPE_CHECKING:
    from django.template.context import Context
    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def part(context: Context, name: str, /, **parameters: Any) -> SafeString:
    """Draw a component that stands alone: `{% part "badge" text="Nyt" %}`."""
    return _draw(context, name, parameters, {})


@register.simple_block_tag(takes_context=True)
def component(context: Context, content: SafeString, name: str, /, **parameters: Any) -> SafeString:
    """Draw a component around what stands before `{% endcomponent %}`."""
    return _draw(context, name, parameters, {"body": content})


def _draw(
    context: Context, name: str, parameters: dict[str, Any], body: dict[str, SafeString]
) -> SafeString:
    found = CATALOGUE.get(name)
    if found is None:
        raise template.TemplateSyntaxError(f"There is no component “{name}”.")
    if found.wraps is not bool(body):
        tag = "component" if found.wraps else "part"
        raise template.TemplateSyntaxError(f"“{name}” is used with {{% {tag} %}}.")
    try:
        values = found.fill(parameters)
    except TypeError as problem:
        raise template.TemplateSyntaxError(f"Component “{name}”: {problem}") from problem
    assert context.template is not None, "drawn inside a page"
    drawing = context.template.engine.get_template(f"design/components/{name}.html")
    return drawing.render(context.new({**values, **body}))
