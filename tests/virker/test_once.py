"""Who chose once: a chance is found, or it is said which choice nobody had."""

from __future__ import annotations

import numpy as np
import pytest

from virker.engines.driver import NoSolution
from virker.once import chance_of_starting


def test_a_thing_that_decides_alone_who_started_is_refused_in_words():
    age = np.arange(40.0)[:, None]

    with pytest.raises(NoSolution, match="afgør alene, hvem der begyndte"):
        chance_of_starting((age[:, 0] > 20).astype(int), age)


def test_money_in_kroner_and_age_in_years_settle_together():
    rng = np.random.default_rng(1)
    age, income = rng.uniform(18, 62, 4_000), rng.normal(25_000, 8_000, 4_000)
    truth = 1 / (1 + np.exp(3 - 0.03 * age - 0.00004 * income))
    started = (rng.random(4_000) < truth).astype(int)

    chance = chance_of_starting(started, np.column_stack([age, income]))

    assert abs(chance.mean() - started.mean()) < 1e-9
    assert np.abs(chance - truth).max() < 0.08
