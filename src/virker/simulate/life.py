"""One person's weeks, one after another: the kernel of the register.

Within a week: readiness moves, then (on a benefit) a meeting, a start and an exit are drawn, or
(in a job or education) an end of it. The state of a week is the state when the week is over;
whoever stood on a benefit when the week began was at risk in it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from numba import njit

from virker.simulate.draws import draw

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from virker.simulate.world import Numbers

JOB, EDUCATION, PERMANENT, ON_BENEFIT = 0, 1, 3, 9
UI, KHJ, KHA, UH, SDP = 0, 1, 2, 3, 4
INTERNSHIP, COURSE = 1, 3
LONG_AGO: Final = -9999

# A person's whereabouts, `now[...]`.
STATE, GROUP, SPELL, TENURE, SINCE, SERVICE, LEFT, LAST, ENDED, FLAG = range(10)
NOW: Final = 10
# A person's readiness, `feel[...]`: the true one, the recorded one, and what internships added.
READY, RECORDED, ADDED = 0, 1, 2
# Traits, `who[...]`.
CHANCE, AGE, SCHOOLING, HEALTH, BEFORE, NONWESTERN, INSURED, HIDDEN, REFORM, QUALITY = range(10)
PRACTICE: Final = 10
TRAITS: Final = 14
# Interventions, `order[...]`; -1 service or LONG_AGO week: none.
BLOCK, BLOCK_FROM, BLOCK_UNTIL, FORCE, FORCE_WEEK, NO_MEETING, EVERY, UNTIL, RULE_FROM = range(9)
ORDERS: Final = 9
# Flags of a week.
MET, STARTED, FINISHED = 1, 2, 16
# Purposes of draws.
FIRST, MOOD0, EXIT, CHOICE, MEET, MOOD, LENGTH = range(1, 8)


@njit(cache=True, nogil=True)
def new_group(now: NDArray[np.int64], who: NDArray[np.float64], was_job: bool, u: float) -> int:
    """Say which benefit somebody comes to."""
    if who[INSURED] > 0 and was_job and now[TENURE] >= 26:
        return UI
    if who[AGE] < 30 and who[SCHOOLING] == 0:
        return UH
    return KHA if who[HEALTH] > 0 and u < 0.55 else KHJ


@njit(cache=True, nogil=True)
def begin(
    now: NDArray[np.int64], feel: NDArray[np.float64], who: NDArray[np.float64], seed: int, i: int
) -> None:
    """Place a person where the burn-in begins."""
    u = draw(seed, i, -999, FIRST)
    now[:] = 0
    now[TENURE], now[SINCE], now[ENDED] = 60, 6, LONG_AGO
    now[STATE] = JOB if u < 0.70 else EDUCATION if u < 0.78 else ON_BENEFIT
    if who[AGE] < 26 and u < 0.25:
        now[STATE] = EDUCATION
    now[GROUP] = new_group(now, who, True, u)
    feel[READY] = 0.5 * draw(seed, i, -999, MOOD0) + 0.6 * who[CHANCE] - 0.25
    feel[RECORDED], feel[ADDED] = feel[READY], 0.0


@njit(cache=True, nogil=True)
def expit(x: float) -> float:
    """Turn log-odds into a probability."""
    return 1.0 / (1.0 + math.exp(-x))


@njit(cache=True, nogil=True)
def grown_in(who: NDArray[np.float64], t: int) -> float:
    """Say how far the reform has come in the person's municipality, 0–1."""
    if t < who[REFORM]:
        return 0.0
    return 1.0 - math.exp(-(t - who[REFORM] + 1) / 20.0)


@njit(cache=True, nogil=True)
def is_met(
    now: NDArray[np.int64], feel: NDArray[np.float64], who: NDArray[np.float64], w: Numbers,
    order: NDArray[np.int64], t: int, i: int,
) -> bool:  # fmt: skip
    """Draw whether there is a meeting this week."""
    spell = now[SPELL]
    if order[EVERY] > 0 and spell < order[UNTIL] and t - spell == order[RULE_FROM]:
        return spell % order[EVERY] == 1
    if order[NO_MEETING] == t:
        return False
    on, cal = grown_in(who, t), t % 52
    if now[SINCE] >= 13 and on == 0.0:
        return True
    odds = w.starts[0, now[GROUP]] + 0.09 * min(now[SINCE], 13) - 0.25 * feel[RECORDED]
    odds += 0.6 * who[PRACTICE] - 0.35 * on
    if cal in (28, 29, 51, 0):
        odds -= 1.0
    return draw(w.seed, i, t, MEET) < expit(odds)


@njit(cache=True, nogil=True)
def chosen(
    now: NDArray[np.int64], feel: NDArray[np.float64], who: NDArray[np.float64], w: Numbers,
    t: int, i: int,
) -> int:  # fmt: skip
    """Draw which service starts this week; 0 for none."""
    if now[SERVICE] > 0 or now[SPELL] < 4 or t - now[ENDED] < 6:
        return 0
    u, total = draw(w.seed, i, t, CHOICE), 0.0
    for k in range(1, 4):
        odds = w.starts[k, now[GROUP]] + w.choice[0, k] * feel[RECORDED]
        odds += w.choice[1, k] * (who[BEFORE] - 0.5) + w.choice[2, k] * who[HEALTH]
        odds += 0.35 * math.log1p(now[SPELL] / 13) + who[PRACTICE + k] + w.sel_u * who[HIDDEN]
        if k == INTERNSHIP:
            odds += w.fair_int * who[NONWESTERN]
        total += expit(odds)
        if u < total:
            return k
    return 0


@njit(cache=True, nogil=True)
def start_service(
    now: NDArray[np.int64], feel: NDArray[np.float64], who: NDArray[np.float64], w: Numbers,
    order: NDArray[np.int64], t: int, i: int,
) -> None:  # fmt: skip
    """Start what was chosen, unless an intervention says otherwise."""
    k = chosen(now, feel, who, w, t, i)
    if k == order[BLOCK] and order[BLOCK_FROM] <= t < order[BLOCK_UNTIL]:
        k = 0
    if order[FORCE_WEEK] == t and now[SERVICE] == 0:
        k = order[FORCE]
    if k > 0:
        length = round(w.choice[3, k] * (0.5 + draw(w.seed, i, t, LENGTH)))
        now[SERVICE], now[LEFT] = k, max(2, length)
        now[FLAG] |= STARTED * k


@njit(cache=True, nogil=True)
def exit_drawn(
    now: NDArray[np.int64], feel: NDArray[np.float64], who: NDArray[np.float64], w: Numbers,
    t: int, i: int,
) -> int:  # fmt: skip
    """Draw where the person goes this week; `ON_BENEFIT` for nowhere."""
    g, cal = now[GROUP], t % 52
    faded = math.exp(-(t - now[ENDED]) / 78.0) if now[ENDED] > LONG_AGO else 0.0
    job = w.exits[0, g] + w.exits[3, g] * math.log1p(now[SPELL] / 13) + who[CHANCE]
    job += 0.45 * (feel[READY] + feel[ADDED]) + 0.12 * math.cos(2 * math.pi * (cal - 14) / 52)
    job += w.during[now[SERVICE]] + w.after[now[LAST], g] * faded + w.ref_job * grown_in(who, t)
    job += -0.35 * (cal in (51, 0)) - 0.25 * (112 <= t < 160)
    if now[SINCE] < 4:
        job += w.exits[4, g] * who[QUALITY]
    edu = w.exits[1, g] + 0.5 * (who[AGE] < 30) - 0.5 * w.effects * (now[SERVICE] > 0)
    edu += 1.6 if 32 <= cal <= 35 or 3 <= cal <= 5 else -1.2
    if now[LAST] == COURSE:
        edu += 0.8 * w.effects * faded
    ever = w.exits[2, g] + 0.03 * (who[AGE] - 40) + 0.6 * who[HEALTH]
    to_job, to_edu, to_ever = math.exp(job), math.exp(edu), math.exp(ever)
    u = draw(w.seed, i, t, EXIT) * (1.0 + to_job + to_edu + to_ever)
    if u < to_job:
        return JOB
    if u < to_job + to_edu:
        return EDUCATION
    return PERMANENT if u < to_job + to_edu + to_ever else ON_BENEFIT


@njit(cache=True, nogil=True)
def run_service(
    now: NDArray[np.int64], feel: NDArray[np.float64], w: Numbers, t: int, left: bool
) -> None:
    """Count a service down; it ends when its time is over or the person leaves."""
    if now[SERVICE] == 0:
        return
    now[LEFT] -= 1
    if now[LEFT] <= 0 and now[SERVICE] == INTERNSHIP:
        feel[ADDED] += 0.15 * w.effects
    if now[LEFT] <= 0 or left:
        now[LAST], now[ENDED], now[SERVICE], now[LEFT] = now[SERVICE], t, 0, 0
        now[FLAG] |= FINISHED


@njit(cache=True, nogil=True)
def drift(now: NDArray[np.int64], who: NDArray[np.float64], u: float) -> None:
    """Move between benefits: insurance runs out, readiness is judged anew."""
    g, spell = now[GROUP], now[SPELL]
    if g == UI and spell >= 104:
        now[GROUP] = KHJ
    elif (g == KHJ and u < 0.0012 + 0.002 * who[HEALTH]) or (g == SDP and spell >= 26 and u < 0.02):
        now[GROUP] = KHA
    elif g == KHA and u < 0.0008:
        now[GROUP] = KHJ


@njit(cache=True, nogil=True)
def benefit_week(
    now: NDArray[np.int64], feel: NDArray[np.float64], who: NDArray[np.float64], w: Numbers,
    order: NDArray[np.int64], t: int, i: int, mood: float,
) -> None:  # fmt: skip
    """Live a week that began on a benefit."""
    met = is_met(now, feel, who, w, order, t, i)
    now[SINCE] += 1
    if met:
        now[SINCE] = 0
        feel[RECORDED] = feel[READY] + feel[ADDED]
        now[FLAG] |= MET
    start_service(now, feel, who, w, order, t, i)
    goes = exit_drawn(now, feel, who, w, t, i)
    run_service(now, feel, w, t, goes != ON_BENEFIT)
    now[SPELL] += 1
    if goes == ON_BENEFIT:
        drift(now, who, mood)
        return
    now[STATE] = goes
    now[TENURE] = 1 if goes == JOB else 0


@njit(cache=True, nogil=True)
def other_week(
    now: NDArray[np.int64], who: NDArray[np.float64], w: Numbers, t: int, i: int, mood: float
) -> None:
    """Live a week that began in a job or in education."""
    u, state = draw(w.seed, i, t, EXIT), now[STATE]
    tenure = now[TENURE]
    now[TENURE] += 1
    if state == EDUCATION:
        if u >= expit(-4.9):
            return
        if mood < 0.75:
            now[STATE], now[TENURE] = JOB, 0
            return
        now[GROUP] = new_group(now, who, False, draw(w.seed, i, t, CHOICE))
    else:
        lost = -4.55 - 0.42 * math.log1p(tenure / 13) - 0.35 * who[CHANCE]
        ends = math.exp(lost + 0.075 * (112 <= t < 160))
        if u >= ends + math.exp(-6.3 + 0.8 * who[HEALTH]):
            return
        now[GROUP] = new_group(now, who, True, mood) if u < ends else SDP
    now[STATE], now[SPELL], now[SINCE] = ON_BENEFIT, 0, 3


@njit(cache=True, nogil=True)
def live(
    i: int, who: NDArray[np.float64], w: Numbers, order: NDArray[np.int64], burn_in: int,
    states: NDArray[np.uint8], flags: NDArray[np.uint8], recorded: NDArray[np.float32],
    before: NDArray[np.int64],
) -> None:  # fmt: skip
    """Live one person's weeks and write them down.

    Args:
        i: The person's number; with the seed it decides every draw.
        who: Traits. Shape: (TRAITS,).
        w: The world.
        order: Interventions. Shape: (ORDERS,).
        burn_in: Weeks lived before the first one written down.
        states: The state when each week is over. Shape: (weeks,), as the next two.
        flags: `MET`, `STARTED` × service, `FINISHED`.
        recorded: Readiness as recorded at the latest meeting.
        before: Whereabouts when the first week begins. Shape: (NOW,).
    """
    now, feel = np.empty(NOW, np.int64), np.empty(3)
    begin(now, feel, who, w.seed, i)
    for t in range(-burn_in, len(states)):
        if t == 0:
            before[:] = now
        now[FLAG] = 0
        mood = draw(w.seed, i, t, MOOD)
        feel[READY] = 0.97 * feel[READY] + 0.018 * who[CHANCE] + 0.5536 * (mood - 0.5)
        if now[STATE] == ON_BENEFIT:
            benefit_week(now, feel, who, w, order, t, i, mood)
        elif now[STATE] != PERMANENT:
            other_week(now, who, w, t, i, mood)
        if t >= 0:
            on_benefit = now[STATE] == ON_BENEFIT
            states[t] = 10 + now[GROUP] + 10 * now[SERVICE] if on_benefit else now[STATE]
            flags[t], recorded[t] = now[FLAG], feel[RECORDED]


@njit(cache=True, nogil=True)
def live_all(
    persons: NDArray[np.int64], traits: NDArray[np.float64], w: Numbers,
    orders: NDArray[np.int64], burn_in: int, states: NDArray[np.uint8],
    flags: NDArray[np.uint8], recorded: NDArray[np.float32], before: NDArray[np.int64],
) -> None:  # fmt: skip
    """Live many persons' weeks: row r of every output is person `persons[r]` under `orders[r]`."""
    for r in range(len(persons)):
        i = persons[r]
        live(i, traits[i], w, orders[r], burn_in, states[r], flags[r], recorded[r], before[r])
