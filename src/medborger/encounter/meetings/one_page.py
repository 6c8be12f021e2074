"""The one page of a talk: each point, the minutes, the next step and the next contact together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.encounter.meetings.forms import RegisterForm, SettleForm, line_field
from medborger.encounter.meetings.models import AgendaPoint
from medborger.encounter.meetings.services.completing import Settled

if TYPE_CHECKING:
    from collections.abc import Iterable


class OnePageForm(RegisterForm):
    """A form with two fields for each point that still waits."""

    def offer_points(self, points: Iterable[AgendaPoint]) -> None:
        """Ask about these points, the citizen's first, before anything else."""
        self.points = list(points)
        asked: list[str] = []
        for number, point in enumerate(self.points):
            became, why = f"became_{number}", f"why_{number}"
            self.fields[became] = forms.ChoiceField(
                label=point.text,
                choices=SettleForm.STATES,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[why] = line_field(
                _("Hvorfor gemt? (%(point)s)") % {"point": point.text[:60]}
            )
            asked += [became, why]
        self.order_fields([*asked, *self.field_order])

    def clean(self) -> dict[str, Any]:
        """Ask why for each point that is moved, where the point stands."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(len(self.points)):
            moved = typed.get(f"became_{number}") == AgendaPoint.State.MOVED
            if moved and not typed.get(f"why_{number}"):
                problem = _("Skriv, hvorfor punktet er gemt til en anden gang.")
                self.add_error(f"why_{number}", problem)
        return typed

    def act(self, service: Any, *args: object, **kwargs: object) -> bool:
        """Give the service what became of each point as one value."""
        if not self.is_valid():
            return False
        typed = self.cleaned_data
        became = [
            Settled(point, typed.pop(f"became_{number}"), typed.pop(f"why_{number}"))
            for number, point in enumerate(self.points)
        ]
        settled = [one for one in became if one.state]
        return super().act(service, *args, settled=settled, **kwargs)
