"""App."""

from django.apps import AppConfig


class StrengthsConfig(AppConfig):
    """What the citizen has to build on."""

    name = "medborger.encounter.strengths"
    label = "strengths"
    verbose_name = "Styrker"
