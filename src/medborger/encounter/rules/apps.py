"""App."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """Dated rules, requirements, exemptions and deadlines."""

    name = "medborger.encounter.rules"
    label = "rules"
    verbose_name = "Regler"
