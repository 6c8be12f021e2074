"""App."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Signs, values, reviews and decisions."""

    name = "medborger.theory.followup"
    label = "followup"
    verbose_name = "Opfølgning"

    def ready(self) -> None:
        """Make the nightly tasks known to the worker."""
        from medborger.theory.followup import nightly  # noqa: F401
