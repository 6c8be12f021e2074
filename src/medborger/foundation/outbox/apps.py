"""App."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Outbox."""

    name = "medborger.foundation.outbox"
    label = "outbox"
    verbose_name = "Udbakke"
