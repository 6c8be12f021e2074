"""What the plan's room holds about a citizen: open, private, shared with one, and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Disagreement, Goal, Note, Plan, Share, Step, Suggestion

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person
    from tests.harness.access.world import World

SHARED_WITH = "teammate"
"""The one person with whom `citizen` has shared a private goal, a step and a note by name."""


def fill(world: World, key: str, citizen: Person, helper: Person) -> None:
    """Write a plan as people do, each text a canary."""
    plan = services.own_plan(by=citizen)
    _write_openly(world, key, plan, helper)
    _write_privately(world, key, plan, reader=None)
    if key == "citizen":
        _write_privately(world, key, plan, reader=world.people[SHARED_WITH])
    _open_what_was_private(world, key, plan)


def _write_openly(world: World, key: str, plan: Plan, helper: Person) -> None:
    citizen = plan.subject

    def song() -> str:
        return world.cage.new(key, "what was typed")

    services.add_goal(plan, wording=song(), helped=song(), by=citizen)
    goal = Goal.objects.latest("pk")
    services.add_step(goal, wording=song(), by=citizen)
    step = Step.objects.latest("pk")
    services.add_step(goal, wording=song(), owner=Step.Owner.PROFESSIONAL, by=helper)
    world.put("promised", key, Step.objects.latest("pk"))
    _write_a_private_step(world, key, goal)
    services.add_note(plan, wording=song(), is_private=False, by=citizen)
    services.suggest_step(goal, wording=song(), by=helper)
    services.disagree(step, wording=song(), by=citizen)
    services.add_goal(plan, wording=song(), by=citizen)
    closed = Goal.objects.latest("pk")
    services.close_goal(closed, what_helped=song(), by=citizen)
    world.put("closed", key, closed)
    for item in (goal, step, Note.objects.latest("pk")):
        services.write_post(item, wording=song(), by=helper)
    newest = (Note, Suggestion, Disagreement)
    for row in (plan, goal, step, *(model.objects.latest("pk") for model in newest)):
        world.put("open", key, row)


def _write_a_private_step(world: World, key: str, goal: Goal) -> None:
    song = world.cage.new(key, "what was typed in private", readers=frozenset())
    services.add_step(goal, wording=song, is_private=True, by=goal.subject)
    world.put("private in an open goal", key, Step.objects.latest("pk"), readers=frozenset())


def _write_privately(world: World, key: str, plan: Plan, *, reader: Person | None) -> None:
    citizen, at = plan.subject, "private" if reader is None else "shared"
    readers = frozenset() if reader is None else frozenset({SHARED_WITH})

    def song() -> str:
        return world.cage.new(key, "what was typed in private", readers=readers)

    services.add_goal(plan, wording=song(), helped=song(), is_private=True, by=citizen)
    goal = Goal.objects.latest("pk")
    services.add_step(goal, wording=song(), is_private=True, by=citizen)
    step = Step.objects.latest("pk")
    services.add_note(plan, wording=song(), by=citizen)
    note = Note.objects.latest("pk")
    for item in (goal, step, note):
        world.put(at, key, item, readers=readers)
        if reader is not None:
            services.share(item, person=reader, by=citizen)
            world.put("open", key, Share.objects.latest("pk"))
        services.disagree(item, wording=song(), by=citizen)
        services.write_post(item, wording=song(), by=citizen)


def _open_what_was_private(world: World, key: str, plan: Plan) -> None:
    """What was written in private stays so, also when the item has been opened since."""
    citizen = plan.subject
    then = world.cage.new(key, "what was typed before it was opened", readers=frozenset())
    services.add_goal(plan, wording=then, is_private=True, by=citizen)
    goal = Goal.objects.latest("pk")
    now = world.cage.new(key, "what was typed")
    services.edit_goal(goal, wording=now, by=citizen)
    services.open_up(goal, by=citizen)
    world.put("opened", key, goal)
