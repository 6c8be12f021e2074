"""What people type about support."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.forms import words
from medborger.encounter.support.models import Support
from medborger.foundation.forms import ActionForm


class SupportForm(ActionForm):
    """A degree of support, and why."""

    degree = forms.ChoiceField(
        label=_("Hvor meget støtte?"),
        choices=Support.Degree.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en grad af støtte.")},
    )
    reason = words(_("Hvorfor?"))
