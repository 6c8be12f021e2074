"""What people type around talks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.encounter.meetings.models import AgendaPoint, Slot
from medborger.encounter.meetings.models.invitations import Mode
from medborger.encounter.meetings.statements import AFTER, BEFORE, SCALE, YES_NO
from medborger.encounter.plan.models import Goal, Step
from medborger.foundation.dates import DanishDateField
from medborger.foundation.forms import ActionForm
from medborger.foundation.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable


def _text(
    label: object, help_text: object = "", *, required: bool = True, rows: int = 4
) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type] # a lazy translation
        help_text=help_text,  # type: ignore[arg-type] # a lazy translation
        required=required,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Skriv noget her først.")},
    )


def line_field(label: object, help_text: object = "", *, required: bool = False) -> forms.CharField:
    """A field for one line of text."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type] # a lazy translation
        help_text=help_text,  # type: ignore[arg-type] # a lazy translation
        required=required,
        max_length=200,
        error_messages={"required": _("Skriv noget her først.")},
    )


class TimesForm(ActionForm):
    """Times on one day."""

    on = DanishDateField(label=_("Hvilken dag?"))
    first = forms.TimeField(
        label=_("Fra klokken"), input_formats=["%H:%M", "%H.%M", "%H"], initial="9.00",
        error_messages={"required": _("Skriv klokkeslættet."),
                        "invalid": _("Skriv klokkeslættet som 9.30.")},
    )  # fmt: skip
    last = forms.TimeField(
        label=_("Til klokken"), input_formats=["%H:%M", "%H.%M", "%H"], initial="12.00",
        error_messages={"required": _("Skriv klokkeslættet."),
                        "invalid": _("Skriv klokkeslættet som 9.30.")},
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Minutter til hver"), min_value=10, max_value=180, initial=45,
        error_messages={"required": _("Skriv antallet af minutter.")},
    )  # fmt: skip
    mode = forms.ChoiceField(
        label=_("Hvordan mødes I?"), choices=Mode.choices, initial=Mode.HERE,
        widget=forms.RadioSelect,
    )  # fmt: skip


class InviteForm(ActionForm):
    """What to talk about."""

    about = line_field(
        _("Hvad vil du tale om?"), _("Fx: din plan og dit næste skridt."), required=True
    )
    ground = line_field(
        _("Lovens grund, hvis brevet skal nævne ydelsen"),
        _("Lad feltet stå tomt. Brevet truer ikke med noget."),
    )


class InviteManyForm(ActionForm):
    """Whom to invite, and what to talk about."""

    citizens = forms.ModelMultipleChoiceField(
        label=_("Hvem?"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst én borger.")},
    )  # fmt: skip
    about = line_field(_("Hvad vil du tale om?"), required=True)

    def offer(self, people: Iterable[Person]) -> None:
        """Offer these citizens."""
        field = self.fields["citizens"]
        assert isinstance(field, forms.ModelMultipleChoiceField), "declared above"
        keys = [person.pk for person in people]
        field.queryset = Person.objects.filter(pk__in=keys).order_by("given_name", "pk")


class PauseForm(ActionForm):
    """Until when."""

    until = DanishDateField(label=_("Pause til og med"))


class CodeForm(ActionForm):
    """The code from a letter."""

    code = line_field(_("Din kode"), _("Den står i brevet. Store og små bogstaver er lige gode."),
                 required=True)  # fmt: skip


class ChooseForm(ActionForm):
    """One of the free times."""

    slot = forms.ModelChoiceField(
        label=_("Vælg en tid"), queryset=Slot.objects.none(), to_field_name="public_id",
        error_messages={"required": _("Vælg en tid fra listen."),
                        "invalid_choice": _("Tiden er lige blevet taget. Vælg en anden.")},
    )  # fmt: skip

    def offer(self, slots: Iterable[Slot]) -> None:
        """Offer these times."""
        field = self.fields["slot"]
        assert isinstance(field, forms.ModelChoiceField), "declared above"
        field.queryset = Slot.objects.filter(pk__in=[slot.pk for slot in slots])


class PressForm(ActionForm):
    """A press on the button; nothing is typed."""


class PointForm(ActionForm):
    """A point for the agenda."""

    text = line_field(_("Hvad vil du tale om?"), required=True)


class SettleForm(ActionForm):
    """What became of a point."""

    STATES = (
        (AgendaPoint.State.HANDLED, _("Vi talte om det")),
        (AgendaPoint.State.MOVED, _("Vi gemte det til en anden gang")),
    )
    state = forms.ChoiceField(
        label=_("Hvad skete der med punktet?"),
        choices=STATES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, om I talte om punktet.")},
    )
    reason = line_field(_("Hvorfor gemt?"))


class AnswersForm(ActionForm):
    """One radio line per statement or question, given to the service as `answers`."""

    def act(self, service: Any, *args: object, **kwargs: object) -> bool:
        """Give the service all answers as one value."""
        if not self.is_valid():
            return False
        given = self.given()
        self.cleaned_data = {}
        return super().act(service, *args, answers=given, **kwargs)

    def given(self) -> dict[str, Any]:
        """The answers by key."""
        return {key: value for key, value in self.cleaned_data.items() if value}


def _choice(label: Any, choices: Any, *, required: bool) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=required, widget=forms.RadioSelect,
        error_messages={"required": _("Vælg et svar.")},
    )  # fmt: skip


class ExpectForm(AnswersForm):
    """The statements before a talk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, text in BEFORE.items():
            self.fields[key] = _choice(text, SCALE, required=True)

    def given(self) -> dict[str, Any]:
        """The answers as numbers."""
        return {key: int(value) for key, value in super().given().items()}


class FeedbackForm(AnswersForm):
    """The six questions after a talk; all may stay empty but one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, text in AFTER.items():
            self.fields[key] = _choice(text, YES_NO, required=False)


class AgreeForm(ActionForm):
    """What the two agreed."""

    agreed = _text(_("Hvad blev I enige om?"))


class MinutesForm(ActionForm):
    """The minutes."""

    text = _text(_("Hvad talte I om?"), _("Skriv det sammen, så I begge kan stå ved det."), rows=8)


class CommentForm(ActionForm):
    """The citizen's words to the minutes."""

    text = _text(_("Hvad vil du have med?"))


class HoldForm(ActionForm):
    """When the two have contact again: a day or an event, and why."""

    next_on = DanishDateField(label=_("Hvornår tales I ved igen?"), required=False)
    next_when = line_field(
        _("Eller når der sker noget bestemt"), _("Fx: når værkstedet har svaret.")
    )
    next_reason = line_field(_("Hvorfor da?"))


class RegisterForm(HoldForm):
    """A talk that just took place: minutes, next step and rhythm in one go."""

    text = _text(_("Hvad talte I om?"), rows=6)
    step = line_field(_("Hvad er næste skridt?"))
    step_owner = forms.ChoiceField(
        label=_("Hvem gør det?"),
        choices=[
            (Step.Owner.PROFESSIONAL, _("kommunen")),
            (Step.Owner.CITIZEN, _("borgeren (som forslag)")),
        ],
        initial=Step.Owner.PROFESSIONAL,
        widget=forms.RadioSelect,
    )
    goal = forms.ModelChoiceField(
        label=_("Hvilket mål hører skridtet til?"), queryset=Goal.objects.none(), required=False
    )

    field_order = ("text", "step", "step_owner", "goal", "next_on", "next_when", "next_reason")

    def offer(self, goals: Any) -> None:
        """Offer these goals; the first is chosen beforehand."""
        field = self.fields["goal"]
        assert isinstance(field, forms.ModelChoiceField), "declared above"
        field.queryset = goals
        field.initial = goals.first()
