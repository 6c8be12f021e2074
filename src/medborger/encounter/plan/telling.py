"""How a change in a plan is told: one line in the journal, one version, one message.

Staff and the archive are never told what an item says: it may be private tomorrow, and the
journal cannot forget. They read the words in the plan itself, as long as they may see them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from medborger.encounter.plan.models import Goal, PlanVersion
from medborger.foundation.journal.services import Words, record
from medborger.foundation.outbox.services import write

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Item
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person

NEW_STEP = gettext_noop("Der er et nyt skridt i din plan.")
NEW_SUGGESTION = gettext_noop("Der er et nyt forslag i din plan.")
NEW_POST = gettext_noop("Nogen har skrevet til dig i din plan.")
STEP_CHANGED = gettext_noop("Et skridt i din plan er ændret.")
STEP_FINISHED = gettext_noop("Et skridt i din plan er afsluttet.")


@dataclass(frozen=True, slots=True)
class Act:
    """Something somebody did: its kind, and how it is said.

    Attributes:
        kind: What sort of event, as `plan.noun.verb`.
        did: What was done, without content: «skrev et skridt».
        words: What was written, for the citizen's own line only.
        news: What the citizen is told when somebody else did it; empty tells nothing.
    """

    kind: str
    did: str
    words: str = ""
    news: str = ""


PRIVATE = Act("", "ændrede noget privat i planen")
"""What others are told about all that happens to a private item."""


def require(allowed: bool) -> None:
    """Refuse what is not one's own to do."""
    if not allowed:
        raise PermissionDenied("Planen er borgerens. Det her må du ikke gøre i den.")


def require_open(goal: Goal) -> None:
    """Refuse what is written to a closed goal."""
    if goal.state != Goal.State.OPEN:
        raise ValidationError(_("Målet er afsluttet. Skriv et nyt mål først."))


def worded(text: str, field: str = "wording") -> str:
    """Give the words without blanks around them; refuse when there are none."""
    if not text.strip():
        raise ValidationError({field: _("Skriv det med dine egne ord.")})
    return text.strip()


def tell(act: Act, *, about: Person, by: Person, **data: Any) -> Event:
    """Record one act: «Du» to the citizen who did it, a name to others, nobody in the archive."""
    own = about.pk == by.pk
    ending = f": «{act.words}»" if act.words else "."
    words = Words(
        citizen=f"{'Du' if own else by.name} {act.did}{ending}",
        staff=f"{by.name} {act.did}.",
        archive=f"{'Borgeren' if own else 'En medarbejder'} {act.did}.",
    )
    if act.news and not own:
        text = f"{act.news} Log ind for at læse det. Du kan altid svare eller være uenig."
        write(about, subject_line=act.news, text=text, by=by)
    return record(act.kind, about=about, by=by, words=words, data=data)


def tell_change(act: Act, item: Item, *, by: Person, **data: Any) -> Event:
    """Record a change of an item, and keep the item as it now stands as a version of the plan."""
    private = item.is_private or getattr(getattr(item, "goal", None), "is_private", False)
    if private:
        act = Act(act.kind, PRIVATE.did)
    facts = {item.kind: str(item.public_id), "private": private, **data}
    event = tell(act, about=item.subject, by=by, **facts)
    keep_version(item, event, by=by)
    return event


def keep_version(item: Item, event: Event, *, by: Person) -> PlanVersion:
    """Keep the item as it stands after this event; its number is the event's place in the chain."""
    content = {name: getattr(item, name) for name in item.told}
    if content.get("due_on") is not None:
        content["due_on"] = content["due_on"].isoformat()
    return PlanVersion.objects.create(
        plan=item.plan,
        number=event.seq,
        at=event.at,
        by=by,
        act=event.kind,
        was_private=item.is_private,
        content=content,
        **{item.kind: item},
    )
