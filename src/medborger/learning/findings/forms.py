"""What a leader writes when an answer is taken back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.foundation.forms import ActionForm


class WithdrawForm(ActionForm):
    """Why."""

    reason = forms.CharField(
        label=_("Hvorfor trækker I svaret tilbage?"),
        help_text=_("Alle kan læse det på svarets side."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PublishForm(ActionForm):
    """Nothing to write: small numbers are hidden by rule, and what is shown is frozen."""
