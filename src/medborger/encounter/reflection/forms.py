"""What is typed for oneself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.foundation.forms import ActionForm


class ReflectForm(ActionForm):
    """A thought about one's own work."""

    text = forms.CharField(
        label=_("Hvad tænker du om dit eget arbejde?"),
        help_text=_("Hvad gav mening? Hvad mestrede du? Hvad kunne du have gjort anderledes?"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Skriv en tanke først.")},
    )
