"""A small theory in our own words, for tests."""

from __future__ import annotations

import datetime as dt

from medborger.foundation import clock
from medborger.theory.chain.services import import_theory
from medborger.theory.followup.charting import period_after, period_named
from medborger.theory.followup.models import Value

SMALL = """format: medborger.theory/1
theory:
  id: egen-vej
  title: Borgeren finder sin egen vej
  organisation: Solbæk Kommune
  levels: [sub_goal, end_goal, active_mechanism, trial_action]
  audiences:
  - id: citizens
    name: Borgere
    column: Delmål for borgere
  - id: staff
    name: Ansatte
    column: Delmål for ansatte
context:
  principles:
  - id: p1
    text: Planen er borgerens
  movements:
  - from: Fra vores plan
    to: Til din plan
elements:
- id: B1
  level: sub_goal
  audience: citizens
  row: 1
  text: Borgeren skriver sin egen plan
- id: A1
  level: sub_goal
  audience: staff
  row: 2
  text: Medarbejderen spørger, før hun foreslår
- id: S1
  level: end_goal
  row: 1
  text: Flere finder selv vejen til arbejde
- id: M1
  level: active_mechanism
  row: 1
  text: Den, der selv vælger, tager ansvar
- id: P1
  level: trial_action
  row: 1
  text: Planen åbnes sammen i den første samtale
links:
- id: r1
  from: B1
  to: S1
  kind: leads_to
  origin: workshop
  assumption: Eget valg holder længere
- id: r2
  from: P1
  to: M1
  kind: implements
  origin: suggestion
"""


def small_theory(municipality, text=SMALL):
    """Read the small theory in."""
    return import_theory(text, municipality=municipality, by=None)


SIGNS = """format: medborger.signs/1
signs:
- id: A1.t
  element: A1
  kind: fidelity
  title: Vi spørger først
  formula: samtaler, hvor borgeren talte først / samtaler
  direction: up
  frequency: month
  target: 0.8
  followed: true
- id: B1.t
  element: B1
  kind: fidelity
  title: Skridt borgeren selv har skrevet
  formula: handlinger formuleret af borger / alle nye handlinger
  direction: up
  frequency: month
- id: B1.v
  element: B1
  kind: effect
  title: Egne skridt gjort
  formula: borgerens skridt udført / borgerens forfaldne skridt
  direction: up
  frequency: month
- id: S1.v
  element: S1
  kind: effect
  title: Mod på næste skridt
  formula: 'pulsgennemsnit ''Jeg kan selv'' '
  direction: up
  frequency: wave
"""


TRIAL = {
    "mechanism_keys": ["M1"],
    "if_we": "vi åbner planen sammen",
    "then": "skriver flere selv",
    "because": "den, der vælger, tager ansvar",
    "predicted": 0.6,
    "direction": "up",
    "predicted_on": dt.date(2026, 9, 1),
    "content": "Planen åbnes i samtalen",
    "for_whom": "alle nye",
    "how_often": "hver samtale",
    "how_long": "tre måneder",
}
"""A trial action with everything it needs to start, but the sign and who is responsible."""


def months(first, count):
    """The names of so many months from the first."""
    names = [first]
    while len(names) < count:
        names.append(period_after(names[-1]))
    return names


def give_values(sign, pairs, *, first="2025-01", n=40):
    """Write one value for each pair (so many, of so many); None leaves a hole."""
    for name, pair in zip(months(first, len(pairs)), pairs, strict=True):
        if pair is None:
            continue
        days = period_named(name)
        Value(
            sign=sign,
            period=name,
            first_on=days.first,
            last_on=days.last,
            numerator=pair[0],
            denominator=pair[1],
            n=n,
            definition_version=sign.definition_version,
            data_until=clock.now(),
        ).save()
