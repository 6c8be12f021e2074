"""What people type about a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.encounter.judgement.models import Complaint, Judgement, Matter
from medborger.foundation.forms import ActionForm, VersionedForm
from medborger.foundation.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

LONGEST = 5000


def _text(
    label: object, help_text: object = "", *, required: bool = False, rows: int = 4
) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type] # a lazy translation
        help_text=help_text,  # type: ignore[arg-type] # a lazy translation
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Skriv noget her først.")},
    )


class BeginForm(ActionForm):
    """The question, the kind of judgement, and what the citizen says."""

    matter = forms.ModelChoiceField(
        label=_("Hvad handler det om?"),
        queryset=Matter.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad det handler om.")},
    )
    question = _text(
        _("Hvad er spørgsmålet?"), _("Skriv det, som borgeren ville stille det."), required=True
    )
    citizens_view = _text(_("Hvad siger borgeren selv?"))

    def offer(self, matters: QuerySet[Matter]) -> None:
        """Offer these kinds."""
        field = self.fields["matter"]
        assert isinstance(field, forms.ModelChoiceField), "declared above"
        field.queryset = matters


class WriteForm(VersionedForm):
    """The words of a judgement."""

    question = _text(_("Spørgsmålet"), required=True, rows=2)
    citizens_view = _text(_("Borgerens syn"), _("Med borgerens egne ord."))
    no_view_reason = _text(_("Hvis borgerens syn mangler: hvorfor?"), rows=2)
    weighing = _text(
        _("Afvejningen"), _("Hvad talte for, hvad talte imod, og hvad vejede tungest?"), rows=6
    )
    conclusion = _text(_("Konklusionen"))
    would_change = _text(_("Hvad kunne ændre konklusionen?"), rows=2)
    outcome = forms.ChoiceField(
        label=_("Udfaldet"),
        choices=[("", _("ikke endnu")), *Judgement.Outcome.choices],
        required=False,
        widget=forms.RadioSelect,
    )


class FactForm(ActionForm):
    """Something we know, and where from."""

    text = _text(_("Hvad ved vi?"), required=True, rows=2)
    source = forms.CharField(
        label=_("Hvor ved vi det fra?"),
        help_text=_("Fx: samtale 3. marts, lægens brev, planen."),
        max_length=300,
        error_messages={"required": _("Skriv kilden.")},
    )


class AlternativeForm(ActionForm):
    """Another way."""

    text = _text(_("Hvilken anden vej kunne I gå?"), required=True, rows=2)
    weighed = _text(_("Hvad taler for og imod den?"), required=True, rows=2)


class AskForm(ActionForm):
    """Which colleague, and what one wonders."""

    asked = forms.ModelChoiceField(
        label=_("Hvem spørger du?"),
        queryset=Person.objects.none(),
        empty_label=_("Vælg en kollega"),
        error_messages={"required": _("Vælg en kollega.")},
    )
    wondering = _text(_("Hvad er du i tvivl om?"), required=True, rows=3)

    def offer(self, people: Iterable[Person]) -> None:
        """Offer these colleagues."""
        field = self.fields["asked"]
        assert isinstance(field, forms.ModelChoiceField), "declared above"
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in people])


class AnswerForm(ActionForm):
    """What a colleague sees."""

    answer = _text(
        _("Hvad ser du?"), _("Spørg hellere nysgerrigt end at give svaret."), required=True
    )


class CommentForm(ActionForm):
    """What the citizen says to the draft."""

    text = _text(_("Hvad siger du til udkastet?"), _("Har du ikke mere at sige, så send det tomt."))


class FinishForm(ActionForm):
    """The answer to the citizen's comment."""

    answer = _text(_("Svar på borgerens kommentar"), _("Skriv, hvad kommentaren har ændret."))


class SendForm(ActionForm):
    """A press on the button; nothing is typed."""


class ComplainForm(ActionForm):
    """Why the citizen does not accept it."""

    text = _text(_("Hvad er du ikke enig i?"), required=True)


class ComplaintAnswerForm(ActionForm):
    """What came of looking again."""

    state = forms.ChoiceField(
        label=_("Hvad sker der med klagen?"),
        choices=[
            (Complaint.State.CHANGED, _("Vi ændrer vores svar")),
            (Complaint.State.FORWARDED, _("Vi sender klagen videre til Ankestyrelsen")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad der sker med klagen.")},
    )
    answer = _text(_("Svar til borgeren"), required=True)
