"""App."""

from django.apps import AppConfig


class SparringConfig(AppConfig):
    """Sparring on an anonymised slice."""

    name = "medborger.encounter.sparring"
    label = "sparring"
    verbose_name = "Sparring"
