"""What is written about a routine that serves nobody."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.foundation.forms import ActionForm
from medborger.theory.followup.words import RoutineVerdict


class RoutineForm(ActionForm):
    """What serves nobody, and why."""

    title = forms.CharField(
        label=_("Hvad er det"),
        help_text=_("En blanket, et trin eller en vane. Skriv ikke navne."),
        max_length=200,
        error_messages={"required": _("Skriv, hvad det er.")},
    )
    why = forms.CharField(
        label=_("Hvorfor"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv hvorfor.")},
    )


class VerdictForm(ActionForm):
    """What is decided about it."""

    verdict = forms.ChoiceField(
        label=_("Hvad gør I"),
        choices=RoutineVerdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad I gør.")},
    )
    reason = forms.CharField(
        label=_("Hvorfor"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv, hvorfor I beslutter det.")},
    )
    public_words = forms.CharField(
        label=_("Sådan skal det stå på den offentlige liste"),
        help_text=_("Kun, når I fjerner det. Uden navne."),
        max_length=300,
        required=False,
    )
