"""Put a resource on the map, set a mark, and think about a question. All of it the citizen's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.plan.models import Step
from medborger.encounter.plan.policies import may_write
from medborger.encounter.plan.telling import Act, require, tell, worded
from medborger.encounter.strengths.models import SCALES, Mark, Resource, Thought
from medborger.foundation import clock
from medborger.foundation.forms import check_version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medborger.encounter.plan.models import Plan
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@transaction.atomic
def add_resource(
    plan: Plan, *, circle: str, wording: str, is_private: bool = False, by: Person
) -> Event:
    """Put something or somebody on the map."""
    require(may_write(plan, by=by))
    resource = Resource.objects.create(
        plan=plan, circle=Resource.Circle(circle), wording=worded(wording), is_private=is_private
    )
    return _tell(resource, "added", "skrev noget på sit ressourcekort", by=by)


@transaction.atomic
def edit_resource(
    resource: Resource,
    *,
    circle: str,
    wording: str,
    is_private: bool = False,
    version: int | None = None,
    by: Person,
) -> Event:
    """Say it better, move it to another circle, or keep it for oneself."""
    resource = _locked(resource, by=by)
    check_version(resource.version, version, wording=resource.wording, circle=resource.circle)
    resource.circle, resource.wording = Resource.Circle(circle), worded(wording)
    resource.is_private = is_private
    resource.version += 1
    resource.save()
    return _tell(resource, "edited", "rettede noget på sit ressourcekort", by=by)


@transaction.atomic
def remove_resource(resource: Resource, *, by: Person) -> Event:
    """Take something off the map; it is not there any more."""
    resource = _locked(resource, by=by)
    if resource.gone_at is not None:
        raise ValidationError(_("Det er allerede taget af kortet."))
    resource.gone_at = clock.now()
    resource.save(update_fields=["gone_at"])
    return _tell(resource, "removed", "tog noget af sit ressourcekort", by=by)


@transaction.atomic
def use_resource(resource: Resource, *, steps: Iterable[Step], by: Person) -> Event:
    """Say which steps a resource helps with."""
    resource = _locked(resource, by=by)
    chosen = list(steps)
    own = Step.objects.filter(goal__plan=resource.plan, pk__in=[step.pk for step in chosen])
    if own.count() != len(chosen):
        raise ValidationError({"steps": _("Vælg blandt dine egne skridt.")})
    resource.steps.set(chosen)
    return _tell(resource, "used", "sagde, hvad en ressource kan hjælpe med", by=by)


@transaction.atomic
def set_mark(
    plan: Plan,
    *,
    will: int | None = None,
    ability: int | None = None,
    opportunity: int | None = None,
    belief: int | None = None,
    remark: str = "",
    by: Person,
) -> Event:
    """Set today's mark on the own scales; one is enough."""
    require(may_write(plan, by=by))
    mark = Mark(
        plan=plan, will=will, ability=ability, opportunity=opportunity, belief=belief,
        remark=remark.strip(),
    )  # fmt: skip
    if all(getattr(mark, scale) is None for scale in SCALES):
        raise ValidationError(_("Sæt mindst ét mærke."))
    mark.full_clean()
    mark.save()
    act = Act("strengths.mark.set", "satte et mærke på sine egne skalaer")
    return tell(act, about=by, by=by, private=True)


@transaction.atomic
def think(plan: Plan, *, about: str, wording: str, by: Person) -> Event:
    """Write what one thinks of a question; what one thought before is kept."""
    require(may_write(plan, by=by))
    Thought.objects.create(plan=plan, about=Thought.About(about), wording=worded(wording))
    act = Act("strengths.thought.written", "skrev en tanke til et spørgsmål")
    return tell(act, about=by, by=by, about_what=about, private=True)


def _locked(resource: Resource, *, by: Person) -> Resource:
    locked = Resource.objects.select_for_update().get(pk=resource.pk)
    require(may_write(locked, by=by))  # type: ignore[arg-type] # anything with a subject
    return locked


def _tell(resource: Resource, verb: str, did: str, *, by: Person) -> Event:
    words = "" if resource.is_private else resource.wording
    act = Act(f"strengths.resource.{verb}", did, words)
    facts = {"resource": str(resource.public_id), "private": resource.is_private}
    return tell(act, about=by, by=by, circle=resource.circle, **facts)
