"""What is done with findings: freeze a question, answer it, publish, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.foundation.people.models import Municipality
from medborger.learning.findings.models import Finding
from medborger.learning.findings.policies import may_ask, may_publish
from virker.disclosure import Claim, Disclosure, History, Rules
from virker.errors import VirkerError
from virker.protocol import Protocol, as_plain
from virker.result import Result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from medborger.foundation.people.models import Person


def _require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied("Det må din rolle ikke i din kommune.")


def _held(finding: Finding) -> Finding:
    return Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)


def _published_before(municipality: Municipality) -> History:
    """Every number the municipality has let anybody read."""
    history = History(rules=Rules(least=max(5, municipality.least_shown)))
    rows = Finding.objects.public().filter(municipality=municipality).order_by("published_at")
    history.add([Claim.of(plain) for row in rows for plain in row.claims or ()])
    return history


@transaction.atomic
def freeze(
    municipality: Municipality, *, title: str, question: Mapping[str, object], by: Person
) -> Finding:
    """Freeze a question before anybody has seen an answer to it.

    Args:
        municipality: Whose question.
        title: The question in plain Danish.
        question: The fields of `virker.protocol.Protocol`.
        by: Who asks.

    Raises:
        ValidationError: The question contradicts itself; the text says where.
    """
    _require(may_ask(municipality.pk, by=by))
    if not title.strip():
        raise ValidationError({"title": _("Skriv spørgsmålet, som I ville sige det.")})
    try:
        protocol = Protocol.from_mapping(question)
    except VirkerError as problem:
        raise ValidationError(str(problem)) from problem
    return Finding.objects.create(
        municipality=municipality, title=title.strip(), protocol=as_plain(protocol),
        protocol_hash=protocol.hash, frozen_by=by,
    )  # fmt: skip


@transaction.atomic
def answer(
    finding: Finding, *, result: Result, data_version: str, code_version: str, by: Person
) -> Finding:
    """Keep the answer to a frozen question; once, and only to that question."""
    _require(may_ask(finding.municipality_id, by=by))
    finding = _held(finding)
    if result.protocol.hash != finding.protocol_hash:
        raise ValidationError(_("Svaret hører til et andet spørgsmål. Stil spørgsmålet igen."))
    if finding.answered_at is not None:
        raise ValidationError(_("Spørgsmålet er besvaret. Stil et nyt, hvis tallene er nye."))
    finding.result = result.to_dict()
    finding.answered_at = clock.now()
    finding.data_version, finding.code_version = data_version, code_version
    finding.save(update_fields=["result", "answered_at", "data_version", "code_version"])
    return finding


@transaction.atomic
def publish(finding: Finding, *, by: Person) -> Finding:
    """Let everybody read an answer, with small numbers hidden; what it shows is frozen.

    Everything the municipality ever published, also what was withdrawn, is held against it: nobody
    may be given away by several answers together.

    Raises:
        ValidationError: The group is too small, or somebody could be given away; the text says so.
    """
    _require(may_publish(finding.municipality_id, by=by))
    municipality = Municipality.objects.select_for_update().get(pk=finding.municipality_id)
    finding = _held(finding)
    if finding.result is None:
        raise ValidationError(_("Spørgsmålet er ikke besvaret endnu."))
    if finding.published_at is not None:
        raise ValidationError(_("Svaret er udgivet allerede."))
    history = _published_before(municipality)
    known = len(history.claims)
    disclosure = Disclosure(
        history.rules, history, source=municipality.slug, as_of=finding.data_version
    )
    try:
        shown = Result.from_dict(finding.result).publish(disclosure)
    except VirkerError as problem:
        raise ValidationError(str(problem)) from problem
    finding.content = dict(shown.content)
    finding.claims = [claim.plain() for claim in history.claims[known:]]
    finding.published_at, finding.published_by = clock.now(), by
    finding.save(update_fields=["content", "claims", "published_at", "published_by"])
    return finding


@transaction.atomic
def withdraw(finding: Finding, *, reason: str, by: Person) -> Finding:
    """Take an answer back; the page stays and says why, without the numbers."""
    _require(may_publish(finding.municipality_id, by=by))
    finding = _held(finding)
    if not finding.is_public:
        raise ValidationError(_("Kun et udgivet svar kan trækkes tilbage."))
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv hvorfor. Alle kan læse det.")})
    finding.withdrawn_at, finding.withdrawn_by = clock.now(), by
    finding.withdrawn_reason = reason.strip()
    finding.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return finding
