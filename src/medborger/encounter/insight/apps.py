"""App."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Who has seen my case, and what I may ask about it."""

    name = "medborger.encounter.insight"
    label = "insight"
    verbose_name = "Indsigt"
