"""App."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Public figures about municipalities, from Jobindsats and Statistics Denmark."""

    name = "medborger.learning.figures"
    label = "figures"
    verbose_name = "Offentlige tal"
