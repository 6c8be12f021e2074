"""App."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """The citizen's plan."""

    name = "medborger.encounter.plan"
    label = "plan"
    verbose_name = "Plan"
