"""App."""

from django.apps import AppConfig


class ReflectionConfig(AppConfig):
    """Private reflection notes."""

    name = "medborger.encounter.reflection"
    label = "reflection"
    verbose_name = "Refleksion"
