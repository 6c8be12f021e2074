"""A logistic regression over partitions of persons."""

from __future__ import annotations

import numpy as np
import pytest

from virker.compare.logistic import Rows, logistic, pooled_logistic
from virker.errors import VirkerError


def rows(seed, n=60):
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(n), rng.normal(size=n)])
    return Rows(design, (rng.random(n) < 0.4).astype(float), np.ones(n), np.arange(n) // 3)


def test_partitions_give_what_the_whole_gives():
    one, other = rows(1), rows(2)
    whole = logistic(
        np.concatenate([one.successes, other.successes]),
        np.vstack([one.design, other.design])[:, 1],
        cluster=np.concatenate([one.cluster, other.cluster]),
    )

    parts = pooled_logistic(lambda: [other, one], ["x1"])

    assert parts.coefficients == pytest.approx(whole.coefficients, abs=1e-10)
    assert parts.covariance == pytest.approx(whole.covariance, abs=1e-10)


def test_data_that_change_between_passes_never_settle():
    passes = iter(range(10_000))

    with pytest.raises(VirkerError, match="ikke på plads"):
        pooled_logistic(lambda: [rows(next(passes))], ["x1"])


def test_a_column_that_decides_alone_is_refused_or_held_still():
    decides = Rows(
        np.column_stack([np.ones(40), np.repeat([0.0, 1.0], 20)]),
        np.repeat([0.0, 1.0], 20),
        np.ones(40),
        np.arange(40),
    )

    with pytest.raises(VirkerError):
        pooled_logistic(lambda: [decides], ["x1"])
    held = pooled_logistic(lambda: [decides], ["x1"], hold=0.04)
    assert 3 < held.coefficients[1] < 15
