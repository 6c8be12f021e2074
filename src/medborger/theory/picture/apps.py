"""App."""

from django.apps import AppConfig


class PictureConfig(AppConfig):
    """The derived picture; it remembers nothing of its own."""

    name = "medborger.theory.picture"
    label = "picture"
    verbose_name = "Billede"
