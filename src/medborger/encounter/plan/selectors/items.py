"""One item on its own page: what it says, what stands beside it, and what one may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medborger.encounter.plan import policies
from medborger.encounter.plan.models import Disagreement, Goal, Note, Post, Share, Step, Suggestion
from medborger.encounter.plan.selectors.history import changes_of
from medborger.encounter.plan.selectors.pages import receipt

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Item
    from medborger.encounter.plan.selectors.history import Change
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item, its past, and what this viewer may do with it."""

    item: Item
    kind: str
    state: str
    disagreements: list[Disagreement]
    shares: list[Share]
    suggestions: list[Suggestion]
    posts: list[Post]
    changes: list[Change]
    receipt: Event | None
    is_own: bool
    may_finish: bool
    may_word: bool
    may_hide: bool


def item_page(item: Item, viewer: Person, *, number: str = "") -> ItemPage:
    """What the page about one item shows this viewer."""
    own = policies.may_write(item, by=viewer)
    on_item = {item.kind: item}
    promised = isinstance(item, Step) and item.owner == Step.Owner.PROFESSIONAL
    active = isinstance(item, Step) and item.state == Step.State.ACTIVE
    return ItemPage(
        item=item,
        kind=str(item._meta.verbose_name).capitalize(),
        state="" if isinstance(item, Note) else str(item.get_state_display()),
        disagreements=list(Disagreement.objects.standing().filter(**on_item).select_related("by")),
        shares=list(Share.objects.standing().filter(**on_item).select_related("person"))
        if own
        else [],
        suggestions=_suggestions(item),
        posts=list(Post.objects.visible_to(viewer).filter(**on_item)),
        changes=changes_of(item, viewer),
        receipt=receipt(viewer, number),
        is_own=own,
        may_finish=active and (own or promised),
        may_word=_may_word(item, own=own),
        may_hide=own and not item.is_private and policies.may_hide(item, by=viewer),
    )


def _may_word(item: Item, *, own: bool) -> bool:
    """Whether the words are this side's; the page is open to the two sides alone."""
    if not isinstance(item, Step):
        return own
    theirs = item.owner == Step.Owner.PROFESSIONAL and item.worded_by_id != item.subject.pk
    return item.state == Step.State.ACTIVE and (own or theirs)


def _suggestions(item: Item) -> list[Suggestion]:
    if isinstance(item, Goal):
        found = Suggestion.objects.filter(goal=item, kind=Suggestion.Kind.GOAL_WORDS)
    elif isinstance(item, Step):
        found = Suggestion.objects.filter(step=item)
    else:
        return []
    return list(found.select_related("by"))
