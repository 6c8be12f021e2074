"""App."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Journal."""

    name = "medborger.foundation.journal"
    label = "journal"
    verbose_name = "Journal"
