"""`manage.py admin create EMAIL --municipality SLUG`: the first administrator."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from medborger.foundation.people.models import Municipality
from medborger.foundation.people.services import first_administrator

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Make the first administrator; the others are made on the screen."""

    help = "Opret den første administrator: admin create E-MAIL --municipality SLUG --name NAVN"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address and the municipality."""
        parser.add_argument("what", choices=["create"])
        parser.add_argument("email")
        parser.add_argument("--municipality", default="kommune", help="kort navn, a-z")
        parser.add_argument("--name", default="", help="kommunens navn, når den er ny")

    def handle(self, *, email: str, municipality: str, name: str, **_options: object) -> None:
        """Ask for a password (or read ADMIN_PASSWORD) and make the person."""
        password = os.environ.get("ADMIN_PASSWORD") or getpass.getpass("Adgangskode: ")
        try:
            validate_email(email)
            validate_password(password)
            home, _is_new = Municipality.objects.get_or_create(
                slug=municipality, defaults={"name": name or municipality, "email": email}
            )
            first_administrator(home, email=email, password=password)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{email} er administrator i {home.name}. Log ind, og vælg to-faktor.")
