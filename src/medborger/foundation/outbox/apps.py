"""App."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Outbox."""

    name = "medborger.foundation.outbox"
    label = "outbox"
    verbose_name = "Udbakke"

    def ready(self) -> None:
        """Make this room's tasks known to the worker."""
        from medborger.foundation.outbox import services  # noqa: F401
