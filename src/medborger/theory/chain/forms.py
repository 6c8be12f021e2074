"""How a theory is handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from medborger.foundation.documents.located import LONGEST
from medborger.foundation.forms import ActionForm, VersionedForm
from medborger.theory.chain.words import LinkKind, Origin, Strength

if TYPE_CHECKING:
    from medborger.theory.exchange.document import Document, Element

MECHANISM = _(
    "Hvad tilbyder I, som er nyt? Og hvordan tænker eller vælger folk så anderledes? "
    "Bliv ved det – det, I gør, er en prøvehandling."
)


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


class CellForm(VersionedForm):
    """What stands in one cell of the table."""

    text = forms.CharField(
        label=_("Tekst"),
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
        error_messages={"required": _("Skriv, hvad der skal stå i feltet.")},
    )
    subgroup = forms.CharField(label=_("Undergruppe"), required=False, max_length=80)

    def __init__(self, *args: Any, level: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if level == "active_mechanism":
            self.fields["text"].help_text = MECHANISM


class MovedCellForm(CellForm):
    """A cell that stands already: it can be moved, and its twin changed with it."""

    row = forms.IntegerField(label=_("Række"), min_value=1, max_value=99)
    audience = forms.ChoiceField(label=_("Kolonne"), required=False)
    both = forms.BooleanField(label=_("Ret også samme ordlyd i den anden kolonne"), required=False)

    def __init__(self, *args: Any, document: Document, element: Element, **options: Any) -> None:
        super().__init__(*args, level=element.level, **options)
        audience: Any = self.fields["audience"]
        audience.choices = [(a.key, a.column or a.name) for a in document.head.audiences]
        if element.audience is None:
            del self.fields["audience"]
        if not has_twin(element, document):
            del self.fields["both"]


def has_twin(element: Element, document: Document) -> bool:
    """Whether another element has the same wording by agreement."""
    return element.same_wording_as is not None or any(
        e.same_wording_as == element.key for e in document.elements
    )


class ArrowForm(VersionedForm):
    """What an arrow says, and what speaks for and against it."""

    kind = forms.ChoiceField(label=_("Hvad siger pilen"), choices=LinkKind.choices)
    origin = forms.ChoiceField(label=_("Hvor kommer den fra"), choices=Origin.choices)
    assumption = forms.CharField(
        label=_("Hvad antager I"),
        help_text=_("Hvorfor fører det ene til det andet?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Skriv, hvad I antager: hvorfor fører det ene til det andet?")
        },
    )
    strength = forms.ChoiceField(
        label=_("Hvor godt er den prøvet"), choices=Strength.choices, initial=Strength.UNTESTED
    )
    rival = forms.CharField(
        label=_("Hvad kan ellers forklare det"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    evidence_for = forms.CharField(
        label=_("Det taler for"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    evidence_against = forms.CharField(
        label=_("Det taler imod"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )


class NewArrowForm(ArrowForm):
    """A new arrow, from one element to another."""

    source = forms.ChoiceField(label=_("Fra"))
    target = forms.ChoiceField(label=_("Til"))
    field_order = ("source", "kind", "target")

    def __init__(self, *args: Any, document: Document, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["version"]
        for name in ("source", "target"):
            field: Any = self.fields[name]
            field.choices = [(e.key, f"{e.key} {e.text}") for e in document.elements]


class NewVersionForm(ActionForm):
    """Why a new version is begun."""

    change_note = forms.CharField(
        label=_("Hvad vil I ændre"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
