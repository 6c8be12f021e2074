"""How forms look: `{{ form }}` draws label, hint, error and field the way people here know them.

Django's `FORM_RENDERER` points at `DesignRenderer`. Nothing is drawn by widgets' own templates
except the bare input, so a room never writes a class name.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

LOOKS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "form-checkbox"),
    (forms.RadioSelect, "form-radio"),
    (forms.CheckboxInput, "form-checkbox"),
    (forms.Select, "form-select"),
    (forms.DateInput, "form-input m-short"),
    (forms.NumberInput, "form-input m-short"),
    (forms.FileInput, "m-file"),
    (forms.HiddenInput, ""),
    (forms.Widget, "form-input"),
)
"""The first kind that fits decides; the classes are those of DKFDS."""


def look_of(widget: forms.Widget) -> str:
    """Name the classes of a widget's input."""
    return next(look for kind, look in LOOKS if isinstance(widget, kind))


class DesignBoundField(BoundField):
    """A field that knows how it is drawn.

    Errors come from us, in Danish: the browser's own `required` bubbles are left out, and fields
    that may stay empty say so instead.
    """

    @property
    def shape(self) -> str:
        """How the field is laid out: hidden, tick (one box), choices (many) or line."""
        widget = self.field.widget
        if widget.is_hidden:
            return "hidden"
        if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
            return "choices"
        return "tick" if isinstance(widget, forms.CheckboxInput) else "line"

    @property
    def optional(self) -> bool:
        """Whether the field may stay empty and should say so."""
        return not self.field.required and self.shape in {"line", "choices"}

    @property
    def choice_class(self) -> str:
        """The wrapper of each choice."""
        many = isinstance(self.field.widget, forms.CheckboxSelectMultiple)
        return "form-group-checkbox" if many else "form-group-radio"

    @property
    def hint_id(self) -> str:
        """Where the hint stands; Django's own name, so that aria-describedby finds it."""
        return f"{self.auto_id}_helptext"

    @property
    def error_id(self) -> str:
        """Where the error stands."""
        return f"{self.auto_id}_error"

    @property
    def first_id(self) -> str:
        """Where the error summary leads: the field, or the first of its choices."""
        return f"{self.auto_id}_0" if self.shape == "choices" else self.id_for_label

    @property
    def described_by(self) -> str:
        """The hint and the error, as far as there are any."""
        parts = ((self.help_text, self.hint_id), (self.errors, self.error_id))
        return " ".join(place for there, place in parts if there)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add class and description; leave the browser's own complaints out."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        built.pop("aria-describedby", None)
        if look := f"{look_of(widget)} {widget.attrs.get('class', '')}".strip():
            built["class"] = look
        if self.described_by and self.shape != "choices":
            built["aria-describedby"] = self.described_by
        return built


class DesignRenderer(TemplatesSetting):
    """Draws forms with the design's templates."""

    form_template_name = "design/forms/form.html"
    field_template_name = "design/forms/field.html"
    bound_field_class = DesignBoundField
