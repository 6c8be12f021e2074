"""What a team writes about something it tries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.foundation.dates import DanishDateField
from medborger.foundation.forms import ActionForm
from medborger.theory.followup.forms import DecisionForm, counts_share
from medborger.theory.followup.words import Better, Choice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medborger.foundation.people.models import Person
    from medborger.theory.chain.models import Element
    from medborger.theory.followup.models import Sign, TrialAction

LONG = {"rows": 2}
TRIAL = (Choice.CONTINUE, Choice.ADJUST, Choice.STOP, Choice.SPREAD)


def text(label: Any, *, hint: Any = "", rows: int = 2) -> forms.CharField:
    """A field for a sentence or two; what is missing is asked for when the action starts."""
    return forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}), required=False
    )


class TrialForm(ActionForm):
    """The idea, the prediction and the delivery contract. It can be saved half done."""

    title = forms.CharField(
        label=_("Hvad vil I prøve"),
        max_length=200,
        error_messages={"required": _("Skriv, hvad I vil prøve.")},
    )
    mechanism_keys = forms.MultipleChoiceField(
        label=_("Hvilken virksom mekanisme bygger den på"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    if_we = text(_("Hvis vi …"), hint=_("Det, I gør."))
    then = text(_("… så …"), hint=_("Det, I venter, der sker."))
    because = text(_("… fordi …"), hint=_("Hvorfor I tror det."))
    sign = forms.ChoiceField(label=_("Hvilket tegn skal flytte sig"), required=False)
    predicted = forms.FloatField(
        label=_("Til hvilket tal"),
        help_text=_("I procent, hvis tegnet er en andel."),
        required=False,
        localize=True,
    )
    direction = forms.ChoiceField(
        label=_("Hvilken vej"), choices=[("", "–"), *Better.choices[:2]], required=False
    )
    predicted_on = DanishDateField(label=_("Hvornår"), required=False)
    content = text(
        _("Hvad leverer I"), hint=_("Én del på hver linje. Hver del kan tælles med."), rows=4
    )
    for_whom = forms.CharField(label=_("For hvem"), max_length=200, required=False)
    people = forms.IntegerField(label=_("Hvor mange er den for"), required=False, min_value=1)
    times_a_week = forms.FloatField(
        label=_("Hvor mange gange om ugen"), required=False, min_value=0.1, localize=True
    )
    weeks = forms.IntegerField(label=_("Hvor mange uger"), required=False, min_value=1)
    start_rule = text(_("Hvornår begynder I"), hint=_("Det, der skal være på plads."))
    stop_rule = text(_("Hvornår stopper I før tid"), hint=_("Det, der ikke må ske."))
    coordinator = forms.ChoiceField(label=_("Tovholder"), required=False)

    def __init__(
        self,
        *args: Any,
        signs: Iterable[Sign],
        mechanisms: Iterable[Element],
        staff: Iterable[Person],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.signs = {sign.key: sign for sign in signs}
        self.staff = {str(person.public_id): person for person in staff}
        self._choose("sign", [("", "–"), *((k, s.title) for k, s in self.signs.items())])
        self._choose("mechanism_keys", [(m.key, m.text) for m in mechanisms])
        self._choose("coordinator", [("", "–"), *((k, p.name) for k, p in self.staff.items())])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Find the rows, and say the contract in words too."""
        given = super().clean() or self.cleaned_data
        sign = given["sign"] = self.signs.get(given.get("sign", ""))
        given["coordinator"] = self.staff.get(given.get("coordinator", ""))
        if sign is not None and given.get("predicted") is not None and counts_share(sign):
            given["predicted"] /= 100
        given["parts"] = [line.strip() for line in given["content"].splitlines() if line.strip()]
        given["how_often"] = self._said(given.get("times_a_week"), _("%(n)s gange om ugen"))
        given["how_long"] = self._said(given.get("weeks"), _("%(n)s uger"))
        return given

    @staticmethod
    def _said(number: float | None, words: Any) -> str:
        return str(words) % {"n": f"{number:g}".replace(".", ",")} if number else ""


WRITTEN = (
    "title",
    "mechanism_keys",
    "if_we",
    "then",
    "because",
    "direction",
    "predicted_on",
    "content",
    "for_whom",
    "people",
    "times_a_week",
    "weeks",
    "start_rule",
    "stop_rule",
)
"""What the form takes over as it stands."""


def written(trial: TrialAction) -> dict[str, Any]:
    """What the form begins with, for an idea that stands already."""
    found = {name: getattr(trial, name) for name in WRITTEN}
    share = trial.sign is not None and counts_share(trial.sign)
    predicted = trial.predicted
    return found | {
        "sign": trial.sign.key if trial.sign else "",
        "predicted": predicted * 100 if predicted is not None and share else predicted,
        "coordinator": str(trial.coordinator.public_id) if trial.coordinator else "",
    }


class DeliveryForm(ActionForm):
    """One delivery."""

    on = DanishDateField(
        label=_("Hvilken dag"), error_messages={"required": _("Skriv, hvilken dag det var.")}
    )
    people = forms.IntegerField(
        label=_("Hvor mange fik det"),
        min_value=0,
        error_messages={"required": _("Skriv, hvor mange der fik det.")},
    )
    parts = forms.MultipleChoiceField(
        label=_("Hvad blev leveret"), widget=forms.CheckboxSelectMultiple, required=False
    )
    response = forms.CharField(
        label=_("Hvad sagde de, der var med"),
        help_text=_("Uden navne."),
        widget=forms.Textarea(attrs=LONG),
        required=False,
    )

    def __init__(self, *args: Any, trial: TrialAction, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["parts"]
        field.choices = [(part, part) for part in trial.parts]
        if not trial.parts:
            del self.fields["parts"]


class TrialDecisionForm(DecisionForm):
    """A decision about a trial action; the sign is the trial's own."""

    def __init__(self, *args: Any, trial: TrialAction, **options: Any) -> None:
        super().__init__(*args, signs=[trial.sign] if trial.sign else [], **options)
        self.trial = trial
        del self.fields["sign"]

    def clean_expected(self) -> float | None:
        """Per cent on the screen is a share in the house."""
        number = self.cleaned_data["expected"]
        if number is None or self.trial.sign is None or not counts_share(self.trial.sign):
            return None if number is None else float(number)
        return float(number) / 100
