"""What people type about their strengths."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.forms import just_me, words
from medborger.encounter.plan.models import Step
from medborger.encounter.strengths.models import MOST, Mark, Resource
from medborger.foundation.forms import ActionForm, VersionedForm


def _circle() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Hvor hører det til?"),
        choices=Resource.Circle.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en cirkel.")},
    )


class ResourceForm(ActionForm):
    """Something or somebody to build on."""

    wording = words(
        _("Hvad eller hvem kan du bygge på?"),
        hint=_("Noget, du kan. En, der bakker dig op. Et sted, du gerne kommer."),
    )
    circle = _circle()
    is_private = just_me()


class ResourceWordsForm(VersionedForm):
    """The same in better words."""

    wording = words(_("Hvad eller hvem kan du bygge på?"))
    circle = _circle()
    is_private = just_me()


class UseForm(ActionForm):
    """The steps a resource helps with."""

    steps = forms.ModelMultipleChoiceField(
        label=_("Hvilke skridt kan det hjælpe med?"),
        queryset=Step.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, own_steps: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["steps"]
        field.queryset = own_steps


def _scale(name: str) -> forms.IntegerField:
    label: Any = Mark._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    wrong = _("Skriv et tal fra 0 til 10.")
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


class MarkForm(ActionForm):
    """Today's mark on the own scales."""

    will = _scale("will")
    ability = _scale("ability")
    opportunity = _scale("opportunity")
    belief = _scale("belief")
    remark = words(_("Hvad vil du huske om i dag?"), required=False)


class ThoughtForm(ActionForm):
    """What the citizen thinks."""

    wording = words(_("Hvad tænker du?"))
