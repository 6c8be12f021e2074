"""App."""

from django.apps import AppConfig


class TodayConfig(AppConfig):
    """The caseworker's day."""

    name = "medborger.encounter.today"
    label = "today"
    verbose_name = "I dag"
