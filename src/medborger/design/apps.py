"""App."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Design."""

    name = "medborger.design"
    label = "design"
    verbose_name = "Design"
