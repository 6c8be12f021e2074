"""How likely each service was to start: a logistic model per service, fitted in the same passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.engines.aipw_kernels import start_sums
from virker.engines.driver import Engine, Fit, Floats, Sums, newton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from virker.engines.choices import Decisions, Design


@dataclass(frozen=True)
class StartModel:
    """How likely each service was to start: one logistic model per service.

    Shape: ``fits`` one per service, in the order asked. ``services`` their codes in
    ``Decisions.start``. ``others_wait``: whoever starts another service this week counts as
    waiting for this one; otherwise such a row is left out.
    """

    design: Design
    services: tuple[int, ...]
    fits: tuple[Fit, ...]
    others_wait: bool = False

    @property
    def theta(self) -> Floats:
        """Coefficients (services, columns)."""
        return np.stack([fit.theta for fit in self.fits])


def fit_starts(
    engine: Engine[Decisions],
    design: Design,
    services: Sequence[int],
    *,
    others_wait: bool = False,
) -> StartModel:
    """Fit how likely each service was to start this week, all services in the same passes.

    Raises:
        NoSolution: a service nobody started, or a level where everybody or nobody started.
    """
    codes = tuple(services)
    size, p = len(codes) * design.columns, design.columns
    start = np.zeros((len(codes), p))
    start[:, design.constant] = -4.0
    block = np.kron(np.eye(len(codes)), np.ones((p, p))) > 0

    def sweep(theta: Floats, *, stride: int, meat: bool) -> Sums:
        _ = meat
        sums = engine.total(
            StartPass(theta.reshape(-1, p), codes, design, others_wait=others_wait, stride=stride)
        )
        hessian = np.zeros((size, size))
        hessian[block] = _blocks(sums["hessian"])
        return {"hessian": hessian, "score": sums["score"].ravel(), "n": sums["n"]}

    fit = newton(sweep, start.ravel())
    fits = tuple(
        Fit(
            fit.theta[one],
            fit.bread[one, one],
            fit.covariance[one, one],
            fit.passes,
            fit.n,
        )
        for one in (slice(k * p, (k + 1) * p) for k in range(len(codes)))
    )
    return StartModel(design, codes, fits, others_wait)


def _blocks(hessian: Floats) -> Floats:
    """Order the values of (services, p, p) as a block-diagonal mask reads them: row by row."""
    return hessian.reshape(-1, hessian.shape[-1]).ravel()


@dataclass(frozen=True)
class StartPass:
    """One pass of the start models over one partition (picklable, so that it can travel)."""

    theta: Floats
    services: tuple[int, ...]
    design: Design
    others_wait: bool
    stride: int = 1

    def __call__(self, part: Decisions) -> Sums:
        """Return ``hessian`` (services, p, p), ``score`` (services, p) and ``n`` (1)."""
        hessian, score, n = start_sums(
            self.theta,
            np.array(self.services, np.int64),
            self.others_wait,
            self.design.rows(part),
            self.design.fixed,
            self.design.varying,
            self.stride,
        )
        return {"hessian": hessian, "score": score, "n": n}
