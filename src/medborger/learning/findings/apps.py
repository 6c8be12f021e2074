"""App."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """Questions frozen before their answers, and what may be read of the answers."""

    name = "medborger.learning.findings"
    label = "findings"
    verbose_name = "Svar"

    def ready(self) -> None:
        """Let follow-up ask for published findings."""
        from medborger.learning.findings.port import latest
        from medborger.theory.effects import SOURCES

        if latest not in SOURCES:
            SOURCES.append(latest)
