"""`{% once %}`: the one-time token of a form."""

from __future__ import annotations

from django import template
from django.utils.html import format_html

from medborger.foundation.posts.once import FIELD, new_token

register = template.Library()


@register.simple_tag
def once() -> str:
    """Write the hidden field that makes a double click harmless. Stands in every form."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_token())
