"""The players: each act of the script is done by the real service, at its own moment.

What an act is about is found by the moment it came to be (services take their time from the
clock, and the clock is set to the act), so that a telling cut short can go on after a restart.
"""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from medborger.demo.acts import Act, Verb
from medborger.demo.calendar import HERE
from medborger.demo.settling import move_in
from medborger.encounter.insight import services as insight
from medborger.encounter.insight.models import Question
from medborger.encounter.plan import services
from medborger.encounter.plan.models import Goal, Note, Plan, Step, Suggestion
from medborger.encounter.plan.views import plans
from medborger.foundation import clock
from medborger.foundation.access import services as trace
from medborger.foundation.access.declare import declared
from medborger.foundation.access.models import Look, Purpose
from medborger.foundation.outbox.worker import work_until_empty
from medborger.foundation.people.models import Person, Relation, Team
from medborger.foundation.people.services import begin_relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from medborger.demo.town import Town

EVENING = dt.time(23, 30)
ALSO_MEETS = "Støtte i hverdagen"


class Players:
    """Everybody in one municipality, ready to act."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.residents = {resident.login: resident for resident in town.residents}
        self.people: dict[str, Person] = {}
        self.plans: dict[str, Plan] = {}
        self.left_out = 0
        self.doing: dict[Verb, Callable[[Act], object]] = {
            Verb.ARRIVE: self.arrive,
            Verb.JOIN: self.join,
            Verb.OPEN: self.open,
            Verb.LOOK: self.look,
            Verb.LIST: self.go_through_the_list,
            Verb.GOAL: self.write_goal,
            Verb.STEP: self.write_step,
            Verb.FINISH: self.finish,
            Verb.SUGGEST: self.suggest,
            Verb.ANSWER: self.answer,
            Verb.NOTE: self.write_note,
            Verb.SHARE: self.share,
            Verb.DISAGREE: self.disagree,
            Verb.CLOSE: self.close,
            Verb.ASK: self.ask,
            Verb.EXPLAIN: self.explain,
        }

    def play(self, acts: Iterable[Act]) -> None:
        """Do the acts in order, each at its moment; the day's messages leave the same evening."""
        for day, todays in groupby(acts, key=lambda act: act.at.date()):
            for act in todays:
                with clock.set_to(act.at):
                    self._do(act)
            with clock.set_to(dt.datetime.combine(day, EVENING, HERE)):
                work_until_empty()

    def _do(self, act: Act) -> None:
        """Do one act. What a visitor to the demo has changed meanwhile may make it impossible."""
        try:
            self.doing[act.verb](act)
        except (ValidationError, PermissionDenied, ObjectDoesNotExist):
            self.left_out += 1

    def arrive(self, act: Act) -> None:
        """A citizen comes to the municipality and meets somebody."""
        move_in(self.residents[act.about], by=self.person(act.by))

    def join(self, act: Act) -> None:
        """A second professional begins to work with the citizen."""
        worker = self.person(act.by)
        team = Team.objects.get(pk__in=worker.team_ids)
        citizen = self.person(act.about)
        begin_relation(citizen, worker, purpose=ALSO_MEETS, team=team, by=worker)

    def open(self, act: Act) -> None:
        """The citizen opens the own case."""
        self._leave_a_line(plans.mine, act)

    def look(self, act: Act) -> None:
        """A professional opens the citizen's plan; the citizen can see it at once."""
        if self.plan(act.about) is None:
            raise Plan.DoesNotExist
        self._leave_a_line(plans.detail, act)

    def _leave_a_line(self, view: object, act: Act) -> None:
        """Leave the same line as the page itself would leave."""
        page = declared(view)
        assert page is not None, "every view is declared"
        about, by = self.person(act.about), self.person(act.by)
        trace.seen(str(page.seen), about=about, by=by, purpose=page.purpose)

    def go_through_the_list(self, act: Act) -> None:
        """A professional reads the list of citizens."""
        worker = self.person(act.by)
        theirs = Relation.objects.active().filter(worker=worker).select_related("citizen")
        citizens = [relation.citizen for relation in theirs]
        trace.listed(citizens, what="liste over borgere", by=worker, purpose=Purpose.CASEWORK)

    def write_goal(self, act: Act) -> None:
        """The citizen writes a goal; the first one begins the plan."""
        citizen = self.person(act.about)
        plan = self.plan(act.about) or services.own_plan(by=citizen)
        services.add_goal(plan, wording=act.words, helped=act.more, by=citizen)

    def write_step(self, act: Act) -> None:
        """Somebody writes a step and says who does it and when."""
        goal = self._goal(act)
        services.add_step(
            goal, wording=act.words, owner=act.choice, due_on=act.due_on, by=self.person(act.by)
        )

    def finish(self, act: Act) -> None:
        """A step is done, or it is dropped."""
        step = Step.objects.get(goal__plan=self.plan(act.about), added_at=act.origin)
        services.finish_step(
            step, outcome=act.more, dropped=act.choice == "dropped", by=self.person(act.by)
        )

    def suggest(self, act: Act) -> None:
        """A professional suggests a step."""
        goal = self._goal(act)
        services.suggest_step(goal, wording=act.words, by=self.person(act.by))

    def answer(self, act: Act) -> None:
        """The citizen answers a suggestion."""
        suggestion = Suggestion.objects.get(plan=self.plan(act.about), made_at=act.origin)
        services.answer_suggestion(
            suggestion, state=act.choice, wording=act.words, reason=act.more,
            by=self.person(act.by),
        )  # fmt: skip

    def write_note(self, act: Act) -> None:
        """The citizen writes something for nobody else."""
        citizen = self.person(act.by)
        services.add_note(Plan.objects.get(subject=citizen), wording=act.words, by=citizen)

    def share(self, act: Act) -> None:
        """The citizen lets one professional read it."""
        note = Note.objects.get(plan=self.plan(act.about), added_at=act.origin)
        services.share(note, person=self.person(act.choice), by=self.person(act.by))

    def disagree(self, act: Act) -> None:
        """The citizen does not agree with what is promised."""
        step = Step.objects.get(goal__plan=self.plan(act.about), added_at=act.origin)
        services.disagree(step, wording=act.words, by=self.person(act.by))

    def close(self, act: Act) -> None:
        """The citizen closes a goal."""
        services.close_goal(self._goal(act), what_helped=act.more, by=self.person(act.by))

    def ask(self, act: Act) -> None:
        """The citizen asks why somebody looked."""
        citizen = self.person(act.about)
        insight.ask_about(self._look(act), wording=act.words, by=citizen)

    def explain(self, act: Act) -> None:
        """The leader of the unit that looked answers."""
        question = Question.objects.get(look=self._look(act))
        insight.answer_question(question, answer=act.words, by=self.person(act.by))

    def _look(self, act: Act) -> Look:
        looks = Look.objects.filter(subject=self.person(act.about), kind=Look.Kind.PAGE)
        return looks.get(at=act.origin)

    def person(self, login: str) -> Person:
        """Somebody by their login; loaded once."""
        if login not in self.people:
            self.people[login] = Person.objects.select_related("municipality").get(login=login)
        return self.people[login]

    def plan(self, login: str) -> Plan | None:
        """The citizen's plan, if it has begun."""
        if login not in self.plans:
            found = Plan.objects.filter(subject=self.person(login)).first()
            if found is None:
                return None
            found.subject = self.person(login)
            self.plans[login] = found
        return self.plans[login]

    def _goal(self, act: Act) -> Goal:
        """The goal that was written at the moment named."""
        plan = self.plan(act.about)
        goal = Goal.objects.get(plan=plan, added_at=act.origin)
        if plan is not None:
            goal.plan = plan
        return goal
