"""What the gallery shows: a small invented world, in the normal, the wrong and the empty state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from medborger.design.charts import Bar, BarChart, Hundred, LineChart, Multiples, Point, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
OWN_STEPS = (11, 13, 9, 12, 14, 10, 12, 11, None, 19, 22, 21, 24, 23)
OUT_OF = 30
CENTRES = (0.38,) * 9 + (0.73,) * 5


class SampleForm(forms.Form):
    """Every kind of field there is."""

    goal = forms.CharField(
        label=_("Hvad vil du gerne?"),
        help_text=_("Skriv med dine egne ord. Kort er godt."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv, hvad du gerne vil.")},
    )
    by_when = forms.CharField(
        label=_("Hvornår?"),
        help_text=_("For eksempel 31-12-2026."),
        required=False,
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
    )
    helper = forms.ChoiceField(
        label=_("Hvem hjælper dig?"),
        choices=[("", _("Vælg")), ("me", _("Kun mig")), ("friend", _("En ven"))],
        required=False,
    )
    reply = forms.ChoiceField(
        label=_("Hvordan vil du have svar?"),
        choices=[("post", _("Digital Post")), ("phone", _("Telefon")), ("meet", _("Møde"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvordan du vil have svar.")},
    )
    days = forms.MultipleChoiceField(
        label=_("Hvilke dage passer dig?"),
        choices=[("mon", _("Mandag")), ("wed", _("Onsdag")), ("fri", _("Fredag"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    share = forms.BooleanField(
        label=_("Del med min sagsbehandler"),
        help_text=_("Du kan altid tage det tilbage."),
        required=False,
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def form_in(state: str) -> SampleForm:
    """Give the form as it is first met, or as it comes back with something missing."""
    if state == "fejl":
        return SampleForm({"goal": "", "by_when": "31-12-2026", "days": ["mon"]})
    return SampleForm()


def run_chart(values: Sequence[int | None] = OWN_STEPS, *, id: str = "egne-skridt") -> LineChart:  # noqa: A002
    """Draw steps that citizens chose themselves: a change, a gap, a note and a new start."""
    points = tuple(
        Point(
            label=f"{MONTHS[at % 12]} {25 + at // 12}",
            value=None if value is None else value / OUT_OF,
            centre=CENTRES[at],
            low=0.12 if at < 9 else 0.49,
            high=0.65 if at < 9 else 0.97,
            mark=str(_("Højere, end tilfældet plejer at give")) if at == 12 else "",
            note=str(_("Vi begyndte at spørge først")) if at == 9 else "",
            tells=""
            if value is None
            else str(_("%(of)s af %(all)s")) % {"of": value, "all": OUT_OF},
        )
        for at, value in enumerate(values)
    )
    return LineChart(
        id=id,
        title=str(_("Skridt, som borgeren selv har valgt")),
        description=str(
            _("Fra oktober vælger flere selv. Før var det fire ud af ti, nu er det syv.")
        ),
        points=points,
        unit=Unit.SHARE,
        value_label=str(_("Andel")),
        breaks=(9,),
        provisional=True,
    )


def bar_chart(*, empty: bool = False) -> BarChart:
    """Draw how people answered."""
    bars = (
        Bar(
            str(_("Jeg bestemmer selv næste skridt")),
            0.72,
            "36 af 50",
            strong=True,
            low=0.58,
            high=0.83,
        ),
        Bar(str(_("Jeg ved, hvem jeg kan ringe til")), 0.64, "32 af 50", low=0.5, high=0.76),
        Bar(str(_("Jeg forstår brevene")), 0.4, "20 af 50", low=0.28, high=0.54),
        Bar(str(_("Jeg har haft nogen med")), None, str(_("færre end fem"))),
    )
    return BarChart(
        id="svar",
        title=str(_("Det siger borgerne")),
        description=str(_("Flest siger, at de selv bestemmer. Færrest forstår brevene.")),
        bars=() if empty else bars,
        unit=Unit.SHARE,
        label_head=str(_("Udsagn")),
        value_label=str(_("Enig")),
    )


def multiples() -> Multiples:
    """Draw four teams on one scale."""
    shifts = ((_("Team Nord"), 0), (_("Team Syd"), -3), (_("Team Øst"), 4), (_("Team Unge"), 1))
    return Multiples(
        id="teams",
        title=str(_("Det samme tegn i fire team")),
        description=str(_("Alle fire team går op. Team Øst ligger højest.")),
        charts=tuple(
            LineChart(
                id=f"team-{at}",
                title=str(name),
                description=str(name),
                points=tuple(
                    Point(p.label, None if p.value is None else p.value + shift / OUT_OF, 0.38)
                    for p in run_chart().points
                ),
                unit=Unit.SHARE,
            )
            for at, (name, shift) in enumerate(shifts)
        ),
    )


def hundred() -> Hundred:
    """Draw what becomes of 100 people."""
    return Hundred(
        id="ud-af-100",
        title=str(_("Hvor mange er i arbejde efter et år?")),
        description=str(_("Af 100 borgere er 37 i arbejde. Det kan være op til 6 flere.")),
        count=37,
        unsure=6,
        some=str(_("I arbejde")),
        rest=str(_("Ikke i arbejde")),
    )


def gallery(state: str) -> dict[str, Any]:
    """Everything the gallery page needs."""
    empty = state == "tom"
    return {
        "state": state,
        "form": form_in(state),
        "trail": [(_("Forside"), "/"), (_("Min plan"), "#")],
        "labels": [_("Før du begynder"), _("Dine ord"), _("Se efter"), _("Kvittering")],
        "rows": Paginator(range(95), 10).page(3),
        "line": run_chart((None,) * len(OWN_STEPS) if empty else OWN_STEPS),
        "bars": bar_chart(empty=empty),
        "multiples": multiples(),
        "hundred": hundred(),
    }
