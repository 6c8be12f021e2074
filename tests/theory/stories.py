"""A small theory in our own words, for tests."""

from __future__ import annotations

from medborger.theory.chain.services import import_theory

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
