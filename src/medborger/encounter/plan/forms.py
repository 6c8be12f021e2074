"""What people type about a plan: shape only, the rules live in the services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.models import Step, Suggestion
from medborger.foundation.dates import DanishDateField
from medborger.foundation.forms import ActionForm, VersionedForm

LONGEST = 2000
"""Signs in one text."""

OWNERS = [(Step.Owner.CITIZEN, _("mig")), *Step.Owner.choices[1:]]
"""Who does a step, as the citizen says it."""


def words(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    """A field for somebody's own words."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv det med dine egne ord.")},
    )


def just_me(hint: Any = "") -> forms.BooleanField:
    """A box that keeps an item for oneself."""
    return forms.BooleanField(label=_("Kun jeg kan se det"), help_text=hint, required=False)


def whose() -> forms.ChoiceField:
    """A choice of who does a step."""
    return forms.ChoiceField(
        label=_("Hvem gør det?"),
        choices=OWNERS,
        initial=Step.Owner.CITIZEN,
        widget=forms.RadioSelect,
    )


def name_of_owner() -> forms.CharField:
    """The name of somebody outside the house who does a step."""
    return forms.CharField(
        label=_("Navn"),
        help_text=_("Hvis det er en, du kender, eller en virksomhed."),
        required=False,
        max_length=80,
    )


class Confirmation(ActionForm):
    """A yes to what the page says; nothing is typed."""


class GoalForm(ActionForm):
    """What matters to the citizen."""

    wording = words(
        _("Hvad er vigtigt for dig lige nu?"), hint=_("Skriv det, som du ville sige det.")
    )
    helped = words(_("Hvad har hjulpet dig før?"), required=False)
    is_private = just_me()


class GoalWordsForm(VersionedForm):
    """A goal in better words."""

    wording = words(_("Hvad er vigtigt for dig?"))
    helped = words(_("Hvad har hjulpet dig før?"), required=False)


class CloseForm(VersionedForm):
    """What helped, when a goal is closed."""

    what_helped = words(
        _("Hvad hjalp?"), required=False, hint=_("Dit svar kan hjælpe dig selv næste gang.")
    )


class StepForm(ActionForm):
    """A step, who does it, and when."""

    wording = words(_("Hvad er det næste lille skridt?"))
    owner = whose()
    owner_name = name_of_owner()
    due_on = DanishDateField(label=_("Senest hvornår?"), required=False)
    is_private = just_me()


class PromiseForm(ActionForm):
    """What the municipality will do, and when."""

    wording = words(_("Hvad gør I?"))
    due_on = DanishDateField(label=_("Senest hvornår?"), required=False)


class StepWordsForm(VersionedForm):
    """A step in better words, or done by somebody else."""

    wording = words(_("Hvad er skridtet?"))
    owner = whose()
    owner_name = name_of_owner()


class PromiseWordsForm(VersionedForm):
    """The municipality's own step in better words."""

    wording = words(_("Hvad gør I?"))


class MoveForm(VersionedForm):
    """Another day for a step."""

    due_on = DanishDateField(
        label=_("Hvilken dag skal det nu være gjort?"),
        help_text=_("Lad feltet stå tomt, hvis der ikke skal være en dag."),
        required=False,
    )


class FinishForm(VersionedForm):
    """How a step went."""

    outcome = words(_("Hvordan gik det?"), required=False)


class SkipForm(VersionedForm):
    """Why a step is not the right one any more."""

    outcome = words(_("Hvorfor er det ikke længere det rigtige skridt?"), required=False)


class NoteForm(ActionForm):
    """Something to remember."""

    wording = words(_("Hvad vil du huske?"))
    is_private = forms.BooleanField(
        label=_("Kun jeg kan se det"),
        help_text=_("Du kan dele noten bagefter, med én ad gangen."),
        required=False,
        initial=True,
    )


class NoteWordsForm(VersionedForm):
    """A note in better words."""

    wording = words(_("Hvad vil du huske?"))


class SuggestForm(ActionForm):
    """A step a professional suggests."""

    wording = words(_("Hvilket skridt foreslår du?"))


class SuggestWordsForm(ActionForm):
    """Other words a professional suggests."""

    wording = words(_("Hvilke ord foreslår du i stedet?"))


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
    wording = words(_("Dine egne ord"), required=False)
    reason = words(_("Hvorfor?"), required=False)


class DisagreeForm(ActionForm):
    """Why the citizen does not agree."""

    wording = words(_("Hvorfor er du ikke enig?"))


class PostForm(ActionForm):
    """Something said beside an item."""

    wording = words(_("Skriv her"))
    wants_answer = forms.BooleanField(
        label=_("Jeg vil gerne have svar"), required=False, initial=True
    )
