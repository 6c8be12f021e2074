"""App."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Invitations, bookings and talks."""

    name = "medborger.encounter.meetings"
    label = "meetings"
    verbose_name = "Samtaler"
