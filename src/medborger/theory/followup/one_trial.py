"""What the pages about trial actions show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medborger.theory.catalogue import MEASURES
from medborger.theory.charts import ChartKind
from medborger.theory.followup.before_start import missing_before_start
from medborger.theory.followup.fidelity import Adherence, adherence, read_trial
from medborger.theory.followup.gathering import current_values, newest_elements
from medborger.theory.followup.reading import Around, number_words, read_for_page
from medborger.theory.followup.words import TrialState

if TYPE_CHECKING:
    from medborger.theory.chain.models import Element
    from medborger.theory.followup.agenda import FourFields
    from medborger.theory.followup.models import Decision, Delivery, TrialAction
    from medborger.theory.followup.reading import SignReading


@dataclass(frozen=True, slots=True)
class TrialPage:
    """One trial action: idea, promise, what was delivered, prediction beside result."""

    trial: TrialAction
    mechanisms: tuple[Element, ...]
    four: tuple[Adherence, ...]
    deliveries: tuple[Delivery, ...]
    reading: SignReading | None
    fields: FourFields
    predicted: str
    result: str
    missing: tuple[str, ...]
    decisions: tuple[Decision, ...]

    @property
    def is_idea(self) -> bool:
        """Whether it has not begun."""
        return self.trial.state in {TrialState.IDEA, TrialState.PLANNED}

    @property
    def is_running(self) -> bool:
        """Whether it is in progress."""
        return self.trial.state == TrialState.RUNNING


def trial_page(trial: TrialAction) -> TrialPage:
    """Gather one trial action."""
    deliveries = tuple(trial.deliveries.all())
    reading = None
    if trial.sign is not None:
        baselines = list(trial.sign.baselines.all())
        started = [trial] if trial.started_on else []
        around = Around(baselines=baselines, trials=started)
        reading = read_for_page(trial.sign, current_values(trial.sign), around)
    elements = newest_elements(trial.theory)
    newest = reading.newest if reading else None
    measure = MEASURES.get(trial.sign.measure) if trial.sign else None
    kind = measure.chart if measure else ChartKind.P
    return TrialPage(
        trial=trial,
        mechanisms=tuple(e for e in elements if e.key in trial.mechanism_keys),
        four=adherence(trial, deliveries),
        deliveries=deliveries,
        reading=reading,
        fields=read_trial(trial, deliveries, newest),
        predicted=number_words(trial.predicted, kind),
        result=number_words(newest, kind),
        missing=tuple(missing_before_start(trial).values()),
        decisions=tuple(trial.decisions.all()),
    )
