"""One citizen's two years, told from the seed: what is written, promised, done, seen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from medborger.demo import habits
from medborger.demo.acts import Act, Verb
from medborger.demo.town import Pace
from medborger.demo.words import Own, fill, said, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from medborger.demo.calendar import Calendar
    from medborger.demo.town import Resident, Town, Worker
    from medborger.demo.words import Offer, Theme

DAY = dt.timedelta(days=1)
OURS = "professional"
CALM_DAYS = 14
Drawn = TypeVar("Drawn")


@dataclass(frozen=True, slots=True)
class Slot:
    """Some days in which at most one thing is written."""

    first: dt.date
    days: int
    week: int

    @property
    def last(self) -> dt.date:
        """The last day of the slot."""
        return self.first + (self.days - 1) * DAY


@dataclass(frozen=True, slots=True)
class Promise:
    """A step that somebody has said yes to."""

    at: dt.datetime
    due_on: dt.date
    ours: bool
    by: Worker | None
    went: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal, and what it is about."""

    at: dt.datetime
    theme: Theme


@dataclass(frozen=True, slots=True)
class Waiting:
    """A suggestion without an answer."""

    at: dt.datetime
    offer: Offer
    goal: Aim


@dataclass
class Life:
    """A citizen while the story is made up."""

    resident: Resident
    town: Town
    calendar: Calendar
    rng: Random
    acts: list[Act] = field(default_factory=list)
    goals: list[Aim] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    offers: list[Waiting] = field(default_factory=list)
    notes: list[dt.datetime] = field(default_factory=list)
    strangers: list[dt.datetime] = field(default_factory=list)
    written_goals: int = 0
    began: dt.date = dt.date.max
    decks: dict[str, list[Any]] = field(default_factory=dict)
    helpers: list[Worker] = field(default_factory=list)

    def tell(self) -> list[Act]:
        """Everything that happens to this citizen, in no particular order."""
        self.helpers = [self.resident.worker]
        self._begin(Verb.ARRIVE, self.resident.arrives, self.resident.worker)
        if self.resident.second is not None:
            week = self.resident.arrives + self.rng.randrange(6, 30)
            self._begin(Verb.JOIN, week, self.resident.second)
        for slot in self._slots():
            self._live(slot)
        return [act for act in self.acts if self.calendar.week_of(act.at) < self.calendar.weeks]

    def _begin(self, verb: Verb, week: int, worker: Worker) -> None:
        at = self.calendar.moment(self.calendar.monday(week), 9, self.rng.randrange(60))
        self.acts.append(Act(at, verb, worker.login, self.resident.login))

    def _slots(self) -> Iterator[Slot]:
        """Fortnights while it is calm, then as often as the citizen's pace has it."""
        week, pace = self.resident.arrives // 2 * 2 + 2, self.resident.pace
        while week < self.calendar.weeks:
            calm = week < self.calendar.calm_weeks
            days = CALM_DAYS if calm else habits.SLOT_DAYS[pace]
            days = min(days, (self.calendar.weeks - week) * 7)
            yield Slot(self.calendar.monday(week), days, week)
            week += max(1, days // 7)

    def _live(self, slot: Slot) -> None:
        """At most one thing is written: what is due comes first."""
        self._meet_second(slot)
        due = next((p for p in self.promises if slot.first <= p.due_on <= slot.last), None)
        late = next((p for p in self.promises if p.due_on < slot.first), None)
        if due is not None:
            self._keep(due, slot)
        elif late is not None and self.rng.random() < habits.CATCHES_UP:
            self._catch_up(late, slot)
        elif self.offers and self.rng.random() < habits.ANSWERS:
            self._answer(self.offers.pop(0), slot)
        elif self.rng.random() < self._eagerness():
            self._write_something(slot)
        self._see(slot)

    def _eagerness(self) -> float:
        """Most write what they want in the first weeks; after that it depends on the person."""
        return habits.ACTIVE[self.resident.pace] if self.goals else habits.FIRST_GOAL

    def _meet_second(self, slot: Slot) -> None:
        joined = [a for a in self.acts if a.verb is Verb.JOIN and a.at.date() < slot.first]
        if joined and self.resident.second is not None and len(self.helpers) == 1:
            self.helpers.append(self.resident.second)

    def _keep(self, due: Promise, slot: Slot) -> None:
        """Do what was promised in time, or let the day pass."""
        habit = habits.MUNICIPALITY_ON_TIME if due.ours else habits.OWN_ON_TIME
        if self.rng.random() >= habit.at(slot.week, self.calendar):
            return
        day = max(slot.first, due.due_on - self.rng.randrange(4) * DAY)
        self._finish(due, self._moment(day, staff=due.ours), "ours_done" if due.ours else "done")

    def _catch_up(self, late: Promise, slot: Slot) -> None:
        """Do it after all, or let it go."""
        at = self._moment(self._day(slot, staff=late.ours), staff=late.ours)
        drops = not late.ours and self.rng.random() < 0.45
        occasion = "ours_late" if late.ours else "dropped" if drops else "late"
        self._finish(late, at, occasion, drops=drops)

    def _finish(
        self, promise: Promise, at: dt.datetime, occasion: str, *, drops: bool = False
    ) -> None:
        self.promises.remove(promise)
        went = (promise.went if occasion == "done" else "") or say(occasion, self.rng)
        by = (promise.by or self.resident.worker).login if promise.ours else self.resident.login
        self._write(
            Act(
                at, Verb.FINISH, by, self.resident.login, promise.at, more=went,
                choice="dropped" if drops else "",
            )
        )  # fmt: skip

    def _answer(self, waiting: Waiting, slot: Slot) -> None:
        """Yes, yes in other words, or no."""
        at = self._moment(self._day(slot))
        answer = self.rng.choices(("accepted", "changed", "declined"), weights=(5, 3, 2))[0]
        why = {"accepted": "yes_because", "changed": "changed_because", "declined": "no_because"}
        words = waiting.offer.mine if answer == "changed" else ""
        self._write(
            Act(
                at, Verb.ANSWER, self.resident.login, self.resident.login, waiting.at, words,
                say(why[answer], self.rng), answer,
            )
        )  # fmt: skip
        if answer != "declined":
            self.promises.append(Promise(at, self._due(slot), ours=False, by=None))

    def _write_something(self, slot: Slot) -> None:
        """A goal, a step of one's own, a suggestion, or something the municipality takes on."""
        wants = self.written_goals < habits.MOST_GOALS and self.rng.random() < habits.NEW_GOAL
        if not self.goals or wants:
            self._write_goal(slot)
        elif self.rng.random() < habits.SOMETHING_ELSE:
            self.rng.choice((self._note, self._share, self._disagree, self._close))(slot)
        elif self._wonders(slot) and self.rng.random() < habits.ASKS:
            self._ask(slot)
        elif self.rng.random() < habits.CITIZEN_WRITES.at(slot.week, self.calendar):
            self._write_step(slot)
        elif self.rng.random() < habits.MUNICIPALITY:
            self._take_on(slot)
        else:
            self._suggest(slot)

    def _write_goal(self, slot: Slot) -> None:
        at = self._moment(self._day(slot))
        theme = self.resident.themes[self.written_goals % 2]
        words = self._draw(f"goals/{theme.key}", theme.goals)
        helped = say("helped", self.rng) if self.rng.random() < 0.5 else ""
        login = self.resident.login
        self._write(Act(at, Verb.GOAL, login, login, words=words, more=helped))
        self.goals.append(Aim(at, theme))
        self.written_goals += 1
        self.began = min(self.began, at.date())

    def _write_step(self, slot: Slot) -> None:
        at, due = self._moment(self._day(slot)), self._due(slot)
        owner = self.rng.choices(("citizen", "network", "employer"), weights=(88, 9, 3))[0]
        aim = self.rng.choice(self.goals)
        own = self._draw(f"own/{aim.theme.key}", aim.theme.own, self._everyday("everyday"))
        login = self.resident.login
        self._write(Act(at, Verb.STEP, login, login, aim.at, own.step, "", owner, due))
        if owner == "citizen":
            self.promises.append(Promise(at, due, ours=False, by=None, went=own.went))

    def _take_on(self, slot: Slot) -> None:
        at, due = self._moment(self._day(slot, staff=True), staff=True), self._due(slot)
        worker = self.rng.choice(self.helpers)
        aim = self.rng.choice(self.goals)
        ours = [Own(words) for words in aim.theme.ours]
        words = self._draw(f"ours/{aim.theme.key}", ours, self._everyday("ours_everyday")).step
        login = self.resident.login
        self._write(Act(at, Verb.STEP, worker.login, login, aim.at, words, "", OURS, due))
        self.promises.append(Promise(at, due, ours=True, by=worker))

    def _suggest(self, slot: Slot) -> None:
        at = self._moment(self._day(slot, staff=True), staff=True)
        worker = self.rng.choice(self.helpers)
        aim = self.rng.choice(self.goals)
        offer = self._draw(f"offers/{aim.theme.key}", aim.theme.offers)
        login = self.resident.login
        self._write(Act(at, Verb.SUGGEST, worker.login, login, aim.at, offer.theirs))
        self.offers.append(Waiting(at, offer, aim))

    def _wonders(self, slot: Slot) -> bool:
        """Whether a stranger looked not long ago; nobody asks while it is calm."""
        recent = slot.first - 8 * 7 * DAY
        return slot.days < CALM_DAYS and any(look.date() > recent for look in self.strangers[-1:])

    def _ask(self, slot: Slot) -> None:
        """Ask why a stranger looked; the leader answers within the week."""
        look, login = self.strangers.pop(), self.resident.login
        at = self._moment(self._day(slot))
        self._write(Act(at, Verb.ASK, login, login, look, say("questions", self.rng)))
        day = _weekday(at.date() + self.rng.randrange(3, 7) * DAY)
        leader, words = self.town.leader(self.resident.worker.team), say("answers", self.rng)
        then = self._moment(day, staff=True)
        self.acts.append(Act(then, Verb.EXPLAIN, leader.login, login, look, words))

    def _note(self, slot: Slot) -> None:
        """Something the citizen keeps alone."""
        at, login = self._moment(self._day(slot)), self.resident.login
        self._write(Act(at, Verb.NOTE, login, login, words=say("private", self.rng)))
        self.notes.append(at)

    def _share(self, slot: Slot) -> None:
        """Let one professional read a note after all."""
        if not self.notes:
            self._note(slot)
            return
        at, login = self._moment(self._day(slot)), self.resident.login
        with_whom = self.resident.worker.login
        self._write(Act(at, Verb.SHARE, login, login, self.notes.pop(), choice=with_whom))

    def _disagree(self, slot: Slot) -> None:
        """Say so beside what the municipality has promised."""
        ours = [promise for promise in self.promises if promise.ours]
        if not ours:
            self._write_step(slot)
            return
        at, login = self._moment(self._day(slot)), self.resident.login
        words = say("disagrees", self.rng)
        self._write(Act(at, Verb.DISAGREE, login, login, self.rng.choice(ours).at, words))

    def _close(self, slot: Slot) -> None:
        """Reach a goal, and say what helped; what was suggested to it is left."""
        if len(self.goals) < 2:
            self._write_goal(slot)
            return
        at, login = self._moment(self._day(slot)), self.resident.login
        goal = self.goals.pop(0)
        self.offers = [waiting for waiting in self.offers if waiting.goal != goal]
        self._write(Act(at, Verb.CLOSE, login, login, goal.at, more=say("helped", self.rng)))

    def _write(self, act: Act) -> None:
        """Keep an act, with the look at the plan that goes before it."""
        before = act.at - dt.timedelta(minutes=self.rng.randrange(2, 12))
        own = act.by == act.about
        self.acts.append(Act(before, Verb.OPEN if own else Verb.LOOK, act.by, act.about))
        self.acts.append(act)
        if own and self.rng.random() < habits.LOOKS_AFTER:
            day = act.at.date() + self.rng.randrange(1, 4) * DAY
            self._look(self.rng.choice(self.helpers), day)

    def _see(self, slot: Slot) -> None:
        """The citizen opens the case just to read; now and then a colleague looks."""
        quiet = self.resident.pace is Pace.QUIET
        opens = habits.OPENS_ANYWAY.at(slot.week, self.calendar) * (0.6 if quiet else 1.2)
        login = self.resident.login
        has_plan = self.began < slot.first
        if has_plan and self.rng.random() < opens * slot.days / 7:
            self.acts.append(Act(self._moment(self._day(slot)), Verb.OPEN, login, login))
        if has_plan and self.rng.random() < habits.COLLEAGUE_LOOKS:
            colleague = self.town.colleague(self.resident.worker, self.rng)
            self.strangers.append(self._look(colleague, self._day(slot, staff=True)))

    def _look(self, worker: Worker, day: dt.date) -> dt.datetime:
        """Look on the day, or on the Monday after a weekend."""
        wait = 7 - day.weekday() if day.weekday() > 4 else 0
        at = self._moment(day + wait * DAY, staff=True)
        self.acts.append(Act(at, Verb.LOOK, worker.login, self.resident.login))
        return at

    def _day(self, slot: Slot, *, staff: bool = False) -> dt.date:
        day = slot.first + self.rng.randrange(slot.days) * DAY
        return min(_weekday(day), slot.last - 2 * DAY) if staff and day.weekday() > 4 else day

    def _moment(self, day: dt.date, *, staff: bool = False) -> dt.datetime:
        hours = range(8, 16) if staff else range(7, 23)
        hour = self.rng.choice(hours)
        return self.calendar.moment(day, hour, self.rng.randrange(60), self.rng.randrange(60))

    def _due(self, slot: Slot) -> dt.date:
        """A weekday in one of the next slots."""
        ahead = self.rng.randrange(2, 6) if slot.days >= CALM_DAYS else self.rng.randrange(1, 4)
        return _weekday(slot.last + ahead * 7 * DAY - self.rng.randrange(7) * DAY)

    def _everyday(self, occasion: str) -> list[Own]:
        return [Own(fill(text, self.rng)) for text in said()[occasion]]

    def _draw(self, deck: str, words: Sequence[Drawn], everyday: Sequence[Drawn] = ()) -> Drawn:
        """Something not used before in this life, while there is any."""
        if not self.decks.get(deck):
            fresh = [*words, *self.rng.sample(everyday, min(len(everyday), len(words)))]
            self.decks[deck] = self.rng.sample(fresh, len(fresh))
        drawn: Drawn = self.decks[deck].pop()
        return drawn


def _weekday(day: dt.date) -> dt.date:
    """The same day, or the Friday before a weekend."""
    return day - max(0, day.weekday() - 4) * DAY


def in_order(acts: list[Act]) -> list[Act]:
    """Acts as they happened; those at the same moment stay in the order they were told."""
    return sorted(acts, key=lambda act: act.at)
