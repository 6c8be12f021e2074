"""App."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo municipality."""

    name = "medborger.demo"
    label = "demo"
    verbose_name = "Demo"
