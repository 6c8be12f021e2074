"""People, the roles they hold, and who works with whom."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from medborger.foundation import clock
from medborger.foundation.people.roles import Ability, Role, abilities_of, roles_with

if TYPE_CHECKING:
    import datetime as dt


class PeriodQuerySet(models.QuerySet):  # type: ignore[type-arg] # shared by rows with since and until
    """Questions about rows that hold from one day to another."""

    def active(self, on: dt.date | None = None) -> Self:
        """Keep what holds on the day (today, when no day is given); the last day counts."""
        day = on or clock.today()
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class Municipality(models.Model):
    """A municipality (kommune). Every person, team, theory and setting belongs to exactly one."""

    slug = models.SlugField(_("kort navn"), unique=True)
    name = models.CharField(_("navn"), max_length=100)
    phone = models.CharField(_("telefon"), max_length=20)
    email = models.EmailField(_("e-mail"))
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    shows_staff_names = models.BooleanField(
        _("viser medarbejderes navne i «Hvem har set min sag»"), default=True
    )
    least_shown = models.PositiveSmallIntegerField(_("mindste antal, der vises"), default=5)

    class Meta:
        ordering = ("name",)
        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")
        constraints = [
            models.CheckConstraint(
                name="people_municipality_least_shown",
                condition=Q(least_shown__gte=3),
                violation_error_message=_("Det mindste antal, der vises, skal være 3 eller mere."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team (team) of staff who cover for each other."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="teams", verbose_name=_("kommune")
    )
    name = models.CharField(_("navn"), max_length=100)

    class Meta:
        ordering = ("name",)
        verbose_name = _("team")
        verbose_name_plural = _("team")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="people_team_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet["Person"]):
    """Questions about many people."""

    def visible_to(self, viewer: Person) -> Self:
        """Whose case the viewer may open: one's own, and citizens one's team works with today."""
        if Ability.CASEWORK not in viewer.abilities:
            return self.filter(pk=viewer.pk)
        return self.filter(
            Q(pk=viewer.pk)
            | Q(pk__in=Relation.objects.active().reaching(viewer).values("citizen_id")),
            municipality_id=viewer.municipality_id,
        )

    def who_may_open(self, citizen: Person) -> Self:
        """Who may open the citizen's case: `visible_to` asked from the other side."""
        relations = Relation.objects.active().filter(citizen=citizen)
        working = Engagement.objects.active().filter(role__in=roles_with(Ability.CASEWORK))
        in_team = Engagement.objects.active().filter(team__in=relations.values("team_id"))
        return self.filter(
            Q(pk__in=relations.values("worker_id")) | Q(pk__in=in_team.values("person_id")),
            pk__in=working.values("person_id"),
            municipality_id=citizen.municipality_id,
        ).exclude(pk=citizen.pk)


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Makes people."""

    def get_queryset(self) -> PersonQuerySet:
        """Load the municipality with the person: every page shows it."""
        people: PersonQuerySet = super().get_queryset().select_related("municipality")
        return people

    def create_user(self, login: str, password: str | None = None, **fields: object) -> Person:
        """Make a person who can sign in; without a password only by an identity provider."""
        person: Person = self.model(login=login, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Anyone in the house: a citizen, a professional, someone from the network, an employer."""

    class Reached(models.TextChoices):
        EMAIL = "email", _("e-mail")
        SMS = "sms", _("sms")
        POST = "digital_post", _("Digital Post")
        LETTER = "letter", _("brev")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="people", verbose_name=_("kommune")
    )
    login = models.CharField(_("brugernavn"), max_length=150, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefon"), max_length=20, blank=True)
    given_name = models.CharField(_("fornavn"), max_length=80)
    family_name = models.CharField(_("efternavn"), max_length=80, blank=True)
    title = models.CharField(_("titel"), max_length=80, blank=True)
    reached_by = models.CharField(
        _("vi skriver til dig med"), max_length=12, choices=Reached, default=Reached.EMAIL
    )
    is_active = models.BooleanField(_("aktiv"), default=True)
    date_joined = models.DateTimeField(_("oprettet"), default=clock.now)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("menneske")
        verbose_name_plural = _("mennesker")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name as people say it."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def subject(self) -> Person:
        """The person this is about: oneself."""
        return self

    @cached_property
    def engagements_today(self) -> list[Engagement]:
        """The roles held today. Asked once per loaded person."""
        return list(self.engagements.active().select_related("team"))

    @property
    def roles(self) -> set[Role]:
        """The roles held today, without their teams."""
        return {Role(engagement.role) for engagement in self.engagements_today}

    @property
    def abilities(self) -> frozenset[Ability]:
        """What this person may do today."""
        return abilities_of(self.roles)

    @property
    def team_ids(self) -> set[int]:
        """The teams this person belongs to today."""
        return {e.team_id for e in self.engagements_today if e.team_id is not None}


class Engagement(models.Model):
    """A role (rolle) somebody holds from one day to another, perhaps in a team."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="engagements")
    role = models.CharField(_("rolle"), max_length=16, choices=Role)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="engagements"
    )
    since = models.DateField(_("fra"), default=clock.today)
    until = models.DateField(_("til og med"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ("since", "pk")
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")
        constraints = [
            models.CheckConstraint(
                name="people_engagement_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("Rollen kan ikke slutte, før den begynder."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"


class RelationQuerySet(PeriodQuerySet):
    """Questions about who works with whom."""

    def reaching(self, viewer: Person) -> Self:
        """Relations that the viewer holds, or that belong to one of the viewer's teams."""
        return self.filter(Q(worker=viewer) | Q(team__in=viewer.team_ids))


class Relation(models.Model):
    """Somebody works with a citizen (samarbejde), from one day to another, for a purpose."""

    citizen = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="helpers", verbose_name=_("borger")
    )
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="citizens", verbose_name=_("hvem")
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="relations")
    role = models.CharField(_("rolle"), max_length=16, choices=Role, default=Role.CASEWORKER)
    purpose = models.CharField(_("formål"), max_length=200)
    is_coordinator = models.BooleanField(_("tovholder"), default=False)
    since = models.DateField(_("fra"), default=clock.today)
    until = models.DateField(_("til og med"), null=True, blank=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ("-is_coordinator", "since", "pk")
        verbose_name = _("samarbejde")
        verbose_name_plural = _("samarbejder")
        indexes = [models.Index(fields=["team", "citizen"], name="people_relation_by_team")]
        constraints = [
            models.CheckConstraint(
                name="people_relation_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("Samarbejdet kan ikke slutte, før det begynder."),
            ),
            models.CheckConstraint(
                name="people_relation_not_with_oneself",
                condition=~Q(citizen=F("worker")),
                violation_error_message=_("Man kan ikke samarbejde med sig selv."),
            ),
            models.UniqueConstraint(
                fields=["citizen"],
                condition=Q(is_coordinator=True, until__isnull=True),
                name="people_relation_one_coordinator",
                violation_error_message=_("Borgeren har allerede en tovholder."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} – {self.citizen}"
