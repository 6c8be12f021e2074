"""App."""

from django.apps import AppConfig


class StartConfig(AppConfig):
    """The citizen's front page."""

    name = "medborger.encounter.start"
    label = "start"
    verbose_name = "Forside"
