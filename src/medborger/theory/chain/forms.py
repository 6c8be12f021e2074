"""How a theory is handed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from medborger.foundation.documents.located import LONGEST
from medborger.foundation.forms import ActionForm


class ImportForm(ActionForm):
    """A file, or the text itself."""

    file = forms.FileField(
        label=_("Fil med forandringsteorien"),
        help_text=_("YAML i formatet medborger.theory/1."),
        required=False,
    )
    text = forms.CharField(
        label=_("Eller indsæt teksten her"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        required=False,
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        """Read the file as text; one of the two must be there."""
        given = super().clean() or self.cleaned_data
        file = given.pop("file", None)
        if file is not None:
            given["text"] = self._read(file)
        if not (given.get("text") or "").strip():
            raise ValidationError({"file": _("Vælg en fil, eller indsæt teksten.")})
        return given

    def _read(self, file: Any) -> str:
        if file.size > LONGEST:
            raise ValidationError({"file": _("Filen er for stor. Del den op.")})
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValidationError(
                {"file": _("Filen er ikke gemt som UTF-8. Gem den igen.")}
            ) from error


class AdoptForm(ActionForm):
    """What citizens say about the theory, before it is frozen."""

    citizens_view = forms.CharField(
        label=_("Borgernes perspektiv"),
        help_text=_("Hvad siger de borgere, I har talt med, til teorien?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    why_without_citizens = forms.CharField(
        label=_("Hvorfor uden borgernes perspektiv"),
        help_text=_("Kun, når I ikke har spurgt borgere endnu."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
