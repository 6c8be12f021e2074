"""App."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """What all rooms share: template tags and commands."""

    name = "medborger.foundation"
    label = "foundation"
    verbose_name = "Fundament"
