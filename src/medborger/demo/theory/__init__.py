"""How the demo municipality made, tried and followed its theory of change, by the real services."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from medborger.foundation import clock
from medborger.foundation.counting import month_of
from medborger.foundation.people.models import Municipality, Person
from medborger.theory.chain.models import Theory
from medborger.theory.chain.services import adopt, import_theory
from medborger.theory.followup.charting import last_finished
from medborger.theory.followup.models import Decision, TrialAction
from medborger.theory.followup.nightly import count_signs, remind_of_decisions
from medborger.theory.followup.services.decisions import decide, hold_review, look_again
from medborger.theory.followup.services.signs import import_signs
from medborger.theory.followup.services.trials import plan_trial, start_trial
from medborger.theory.followup.words import Better, Choice, Frequency

if TYPE_CHECKING:
    from collections.abc import Callable

    from medborger.demo.calendar import Calendar

HERE = Path(__file__).parent
SLUG = "pennen"
LOOK_AGAIN = 8
"""Weeks from the trial's start until the team looks at it again."""

CITIZENS_VIEW = (
    "Seks borgere læste teorien igennem en aften i biblioteket. De ville have, at «vi venter» "
    "blev skrevet ind, og at løfter har et navn. Begge dele står der nu."
)


class Chapters:
    """The chapters of the theory's story, each in its week."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        trial = calendar.trial_week
        self.chapters: dict[int, Callable[[], object]] = {
            0: self.agree,
            trial: self.try_something,
            trial + LOOK_AGAIN: self.look_again,
        }

    def tell(self, week: int) -> None:
        """Tell what happened this week: what the night does first, then the meeting."""
        self.count(week)
        monday = self.calendar.monday(week)
        with clock.set_to(self.calendar.moment(monday, 3)):
            remind_of_decisions.function()
        if week in self.chapters:
            with clock.set_to(self.calendar.moment(monday, 13)):
                self.chapters[week]()

    def count(self, week: int) -> None:
        """Count the signs as the nightly job does, in the night after a month has ended."""
        monday = self.calendar.monday(week)
        if month_of(monday) != month_of(monday - dt.timedelta(weeks=1)):
            with clock.set_to(self.calendar.moment(monday, 2)):
                count_signs.function()

    def agree(self) -> None:
        """Two days' work is read in, and the leader adopts it with the citizens' view."""
        home = Municipality.objects.get(slug="solbaek")
        text = (HERE / "theory.yaml").read_text(encoding="utf-8")
        version = import_theory(text, municipality=home, by=_person("demo-karim"))
        signs = (HERE / "signs.yaml").read_text(encoding="utf-8")
        import_signs(signs, theory=version.theory, by=_person("demo-karim"))
        adopt(version, citizens_view=CITIZENS_VIEW, by=_person("demo-hanne"))

    def try_something(self) -> None:
        """The trial action begins, with a mechanism, a prediction and a promise."""
        hanne, theory = _person("demo-hanne"), _theory()
        sign = theory.signs.get(key="pen.t")
        trial = plan_trial(
            theory,
            title="Spørg først, og vent på svaret",
            element_key="P1",
            mechanism_keys=["V1", "V2"],
            if_we="vi spørger «Hvad er dit næste skridt?» og venter, før vi foreslår noget",
            then="skriver borgeren selv flere af de nye skridt",
            because="det, man selv har sagt, føles som ens eget",
            sign=sign,
            predicted=0.65,
            direction=Better.UP,
            predicted_on=clock.today() + dt.timedelta(weeks=12),
            content="Spørgsmålet stilles i hver samtale, og vi tier, til borgeren har svaret",
            for_whom="alle borgere, der har en plan",
            how_often="i hver samtale",
            how_long="i et halvt år",
            coordinator=_person("demo-bo"),
            by=hanne,
        )
        trial = start_trial(trial, by=hanne)
        review = hold_review(theory, period=self._month(), present="Hanne, Bo, Carla", by=hanne)
        decide(
            theory,
            choice=Choice.ADJUST,
            reason="Det meste, der bliver skrevet i planerne, er stadig vores forslag.",
            expectation="Om otte uger er over halvdelen af de nye skridt sagt af borgeren selv.",
            expected=0.55,
            review_on=clock.today() + dt.timedelta(weeks=LOOK_AGAIN),
            sign=sign,
            trial=trial,
            review=review,
            by=hanne,
        )

    def look_again(self) -> None:
        """What came of it is written down, and a new day is set."""
        hanne, theory = _person("demo-hanne"), _theory()
        first = Decision.objects.get(theory=theory, looked_at__isnull=True)
        look_again(
            first,
            result="Borgerne skriver flere af skridtene selv. Om flere bliver gjort, ved vi ikke endnu.",
            by=hanne,
        )
        review = hold_review(
            theory, period=self._month(), present="Hanne, Bo, Carla, Mads", by=hanne
        )
        decide(
            theory,
            choice=Choice.CONTINUE,
            reason="Vi gør nu det, vi sagde. Virkningen må have tid.",
            expectation="Når efteråret kommer, er flere af borgernes egne skridt også gjort.",
            expected=0.55,
            review_on=self.calendar.ends_on,  # it comes up for the newcomer
            sign=theory.signs.get(key="pen.v"),
            trial=TrialAction.objects.get(theory=theory),
            review=review,
            by=hanne,
        )

    def _month(self) -> str:
        """The newest finished month."""
        return last_finished(Frequency.MONTH, clock.today())


def _person(login: str) -> Person:
    person: Person = Person.objects.get(login=login)
    return person


def _theory() -> Theory:
    return Theory.objects.get(municipality__slug="solbaek", slug=SLUG)
