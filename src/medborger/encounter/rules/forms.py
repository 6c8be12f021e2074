"""What is typed about rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.foundation.dates import DanishDateField
from medborger.foundation.forms import ActionForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medborger.encounter.rules.pack import Rule


def _why(label: object, help_text: object) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type] # a lazy translation
        help_text=help_text,  # type: ignore[arg-type] # a lazy translation
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv begrundelsen. Borgeren kan læse den.")},
    )


class RuleForm(ActionForm):
    """Choose one of the rules, and say why."""

    rule = forms.ChoiceField(
        label=_("Hvilken regel?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en regel.")},
    )

    def offer(self, rules: Iterable[Rule]) -> None:
        """Offer these rules."""
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField), "declared above"
        field.choices = [(rule.key, rule.title) for rule in rules]


class RequireForm(RuleForm):
    """A requirement, why it holds for this citizen, and when."""

    reason = _why(_("Hvorfor gælder det her?"), _("Skriv det, så borgeren kan forstå det."))
    due_on = DanishDateField(label=_("Senest hvornår?"), required=False)


class ExemptForm(RuleForm):
    """An exemption and its reason."""

    reason = _why(
        _("Hvorfor skal borgeren undtages?"), _("Fx: Borgeren er ved at finde et job selv.")
    )


class EndForm(ActionForm):
    """Why a requirement ends."""

    reason = _why(_("Hvorfor er kravet slut?"), _("Fx: Det er gjort, eller det gælder ikke mere."))


class PlaceForm(ActionForm):
    """A target group and its first day."""

    group = forms.ChoiceField(
        label=_("Hvilken målgruppe?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en målgruppe.")},
    )
    since = DanishDateField(label=_("Fra hvilken dag?"), required=False)

    def offer(self, groups: dict[str, str]) -> None:
        """Offer these target groups."""
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField), "declared above"
        field.choices = list(groups.items())


class PackForm(ActionForm):
    """A rule pack as YAML."""

    text = forms.CharField(
        label=_("Regelpakken"),
        help_text=_("YAML i formatet medborger.rules/1."),
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "false"}),
        strip=False,
        error_messages={"required": _("Sæt regelpakken ind her.")},
    )


class DeadlineForm(ActionForm):
    """One published deadline."""

    matter = forms.CharField(
        label=_("Hvad kan man søge om?"),
        max_length=200,
        error_messages={"required": _("Skriv, hvad man kan søge om.")},
    )
    weeks = forms.IntegerField(
        label=_("Hvor mange uger tager det højst?"),
        min_value=1,
        max_value=104,
        error_messages={
            "required": _("Skriv antallet af uger."),
            "invalid": _("Skriv antallet af uger som et helt tal."),
        },
    )
    paragraph = forms.CharField(label=_("Hvilken paragraf?"), max_length=200, required=False)
    note = forms.CharField(label=_("Bemærkning"), max_length=300, required=False)
