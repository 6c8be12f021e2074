"""The fixed words of a theory, as the screen says them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tense(models.TextChoices):
    """Whether a sentence tells how it is or how it shall be."""

    NOW = "now", _("nutid")
    FUTURE = "future", _("fremtid")


class LinkKind(models.TextChoices):
    """What an arrow says."""

    LEADS_TO = "leads_to", _("fører til")
    IMPLEMENTS = "implements", _("omsætter")
    SHOWN_BY = "shown_by", _("vises ved")
    PRESUPPOSES = "presupposes", _("forudsætter")
    COUNTERACTS = "counteracts", _("modvirker")


class Origin(models.TextChoices):
    """Where an arrow comes from."""

    SOURCE = "source", _("kilden")
    WORKSHOP = "workshop", _("en workshop")
    SUGGESTION = "suggestion", _("et forslag")


class Strength(models.TextChoices):
    """How well an arrow has been tried."""

    UNTESTED = "untested", _("uprøvet")
    WEAK = "weak", _("svag")
    MODERATE = "moderate", _("moderat")
    STRONG = "strong", _("stærk")


class RemarkKind(models.TextChoices):
    """What kind of text stands around the table."""

    AIM = "aims", _("sigte")
    PRINCIPLE = "principles", _("princip")
    PRECONDITION = "preconditions", _("forudsætning")
    EVALUATION_QUESTION = "evaluation_questions", _("evalueringsspørgsmål")
    USE = "use", _("brug")
