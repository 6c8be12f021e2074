"""What a team writes when it decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.foundation.dates import DanishDateField
from medborger.foundation.forms import ActionForm
from medborger.theory.catalogue import MEASURES
from medborger.theory.charts import ChartKind
from medborger.theory.followup.words import Choice, Clarification

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medborger.foundation.people.models import Person
    from medborger.theory.followup.models import Sign

MONTHLY = [Choice.CONTINUE, Choice.ADJUST, Choice.STOP, Choice.SPREAD]


class DecisionForm(ActionForm):
    """One decision."""

    sign = forms.ChoiceField(label=_("Hvad handler det om"), required=False)
    choice = forms.ChoiceField(
        label=_("Hvad gør I"),
        choices=[(c.value, c.label) for c in MONTHLY],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad I gør.")},
    )
    reason = forms.CharField(
        label=_("Hvorfor"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv hvorfor.")},
    )
    expectation = forms.CharField(
        label=_("Hvad venter I, der sker"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv, hvad I venter, der sker.")},
    )
    expected = forms.FloatField(
        label=_("Forventet tal"),
        help_text=_("I procent, hvis tegnet er en andel."),
        required=False,
        localize=True,
    )
    rivals = forms.CharField(
        label=_("Hvad kan ellers forklare det"),
        help_text=_("For eksempel en ny lov, en ferie eller en anden indsats."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    clarification = forms.ChoiceField(
        label=_("Hvad viste signalet sig at være"),
        help_text=_("Kun, når der er et signal at svare på."),
        choices=[("", _("Ved vi ikke endnu")), *Clarification.choices],
        required=False,
    )
    review_on = DanishDateField(
        label=_("Hvornår ser I på det igen"),
        help_text=_("For eksempel 31-12-2026."),
        error_messages={"required": _("Vælg en dag, hvor I ser på det igen.")},
    )

    def __init__(self, *args: Any, signs: Iterable[Sign], **options: Any) -> None:
        super().__init__(*args, **options)
        self.signs = {sign.key: sign for sign in signs}
        field: Any = self.fields["sign"]
        field.choices = [("", _("Hele teorien"))] + [(s.key, s.title) for s in self.signs.values()]

    def clean_sign(self) -> Sign | None:
        """Find the sign by its key."""
        return self.signs.get(self.cleaned_data["sign"])

    def clean_expected(self) -> float | None:
        """Per cent on the screen is a share in the house; other numbers stay as they are."""
        number, sign = self.cleaned_data["expected"], self.cleaned_data.get("sign")
        if number is None:
            return None
        return float(number) / 100 if sign is None or counts_share(sign) else float(number)


def counts_share(sign: Sign) -> bool:
    """Whether the sign's number is a share; a sign without a measure of ours is taken as one."""
    measure = MEASURES.get(sign.measure)
    return measure is None or measure.chart is ChartKind.P


class ResultForm(ActionForm):
    """What came of a decision."""

    result = forms.CharField(
        label=_("Hvad blev det til"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv, hvad det blev til.")},
    )


class ReopenForm(ActionForm):
    """Why a decision is taken up again, and when."""

    reason = forms.CharField(
        label=_("Hvorfor tager I den op igen"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv hvorfor.")},
    )
    review_on = DanishDateField(
        label=_("Hvornår ser I på det igen"),
        help_text=_("For eksempel 31-12-2026."),
        error_messages={"required": _("Vælg en dag, hvor I ser på det igen.")},
    )


class BaselineForm(ActionForm):
    """A new baseline, with the decision it needs."""

    first = forms.ChoiceField(label=_("Fra og med"))
    last = forms.ChoiceField(label=_("Til og med"))
    reason = forms.CharField(
        label=_("Hvorfor en ny basis"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv, hvorfor basis er en anden nu.")},
    )
    expectation = forms.CharField(
        label=_("Hvad venter I, der sker"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv, hvad I venter, der sker.")},
    )
    review_on = DanishDateField(
        label=_("Hvornår ser I på det igen"),
        help_text=_("For eksempel 31-12-2026."),
        error_messages={"required": _("Vælg en dag, hvor I ser på det igen.")},
    )

    def __init__(self, *args: Any, periods: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = list(periods)
        for name in ("first", "last"):
            field: Any = self.fields[name]
            field.choices = choices


class ValueForm(ActionForm):
    """A number or a narrative entered by hand."""

    period = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2]|Q[1-4])$",
        label=_("Periode"),
        help_text=_("En måned som 2026-05 eller et kvartal som 2026-Q2."),
        error_messages={"invalid": _("Skriv en måned som 2026-05 eller et kvartal som 2026-Q2.")},
    )
    numerator = forms.FloatField(label=_("Så mange"), required=False, localize=True)
    denominator = forms.FloatField(label=_("Ud af så mange"), required=False, localize=True)
    n = forms.IntegerField(
        label=_("Antal mennesker bag tallet"),
        help_text=_("Er de færre, end I viser, bliver tallet skjult."),
        required=False,
        min_value=0,
    )
    narrative = forms.CharField(
        label=_("Fortælling"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    why_corrected = forms.CharField(
        label=_("Hvorfor rettes tallet"),
        help_text=_("Kun, når der står et tal i forvejen."),
        required=False,
        max_length=300,
    )


class SignForm(ActionForm):
    """What a sign shall reach, and who keeps an eye on it."""

    followed = forms.BooleanField(label=_("Læs tegnet på månedsmødet"), required=False)
    target = forms.FloatField(
        label=_("Det, tallet skal nå"),
        help_text=_("Først med et mål kan I svare ja eller nej. I procent, hvis det er en andel."),
        required=False,
        localize=True,
    )
    owner = forms.ChoiceField(label=_("Hvem holder øje"), required=False)
    min_n = forms.IntegerField(
        label=_("Mindste antal mennesker"),
        help_text=_("Færre end det bliver aldrig vist."),
        required=False,
        min_value=3,
    )
    balanced_by = forms.ChoiceField(label=_("Se det sammen med"), required=False)
    caveat = forms.CharField(
        label=_("Forbehold"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def __init__(
        self,
        *args: Any,
        sign: Sign,
        others: Iterable[Sign],
        staff: Iterable[Person],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.sign, self.staff = sign, {str(p.public_id): p for p in staff}
        for name, choices in (
            ("owner", [(key, person.name) for key, person in self.staff.items()]),
            ("balanced_by", [(s.key, s.title) for s in others if s.pk != sign.pk]),
        ):
            field: Any = self.fields[name]
            field.choices = [("", "–"), *choices]

    def clean_owner(self) -> Person | None:
        """Find the person."""
        return self.staff.get(self.cleaned_data["owner"])

    def clean_target(self) -> float | None:
        """Per cent on the screen is a share in the house."""
        number = self.cleaned_data["target"]
        if number is None or not counts_share(self.sign):
            return None if number is None else float(number)
        return float(number) / 100


def tuned(sign: Sign) -> dict[str, Any]:
    """What the form begins with."""
    target = sign.target
    return {
        "followed": sign.followed,
        "target": target * 100 if target is not None and counts_share(sign) else target,
        "owner": str(sign.owner.public_id) if sign.owner else "",
        "min_n": sign.min_n,
        "balanced_by": sign.balanced_by,
        "caveat": sign.caveat,
    }
