"""What people type when they spar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.encounter.sparring.models import Sparring
from medborger.foundation.forms import ActionForm
from medborger.foundation.people.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

LONGEST = 4000
QUESTIONS = ("first", "second", "third")


def _area(label: Any, hint: Any, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Skriv, hvad du undrer dig over.")},
    )


class BeginForm(ActionForm):
    """Why one asks, and what one wonders about."""

    purpose = forms.ChoiceField(
        label=_("Hvad skal sparringen hjælpe med?"),
        help_text=_("Borgeren kan læse formålet, men ikke ordene."),
        choices=Sparring.Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad sparringen skal hjælpe med.")},
    )
    text = _area(
        _("Hvad undrer du dig over?"),
        _("Skriv frit. Navne, steder, datoer og numre bliver taget ud, før nogen ser det."),
        8,
    )


class SendForm(ActionForm):
    """Exactly the words that leave, and to whom."""

    slice = _area(_("Det her sendes, ord for ord"), _("Ret i det, til du er tryg ved det."), 8)
    asked = forms.ModelChoiceField(
        label=_("Hvem spørger du?"),
        queryset=Person.objects.none(),
        empty_label=_("Vælg en kollega"),
        error_messages={"required": _("Vælg en kollega.")},
    )

    def offer(self, people: QuerySet[Person]) -> None:
        """Offer these colleagues."""
        field = self.fields["asked"]
        assert isinstance(field, forms.ModelChoiceField), "declared above"
        field.queryset = people


def _question(label: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=500,
        error_messages={"required": _("Stil mindst ét spørgsmål.")},
    )


class AnswerForm(ActionForm):
    """Up to three curious questions."""

    first = _question(_("Hvad bliver du nysgerrig på?"), required=True)
    second = _question(_("Og hvad ellers? (må være tomt)"))
    third = _question(_("Et sidste spørgsmål? (må være tomt)"))

    def clean(self) -> dict[str, Any]:
        """Give the questions together."""
        typed = super().clean() or {}
        return {"questions": [typed.get(name, "") for name in QUESTIONS]}
