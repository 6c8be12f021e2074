"""App."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """How much support, agreed by both."""

    name = "medborger.encounter.support"
    label = "support"
    verbose_name = "Støtte"
