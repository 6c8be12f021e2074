"""The fixed words of follow-up, as the screen says them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Question(models.TextChoices):
    """A sign answers exactly one of the two questions."""

    FIDELITY = "fidelity", _("Gør vi det, vi siger?")
    EFFECT = "effect", _("Fører det til det, vi forventer?")


class SignKind(models.TextChoices):
    """How a sign is told."""

    NUMBER = "number", _("tal")
    RUBRIC = "rubric", _("trin på en skala, med fortælling")
    NARRATIVE = "narrative", _("fortælling")


class Better(models.TextChoices):
    """Which way is better."""

    UP = "up", _("op er bedre")
    DOWN = "down", _("ned er bedre")
    NEUTRAL = "neutral", _("hverken eller")


class Frequency(models.TextChoices):
    """How often a sign is read."""

    MONTH = "month", _("hver måned")
    QUARTER = "quarter", _("hvert kvartal")
    WAVE = "wave", _("hver gang, der spørges")


class Choice(models.TextChoices):
    """What a team can decide."""

    CONTINUE = "continue", _("fortsæt")
    ADJUST = "adjust", _("justér")
    STOP = "stop", _("stop")
    SPREAD = "spread", _("udbred")
    NEW_BASELINE = "new_baseline", _("ny basis")
    NEW_VERSION = "new_version", _("ny version")


class TrialState(models.TextChoices):
    """Where a trial action is."""

    IDEA = "idea", _("idé")
    PLANNED = "planned", _("planlagt")
    RUNNING = "running", _("i gang")
    ENDED = "ended", _("afsluttet")
    SPREAD = "spread", _("udbredt")
    STOPPED = "stopped", _("stoppet")


class Clarification(models.TextChoices):
    """What a signal turned out to be."""

    CHANCE = "chance", _("tilfældig")
    EXPLAINED = "explained", _("forklaret")
    ACTION = "action", _("handling")


class RoutineKind(models.TextChoices):
    """Whether a routine was pointed out as meaningless, or is a new one we brought in."""

    POINTED = "pointed", _("peget på som meningsløs")
    ADDED = "added", _("et nyt trin, vi har indført")


class RoutineVerdict(models.TextChoices):
    """What is decided about a routine."""

    REMOVE = "remove", _("fjern")
    SIMPLIFY = "simplify", _("forenkl")
    KEEP = "keep", _("behold")
