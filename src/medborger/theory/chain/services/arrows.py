"""Draw arrows: what leads to what, who says so, and on which assumption."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.foundation.forms import check_version
from medborger.theory.chain.models import Link
from medborger.theory.chain.services.drafts import open_draft
from medborger.theory.chain.words import LinkKind, Origin
from medborger.theory.exchange.soundness import reaches

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person
    from medborger.theory.chain.models import Element, TheoryVersion


@transaction.atomic
def draw_arrow(
    version: TheoryVersion,
    *,
    source: Element,
    target: Element,
    kind: str,
    origin: str,
    assumption: str,
    by: Person,
    **words: str,
) -> Link:
    """Draw an arrow; without an origin and an assumption there is none."""
    draft = open_draft(version, by=by)
    if {source.version_id, target.version_id} != {draft.pk}:
        raise ValidationError(_("En pil går mellem to elementer i den samme version."))
    arrow = Link(
        version=draft, order=_next_order(draft), key=_new_key(draft), source=source, target=target
    )
    return _write(arrow, kind=kind, origin=origin, assumption=assumption, **words)


@transaction.atomic
def change_arrow(arrow: Link, *, version: int | None = None, by: Person, **words: str) -> Link:
    """Change what an arrow says and what speaks for and against it."""
    draft = open_draft(arrow.version, by=by)
    arrow = draft.links.select_for_update(of=("self",)).get(pk=arrow.pk)
    check_version(arrow.edits, version, assumption=arrow.assumption)
    arrow.edits += 1
    return _write(arrow, **words)


@transaction.atomic
def accept_arrow(arrow: Link, *, by: Person) -> Link:
    """Take a suggested arrow in; from now on it is drawn as the others."""
    draft = open_draft(arrow.version, by=by)
    arrow = draft.links.select_for_update(of=("self",)).get(pk=arrow.pk)
    if arrow.origin != Origin.SUGGESTION:
        raise ValidationError(_("Pilen er ikke et forslag."))
    arrow.accepted = True
    arrow.extra = {**arrow.extra, "accepted": True}
    arrow.save()
    return arrow


@transaction.atomic
def remove_arrow(arrow: Link, *, by: Person) -> None:
    """Take an arrow out."""
    draft = open_draft(arrow.version, by=by)
    draft.links.get(pk=arrow.pk).delete()


def _write(arrow: Link, **words: str) -> Link:
    """Fill in and save, when the arrow is sound."""
    for name, text in words.items():
        setattr(arrow, name, text.strip())
    _refuse_unsound(arrow)
    arrow.save()
    return arrow


def _refuse_unsound(arrow: Link) -> None:
    missing = {}
    if arrow.origin not in Origin.values:
        missing["origin"] = _("Vælg, hvor pilen kommer fra.")
    if not arrow.assumption:
        missing["assumption"] = _("Skriv, hvad I antager: hvorfor fører det ene til det andet?")
    if arrow.source_id == arrow.target_id:
        missing["target"] = _("En pil kan ikke pege på sig selv.")
    if missing:
        raise ValidationError(missing)
    others = arrow.version.links.exclude(pk=arrow.pk)
    same: dict[str, Any] = {"source": arrow.source_id, "target": arrow.target_id}
    if others.filter(kind=arrow.kind, **same).exists():
        raise ValidationError({"target": _("Pilen er tegnet før.")})
    if arrow.kind == LinkKind.LEADS_TO and _closes_a_ring(arrow):
        raise ValidationError(
            {
                "target": _("«%(a)s» fører allerede til «%(b)s»; pilen ville gå i ring.")
                % {"a": arrow.target, "b": arrow.source}
            }
        )


def _closes_a_ring(arrow: Link) -> bool:
    onward: dict[str, set[str]] = {}
    others = arrow.version.links.filter(kind=LinkKind.LEADS_TO).exclude(pk=arrow.pk)
    for source, target in others.values_list("source__key", "target__key"):
        onward.setdefault(source, set()).add(target)
    return reaches(onward, arrow.target.key, arrow.source.key)


def _next_order(draft: TheoryVersion) -> int:
    last = draft.links.order_by("-order").first()
    return last.order + 1 if last else 0


def _new_key(draft: TheoryVersion) -> str:
    """A key that no version has used."""
    used = set(Link.objects.filter(version__theory=draft.theory_id).values_list("key", flat=True))
    number = len(used) + 1
    while f"r{number}" in used:
        number += 1
    return f"r{number}"
