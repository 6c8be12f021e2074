"""App."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Access."""

    name = "medborger.foundation.access"
    label = "access"
    verbose_name = "Adgang og spor"
