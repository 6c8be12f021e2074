"""What an administrator types about staff, teams and the municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medborger.foundation.forms import ActionForm
from medborger.foundation.people.models import Team
from medborger.foundation.people.roles import STAFF

if TYPE_CHECKING:
    from medborger.foundation.people.models import Municipality

ROLE_CHOICES = [(role.value, role.label) for role in STAFF]


class RoleForm(ActionForm):
    """A role, perhaps in a team."""

    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=[("", _("Vælg")), *ROLE_CHOICES],
        error_messages={"required": _("Vælg en rolle.")},
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), required=False, empty_label=_("Uden team")
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Team.objects.filter(municipality=municipality)


class StaffForm(RoleForm):
    """A new member of staff."""

    given_name = forms.CharField(
        label=_("Fornavn"), max_length=80, error_messages={"required": _("Skriv fornavnet.")}
    )
    family_name = forms.CharField(label=_("Efternavn"), max_length=80, required=False)
    title = forms.CharField(
        label=_("Titel"),
        max_length=80,
        required=False,
        help_text=_("Det, borgeren læser, for eksempel jobrådgiver."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=150,
        error_messages={
            "required": _("Skriv e-mailen."),
            "invalid": _("Skriv e-mailen som navn@kommune.dk."),
        },
    )
    field_order = ("given_name", "family_name", "title", "email", "role", "team")


class TeamForm(ActionForm):
    """A new team."""

    name = forms.CharField(
        label=_("Teamets navn"),
        max_length=100,
        error_messages={"required": _("Skriv teamets navn.")},
    )


class MunicipalityForm(ActionForm):
    """How the municipality is reached, and what it shows."""

    phone = forms.CharField(
        label=_("Telefon"), max_length=20, error_messages={"required": _("Skriv et nummer.")}
    )
    email = forms.EmailField(label=_("E-mail"), error_messages={"required": _("Skriv e-mailen.")})
    address = forms.CharField(label=_("Adresse"), max_length=200, required=False)
    shows_staff_names = forms.BooleanField(
        label=_("Borgeren ser navnet på den medarbejder, der har set sagen"),
        help_text=_("Ellers ser borgeren rolle og enhed."),
        required=False,
    )
    least_shown = forms.IntegerField(
        label=_("Mindste antal, der vises i tal om grupper"),
        help_text=_("Tal om færre mennesker end det bliver skjult. Mindst 3."),
        min_value=3,
        max_value=50,
        error_messages={
            "min_value": _("Skriv 3 eller mere."),
            "max_value": _("Skriv 50 eller mindre."),
            "required": _("Skriv et tal."),
            "invalid": _("Skriv et helt tal."),
        },
    )
