"""App."""

from django.apps import AppConfig


class ExtractConfig(AppConfig):
    """Weekly tables without names, for the evidence engine."""

    name = "medborger.learning.extract"
    label = "extract"
    verbose_name = "Udtræk"

    def ready(self) -> None:
        """Make the nightly task known to the worker."""
        from medborger.learning.extract import nightly  # noqa: F401
