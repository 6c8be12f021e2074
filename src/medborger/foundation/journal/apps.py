"""App."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Journal."""

    name = "medborger.foundation.journal"
    label = "journal"
    verbose_name = "Journal"

    def ready(self) -> None:
        """Make this room's tasks known to the worker."""
        from medborger.foundation.journal import services  # noqa: F401
