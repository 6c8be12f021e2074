"""App."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The front door."""

    name = "medborger.site"
    label = "house"
    verbose_name = "Huset"
