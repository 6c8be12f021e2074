"""App."""

from django.apps import AppConfig


class ChainConfig(AppConfig):
    """The theory of change itself."""

    name = "medborger.theory.chain"
    label = "chain"
    verbose_name = "Forandringsteori"
