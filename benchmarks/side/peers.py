"""Peers at the common task: `python peers.py TOOL TRIALS WEEKS`; runs in the peers' own environment.

Each is used as its documentation recommends; expansion counts, reading the file does not.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np

FOLLOWED, UNIT = 104, 100.0


def expanded(trials):
    """Write every follow-up week of every trial out as a dense matrix, as these tools need it."""
    n = np.asarray(trials["n"], np.int64)
    row = np.repeat(np.arange(len(n)), n)
    k = np.arange(len(row)) - np.repeat(np.cumsum(n) - n, n)
    names = [name for name in trials if name not in {"ID", "m", "n", "event", "arm"}]
    x = np.empty((len(row), 6 + len(names)), order="F")
    m = np.asarray(trials["m"])[row] / UNIT
    x[:, 0], x[:, 1], x[:, 2], x[:, 3] = 1.0, np.asarray(trials["arm"])[row], m, m**2
    x[:, 4], x[:, 5] = k / UNIT, (k / UNIT) ** 2
    for place, name in enumerate(names):
        x[:, 6 + place] = np.asarray(trials[name])[row]
    y = ((k == n[row] - 1) & (np.asarray(trials["event"])[row] == 1)).astype(float)
    return x, y, np.asarray(trials["ID"])[row]


def glum(trials, _weeks):
    from glum import GeneralizedLinearRegressor

    x, y, _ = expanded(trials)
    model = GeneralizedLinearRegressor(
        family="binomial", alpha=0, fit_intercept=False, gradient_tol=1e-9
    ).fit(x, y)
    return model.coef_[1], None, len(y)


def sklearn(trials, _weeks):
    from sklearn.linear_model import LogisticRegression

    x, y, _ = expanded(trials)
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-8, fit_intercept=False)
    return model.fit(x, y).coef_[0, 1], None, len(y)


def statsmodels(trials, _weeks):
    import statsmodels.api as sm

    x, y, who = expanded(trials)
    told = {"groups": who, "use_correction": False}
    fit = sm.Logit(y, x).fit(disp=0, cov_type="cluster", cov_kwds=told)
    return fit.params[1], fit.bse[1], len(y)


def pyseqtarget(_trials, weeks):
    from pySEQTarget import SEQopts, SEQuential

    varying = ["sick", "met1", "met2"]
    fixed = [name for name in weeks.columns if name.startswith("x")]
    told = SEQopts(followup_max=FOLLOWED - 1, glm_package="glum")
    run = SEQuential(
        weeks, id_col="ID", time_col="time", eligible_col="eligible", treatment_col="arm",
        outcome_col="outcome", time_varying_cols=varying, fixed_cols=fixed, method="ITT",
        parameters=told,
    )  # fmt: skip
    run.expand()
    rows = run.DT.height
    run.fit()
    model = run.outcome_model[0]["outcome"]
    name = next(key for key in model.params.index if "arm" in key and "bas" in key)
    return model.params[name], None, rows


def main(tool: str, trials_file: str, weeks_file: str) -> None:
    import polars as pl

    weeks = pl.read_parquet(weeks_file) if tool == "pyseqtarget" else None
    trials = {} if weeks is not None else pl.read_parquet(trials_file).to_dict()
    cpu, wall = time.process_time(), time.perf_counter()
    beta, se, rows = globals()[tool](trials, weeks)
    found = {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "beta": float(beta),
        "se": None if se is None else float(se),
        "rows": rows,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:4])
