"""App."""

from django.apps import AppConfig


class JudgementConfig(AppConfig):
    """Documented professional judgement."""

    name = "medborger.encounter.judgement"
    label = "judgement"
    verbose_name = "Skøn"
