"""Take a theory in, start a new version, adopt it: all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.theory.chain.documents import document_of, fill, hash_of
from medborger.theory.chain.models import Theory, TheoryVersion
from medborger.theory.chain.policies import may_shape_theories
from medborger.theory.exchange.reading import read_theory

if TYPE_CHECKING:
    from medborger.foundation.people.models import Municipality, Person
    from medborger.theory.exchange.document import Document


def _require(municipality_id: int, by: Person | None) -> None:
    """`by` is None only on the command line."""
    if by is not None and not may_shape_theories(municipality_id, by=by):
        raise PermissionDenied("Kun de, der former forandringsteorier i kommunen, kan det.")


@transaction.atomic
def import_theory(text: str, *, municipality: Municipality, by: Person | None) -> TheoryVersion:
    """Read a theory from YAML. The same text twice is one version; a changed text is a new one.

    Raises:
        ImportRefused: one clear error; nothing has been saved.
    """
    _require(municipality.pk, by)
    document = read_theory(text)
    theory = (
        Theory.objects.select_for_update()
        .filter(municipality=municipality, slug=document.head.key)
        .first()
    )
    newest = theory.current if theory else None
    if newest is not None and document_of(newest) == document:
        return newest
    if theory is None:
        theory = Theory(municipality=municipality, slug=document.head.key)
    theory.title = document.head.title
    theory.full_clean()
    theory.save()
    return _new_version(theory, document, number=newest.number + 1 if newest else 1)


def _new_version(theory: Theory, document: Document, *, number: int) -> TheoryVersion:
    version = TheoryVersion.objects.create(theory=theory, number=number)
    fill(version, document)
    return version


@transaction.atomic
def begin_version(theory: Theory, *, change_note: str = "", by: Person) -> TheoryVersion:
    """Copy the newest version, with the same element keys, so that it can be changed."""
    _require(theory.municipality_id, by)
    Theory.objects.select_for_update().get(pk=theory.pk)
    newest = theory.current
    if not newest.adopted:
        raise ValidationError(_("Der er allerede en kladde. Ret i den, eller vedtag den først."))
    version = _new_version(theory, document_of(newest), number=newest.number + 1)
    version.change_note = change_note
    version.save(update_fields=["change_note"])
    return version


@transaction.atomic
def restore_version(version: TheoryVersion, *, by: Person) -> TheoryVersion:
    """Let an earlier version be the newest again, as a draft with its own number."""
    _require(version.theory.municipality_id, by)
    theory = Theory.objects.select_for_update().get(pk=version.theory_id)
    restored = _new_version(theory, document_of(version), number=theory.current.number + 1)
    restored.change_note = _("Hentet tilbage fra version %(number)s") % {"number": version.number}
    restored.save(update_fields=["change_note"])
    return restored


@transaction.atomic
def adopt(
    version: TheoryVersion, *, citizens_view: str = "", why_without_citizens: str = "", by: Person
) -> TheoryVersion:
    """Freeze a version: from now on it cannot change, and its hash proves it."""
    _require(version.theory.municipality_id, by)
    version = TheoryVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if version.adopted:
        raise ValidationError(_("Versionen er allerede vedtaget."))
    version.citizens_view = citizens_view.strip()
    version.why_without_citizens = why_without_citizens.strip()
    if not (version.citizens_view or version.why_without_citizens):
        raise ValidationError(
            {
                "citizens_view": _(
                    "Skriv borgernes perspektiv ind, eller skriv, hvorfor det mangler."
                )
            }
        )
    version.adopted_at, version.adopted_by = clock.now(), by
    version.content_hash = hash_of(version)
    version.save(
        update_fields=[
            "citizens_view",
            "why_without_citizens",
            "adopted_at",
            "adopted_by",
            "content_hash",
        ]
    )
    return version


def is_whole(version: TheoryVersion) -> bool:
    """Whether an adopted version still is what was adopted."""
    return version.content_hash == hash_of(version)


@transaction.atomic
def publish(theory: Theory, *, shown: bool = True, by: Person) -> Theory:
    """Let anybody read the newest adopted version, or take the page back."""
    _require(theory.municipality_id, by)
    if shown and not theory.versions.filter(adopted_at__isnull=False).exists():
        raise ValidationError(_("Vedtag en version først. En kladde bliver ikke offentlig."))
    theory.published_at = clock.now() if shown else None
    theory.save(update_fields=["published_at"])
    return theory
