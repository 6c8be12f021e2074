"""What people type about a plan."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.models import Step, Suggestion
from medborger.foundation.dates import DanishDateField
from medborger.foundation.forms import ActionForm, VersionedForm

LONGEST = 2000
"""Signs in one text."""


def _text(label: object, *, required: bool = True, help_text: object = "") -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type] # a lazy translation
        help_text=help_text,  # type: ignore[arg-type] # a lazy translation
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv det med dine egne ord.")},
    )


class GoalForm(ActionForm):
    """What matters to the citizen."""

    wording = _text(
        _("Hvad er vigtigt for dig lige nu?"), help_text=_("Skriv det, som du ville sige det.")
    )
    helped = _text(_("Hvad har hjulpet dig før?"), required=False)


class StepForm(ActionForm):
    """A step, who does it, and when."""

    wording = _text(_("Hvad er det næste lille skridt?"))
    owner = forms.ChoiceField(
        label=_("Hvem gør det?"),
        choices=[(Step.Owner.CITIZEN, _("mig")), *Step.Owner.choices[1:]],
        initial=Step.Owner.CITIZEN,
        widget=forms.RadioSelect,
    )
    due_on = DanishDateField(label=_("Senest hvornår?"), required=False)


class FinishForm(VersionedForm):
    """How a step went."""

    outcome = _text(_("Hvordan gik det?"), required=False)
    dropped = forms.BooleanField(label=_("Skridtet er ikke længere det rigtige"), required=False)


class SuggestForm(ActionForm):
    """A step a professional suggests."""

    wording = _text(_("Hvilket skridt foreslår du?"))


class AnswerForm(ActionForm):
    """Yes, no, or yes in other words."""

    state = forms.ChoiceField(
        label=_("Hvad siger du til forslaget?"),
        choices=[
            (Suggestion.State.ACCEPTED, _("Ja")),
            (Suggestion.State.CHANGED, _("Ja, men med mine egne ord")),
            (Suggestion.State.DECLINED, _("Nej")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg et svar.")},
    )
    wording = _text(_("Dine egne ord"), required=False)
    reason = _text(_("Hvorfor?"), required=False)
