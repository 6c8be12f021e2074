"""Find a theory of one's own municipality; others do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from medborger.theory.chain.models import Theory, TheoryVersion

if TYPE_CHECKING:
    from medborger.foundation.http import PersonRequest


def version_of(request: PersonRequest, slug: str, number: int | None = None) -> TheoryVersion:
    """The newest version of a theory, or the one with a number."""
    found = TheoryVersion.objects.filter(
        theory__in=Theory.objects.visible_to(request.user), theory__slug=slug
    )
    if number is not None:
        found = found.filter(number=number)
    version = found.select_related("theory").order_by("-number").first()
    if version is None:
        raise Http404(slug)
    return version


def trail_to(*ways: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a theory, and further."""
    return [(_("Forandringsteorier"), reverse("chain:index")), *ways]


def way_to(version: TheoryVersion) -> tuple[str, str]:
    """The theory as a step on the way."""
    theory = version.theory
    return theory.title, reverse("chain:table", kwargs={"slug": theory.slug})
