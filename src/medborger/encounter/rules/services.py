"""What is done with rules: load them, place a citizen, require, exempt, and end again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.rules.current import current_pack, months_in
from medborger.encounter.rules.models import Deadline, Exemption, Requirement, RulePack, Situation
from medborger.encounter.rules.policies import may_apply_rules, may_exempt, may_keep_rules
from medborger.encounter.rules.reading import read_pack
from medborger.foundation import clock
from medborger.foundation.documents.located import ImportRefused
from medborger.foundation.journal.services import Words, record
from medborger.foundation.outbox.services import write

if TYPE_CHECKING:
    import datetime as dt

    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Municipality, Person


def _require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied("Reglerne bruges af borgerens egen kommune.")


def _text(value: str, field: str) -> str:
    if not value.strip():
        raise ValidationError({field: _("Skriv begrundelsen. Borgeren kan læse den.")})
    return value.strip()


def _tell(kind: str, act: str, archive: str, *, about: Person, by: Person, **data: Any) -> Event:
    said = f"{by.name} {act}"
    return record(kind, about=about, by=by, words=Words(said, said, archive), data=data)


@transaction.atomic
def load_pack(municipality: Municipality, *, text: str, by: Person) -> RulePack:
    """Take a rule pack into use; a pack with a fault is refused with its line, and nothing changes."""
    _require(may_keep_rules(municipality.pk, by=by))
    try:
        pack = read_pack(text)
    except ImportRefused as refusal:
        raise ValidationError({"text": str(refusal)}) from refusal
    return RulePack.objects.create(
        municipality=municipality, title=pack.title, text=text, loaded_by=by
    )


@transaction.atomic
def place(citizen: Person, *, group: str, since: dt.date | None = None, by: Person) -> Event:
    """Say which target group a citizen belongs to from a day."""
    _require(may_apply_rules(citizen, by=by))
    pack = current_pack(citizen.municipality)
    if group not in pack.groups:
        raise ValidationError({"group": _("Vælg en målgruppe fra listen.")})
    situation = Situation(subject=citizen, group=group, since=since or clock.today())
    situation.full_clean()
    situation.save()
    name = pack.groups[group]
    return _tell(
        "rules.situation.begun", f"skrev, at målgruppen er «{name}».",
        "En målgruppe blev skrevet.", about=citizen, by=by, group=group,
    )  # fmt: skip


@transaction.atomic
def leave(situation: Situation, *, on: dt.date | None = None, by: Person) -> Event:
    """Say that a citizen no longer belongs to a target group."""
    situation = Situation.objects.select_for_update(of=("self",)).get(pk=situation.pk)
    _require(may_apply_rules(situation.subject, by=by))
    if situation.until is not None:
        raise ValidationError(_("Målgruppen er allerede afsluttet."))
    situation.until = on or clock.today()
    situation.full_clean()
    situation.save(update_fields=["until"])
    return _tell(
        "rules.situation.ended", "afsluttede en målgruppe.", "En målgruppe blev afsluttet.",
        about=situation.subject, by=by, group=situation.group,
    )  # fmt: skip


@transaction.atomic
def require(
    citizen: Person, *, rule: str, reason: str, due_on: dt.date | None = None, by: Person
) -> Event:
    """Put a requirement in the citizen's plan: law today, read in its source, and explained."""
    _require(may_apply_rules(citizen, by=by))
    today = clock.today()
    found = current_pack(citizen.municipality).rule(rule)
    if found is None or not found.may_be_required(today):
        raise ValidationError({"rule": _("Reglen kan ikke være et krav i dag. Vælg en anden.")})
    if not found.concerns(months_in(citizen, today)):
        raise ValidationError({"rule": _("Reglen gælder ikke for borgerens målgruppe.")})
    requirement = Requirement(
        subject=citizen, rule=found.key, title=found.title, tells=found.tells,
        paragraph=found.paragraph, source=found.source, valid_from=found.valid_from,
        valid_to=found.valid_to, reason=_text(reason, "reason"), due_on=due_on, added_by=by,
    )  # fmt: skip
    requirement.full_clean(exclude=["valid_from", "valid_to"])
    requirement.save()
    write(
        citizen, by=by, subject_line="Nyt i din plan",
        text="Der er kommet et krav fra loven i din plan. Log ind, og læs hvorfor.",
    )  # fmt: skip
    return _tell(
        "rules.requirement.added", f"skrev et krav: «{found.title}».",
        "Et krav kom i planen.", about=citizen, by=by, requirement=str(requirement.public_id),
    )  # fmt: skip


@transaction.atomic
def end_requirement(requirement: Requirement, *, reason: str, by: Person) -> Event:
    """Say that a requirement is met, or no longer holds."""
    requirement = Requirement.objects.select_for_update(of=("self",)).get(pk=requirement.pk)
    _require(may_apply_rules(requirement.subject, by=by))
    if requirement.ended_on is not None:
        raise ValidationError(_("Kravet er allerede afsluttet."))
    requirement.ended_on = clock.today()
    requirement.ended_reason = _text(reason, "reason")
    requirement.save(update_fields=["ended_on", "ended_reason"])
    return _tell(
        "rules.requirement.ended", f"afsluttede et krav: «{requirement.title}».",
        "Et krav blev afsluttet.", about=requirement.subject, by=by,
        requirement=str(requirement.public_id),
    )  # fmt: skip


@transaction.atomic
def exempt(citizen: Person, *, rule: str, reason: str, by: Person) -> Event:
    """Leave a citizen out of a population rule, with a reason the citizen can read."""
    _require(may_apply_rules(citizen, by=by))
    found = current_pack(citizen.municipality).rule(rule)
    if found is None or not may_exempt(found) or not found.is_in_force(clock.today()):
        raise ValidationError({"rule": _("Der er ingen undtagelse fra den regel i dag.")})
    exemption = Exemption(
        subject=citizen, rule=found.key, reason=_text(reason, "reason"), made_by=by
    )
    exemption.full_clean()
    exemption.save()
    return _tell(
        "rules.exemption.made", f"undtog borgeren fra «{found.title}».",
        "En undtagelse blev skrevet.", about=citizen, by=by, rule=found.key,
    )  # fmt: skip


@transaction.atomic
def end_exemption(exemption: Exemption, *, by: Person) -> Event:
    """Take an exemption back; it stays in the history."""
    exemption = Exemption.objects.select_for_update(of=("self",)).get(pk=exemption.pk)
    _require(may_apply_rules(exemption.subject, by=by))
    if exemption.until is not None:
        raise ValidationError(_("Undtagelsen er allerede afsluttet."))
    exemption.until = clock.today()
    exemption.save(update_fields=["until"])
    return _tell(
        "rules.exemption.ended", "afsluttede en undtagelse.", "En undtagelse blev afsluttet.",
        about=exemption.subject, by=by, rule=exemption.rule,
    )  # fmt: skip


@transaction.atomic
def set_deadline(
    municipality: Municipality,
    *,
    matter: str,
    weeks: int,
    paragraph: str = "",
    note: str = "",
    by: Person,
) -> Deadline:
    """Publish how long one kind of application takes; the same matter gets the new deadline."""
    _require(may_keep_rules(municipality.pk, by=by))
    wanted = {"weeks": weeks, "paragraph": paragraph.strip(), "note": note.strip()}
    name = _text(matter, "matter")
    deadline = Deadline.objects.filter(municipality=municipality, matter=name).first()
    deadline = deadline or Deadline(municipality=municipality, matter=name)
    for field, value in wanted.items():
        setattr(deadline, field, value)
    deadline.full_clean()
    deadline.save()
    return deadline
