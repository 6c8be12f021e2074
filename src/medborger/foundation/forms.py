"""Forms that act: shape on the form, rules in the service, and nothing typed is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import render

from medborger.foundation.posts import services as posts

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest


class Conflict(Exception):
    """Somebody else changed the same thing while this was being written.

    Attributes:
        theirs: The text as it stands now, per field.
        version: The version that stands now.
    """

    def __init__(self, *, theirs: dict[str, str], version: int) -> None:
        super().__init__("Changed by somebody else meanwhile.")
        self.theirs = theirs
        self.version = version


def check_version(found: int, expected: int | None, **theirs: object) -> None:
    """Refuse to overwrite what the writer has not seen; None means no version was given."""
    if expected is not None and found != expected:
        raise Conflict(theirs={k: str(v or "") for k, v in theirs.items()}, version=found)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in two wordings."""

    label: str
    mine: str
    theirs: str


class ActionForm(forms.Form):
    """A form whose data goes straight into a service.

    After `act`: `result` holds what the service gave back, or `conflict` what stood in the way.
    """

    error_css_class = "has-error"
    conflict: Conflict | None = None
    result: Any = None

    def act(self, service: Callable[..., object], *args: object, **kwargs: object) -> bool:
        """Run the service with the cleaned data; what it refuses is shown on the form."""
        if not self.is_valid():
            return False
        try:
            self.result = service(*args, **self.cleaned_data, **kwargs)
        except ValidationError as refusal:
            self._show(refusal)
            return False
        except Conflict as conflict:
            self.conflict = conflict
            return False
        return True

    def _show(self, refusal: ValidationError) -> None:
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for field, errors in refusal.error_dict.items():
            self.add_error(field if field in self.fields else None, errors)

    @property
    def differences(self) -> list[Difference]:
        """What was typed beside what stands now, for the fields that differ."""
        theirs = self.conflict.theirs if self.conflict else {}
        return [
            Difference(str(self.fields[name].label or name), str(mine or ""), theirs[name])
            for name, mine in self.cleaned_data.items()
            if name in theirs and str(mine or "") != theirs[name]
        ]


class VersionedForm(ActionForm):
    """A form for something others can change too; it carries the version it was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


def with_draft(
    form_class: type[ActionForm], key: str, request: PersonRequest, **options: Any
) -> ActionForm:
    """Make an empty form that begins with what the person typed last time."""
    draft = posts.draft_for(key, by=request.user)
    initial = {**options.pop("initial", {}), **draft}
    return form_class(initial=initial, **options)


def refuse(
    request: PersonRequest, template: str, form: ActionForm, context: dict[str, Any]
) -> HttpResponse:
    """Answer a form that could not act: the same form with its errors, or a merge page.

    422 with everything typed kept; 409 when somebody else was faster, with both texts and the
    version that stands now, so that sending again means having seen it.
    """
    if form.conflict is None:
        context = {**context, "form": form}
        return render(request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    again = type(form)({**dict(form.data.items()), "version": form.conflict.version})
    again.conflict = form.conflict
    again.is_valid()
    context = {**context, "form": again, "action": request.path}
    return render(request, "design/conflict.html", context, status=HTTPStatus.CONFLICT)
