"""Start now against wait: a start model, outcome models and AIPW sums for many services at once.

Everybody who may start something this week is one *decision*. A start model says how likely each
decision was, an outcome model says what to expect for those who waited, and the two together give
the effect for those who started (ATT), robust to either model being wrong. All services and all
horizons come out of the same passes over persons.

Source: Robins, Rotnitzky & Zhao (1994); Sianesi (2004) for start-now against wait; the variance is
the influence function summed per person (Liang & Zeger 1986).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from virker.engines.aipw_kernels import Rows, Wanted, effect_sums, outcome_sums, start_sums
from virker.engines.arrays import default, require, require_rising
from virker.engines.driver import Engine, Fit, Floats, NoSolution, Sums, mirrored, newton, solve
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_NUMBERS: Floats = np.zeros((0, 0))


@dataclass(frozen=True)
class Decisions:
    """Who could start what, week by week: one partition of persons, rows sorted by person and week.

    Shape:
        ``first`` (persons + 1) int64: rows ``first[i]:first[i+1]`` belong to person ``i``.
        ``week`` (rows) int16: column of ``states`` at the start of the decision week.
        ``start`` (rows) uint8: 0 waited, k started service k this week.
        ``factors`` (persons, F) int16: column (0 …) of the person's level in each fixed
        factor, −1 for the reference level. Never dummy columns.
        ``varying`` (rows, V) int16: the same for factors that change by week, counted on their own.
        ``person_numbers`` (persons, A) and ``numbers`` (rows, B) float64: numeric covariates.
        ``states`` (persons, weeks) uint8: state code in every week of the calendar.
        ``outcomes`` (rows, C) float64: outcomes that are not read from ``states``; may be empty.
        ``weight`` (persons) float64: 1, or a bootstrap weight. ``group`` (persons) int16: 0 …
    Unit: weeks. Missing: a covariate may not be missing (make it a level); an outcome may be
    NaN, or its week may lie beyond the last column of ``states``: that row is left out there.
    Errors: wrong type, order or length raises :class:`VirkerError`.
    """

    first: npt.NDArray[np.int64]
    week: npt.NDArray[np.int16]
    start: npt.NDArray[np.uint8]
    factors: npt.NDArray[np.int16]
    varying: npt.NDArray[np.int16]
    states: npt.NDArray[np.uint8]
    person_numbers: Floats = field(default_factory=lambda: NO_NUMBERS)
    numbers: Floats = field(default_factory=lambda: NO_NUMBERS)
    outcomes: Floats = field(default_factory=lambda: NO_NUMBERS)
    weight: Floats = field(default_factory=lambda: np.zeros(0))
    group: npt.NDArray[np.int16] = field(default_factory=lambda: np.zeros(0, np.int16))

    def __post_init__(self) -> None:
        """Fill what was left out, and refuse arrays the kernels would misread."""
        persons, rows = len(self.first) - 1, len(self.week)
        default(self, "weight", np.ones(persons))
        default(self, "group", np.zeros(persons, np.int16))
        default(self, "person_numbers", np.zeros((persons, 0)))
        default(self, "numbers", np.zeros((rows, 0)))
        default(self, "outcomes", np.zeros((rows, 0)))
        require(self, _shape_of(persons, rows))
        require_rising(self.first, rows)


def _shape_of(persons: int, rows: int) -> dict[str, tuple[str, int]]:
    return {
        "first": ("int64", persons + 1),
        "week": ("int16", rows),
        "start": ("uint8", rows),
        "factors": ("int16", persons),
        "varying": ("int16", rows),
        "person_numbers": ("float64", persons),
        "numbers": ("float64", rows),
        "states": ("uint8", persons),
        "outcomes": ("float64", rows),
        "weight": ("float64", persons),
        "group": ("int16", persons),
    }


@dataclass(frozen=True)
class Design:
    """How many columns the models have, the same in every partition.

    Columns of every model, in this order: ``fixed`` levels, person numbers, the constant,
    ``varying`` levels, numbers.
    """

    fixed: int
    varying: int
    person_numbers: int = 0
    numbers: int = 0

    @property
    def constant(self) -> int:
        """Column of the constant."""
        return self.fixed + self.person_numbers

    @property
    def columns(self) -> int:
        """Number of columns."""
        return self.constant + 1 + self.varying + self.numbers

    def rows(self, part: Decisions) -> Rows:
        """Hand the partition to a kernel, which trusts every number it is given.

        Raises:
            VirkerError: a level, week or number of covariates outside what the design allows.
        """
        inside = (
            part.factors.max(initial=-1) < self.fixed
            and part.varying.max(initial=-1) < self.varying
            and part.week.min(initial=0) >= 0
            and part.person_numbers.shape[1] == self.person_numbers
            and part.numbers.shape[1] == self.numbers
        )
        if not inside:
            raise VirkerError(
                "Et niveau, en uge eller et antal oplysninger passer ikke til modellen."
            )
        return Rows(**{name: getattr(part, name) for name in Rows._fields})


@dataclass(frozen=True)
class Outcome:
    """One outcome at one horizon, read from ``Decisions.states``.

    Args:
        worth: 256 numbers, what each state code counts for (1 for job, 0 for the rest).
        horizon: weeks after the decision week, 0 or more.
        summed: add up the weeks 1 … horizon instead of looking at one week.
    """

    worth: Floats
    horizon: int
    summed: bool = False


def outcome_in(codes: Sequence[int], horizon: int, *, summed: bool = False) -> Outcome:
    """Ask whether the person is in one of the state codes ``horizon`` weeks later.

    Example:
        >>> outcome_in([0], 52).worth[:2].tolist()
        [1.0, 0.0]
    """
    worth = np.zeros(256)
    worth[list(codes)] = 1.0
    return Outcome(worth, horizon, summed)


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


@dataclass(frozen=True)
class OutcomeModel:
    """What to expect for those who waited: one linear model per outcome.

    Shape: ``theta`` (1 or services, outcomes, columns); one row when every service is compared
    with the same people, those who started nothing. ``outcomes`` is empty for given outcomes.
    """

    theta: Floats
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Overlap:
    """Whether the compared people look alike, per service.

    Shape: ``before``, ``after`` (services, columns): standardised mean difference of every
    column before and after weighting, in standard deviations of the starters and waiters
    together. ``counts`` (services, 2, 48): starters and waiters by log-odds of starting, from
    −10 to 2 in steps of 0.25. ``starters``, ``waiters``, ``trimmed_starters``,
    ``trimmed_waiters``, ``effective`` (effective sample size of the waiters), ``largest_share``
    (largest weight as a share of all weight): (services).
    """

    before: Floats
    after: Floats
    counts: Floats
    starters: Floats
    waiters: Floats
    trimmed_starters: Floats
    trimmed_waiters: Floats
    effective: Floats
    largest_share: Floats


@dataclass(frozen=True)
class Effects:
    """Effects of starting now against waiting, for those who started (ATT).

    Shape: ``att``, ``ipw``, ``ra``, ``started_level`` (mean outcome of the starters),
    ``starters`` (groups, services, outcomes). ``covariance`` (groups, services × outcomes,
    services × outcomes), clustered by person. Unit: that of the outcome (share 0–1, or weeks).
    NaN where a group has no starter whose outcome is known.
    """

    att: Floats
    covariance: Floats
    ipw: Floats
    ra: Floats
    started_level: Floats
    starters: Floats
    overlap: Overlap

    @property
    def errors(self) -> Floats:
        """Standard errors of ``att``, clustered by person."""
        variance = np.diagonal(self.covariance, axis1=1, axis2=2)
        return np.sqrt(variance).reshape(self.att.shape)


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


def _told(outcomes: Sequence[Outcome]) -> Wanted:
    """Turn outcomes into arrays a kernel can read."""
    return Wanted(
        np.array([o.worth for o in outcomes]).reshape(-1, 256),
        np.array([o.horizon for o in outcomes], np.int64),
        np.array([o.summed for o in outcomes], np.bool_),
        given=not outcomes,
    )


@dataclass(frozen=True)
class OutcomePass:
    """One pass of the outcome models over one partition."""

    kinds: int
    design: Design
    outcomes: tuple[Outcome, ...]

    def __call__(self, part: Decisions) -> Sums:
        """Return ``squares`` (kinds, outcomes, p, p) and ``products`` (kinds, outcomes, p)."""
        squares, products = outcome_sums(
            self.design.columns,
            self.kinds,
            _told(self.outcomes),
            self.design.rows(part),
            self.design.fixed,
            self.design.varying,
        )
        return {"squares": squares, "products": products}


def fit_outcomes(
    engine: Engine[Decisions], starts: StartModel, outcomes: Sequence[Outcome] = ()
) -> OutcomeModel:
    """Fit what to expect for those who waited, every outcome in one pass.

    Args:
        engine: where the partitions are.
        starts: tells the design and who counts as waiting.
        outcomes: horizons in rising order; leave empty to use ``Decisions.outcomes``.

    Raises:
        NoSolution: nobody waited and was seen at a horizon.
    """
    wanted = tuple(outcomes)
    if any(a.horizon > b.horizon for a, b in itertools.pairwise(wanted)):
        raise VirkerError("Horisonterne skal stå i stigende orden.")
    kinds = 1 + (max(starts.services) if starts.others_wait else 0)
    sums = engine.total(OutcomePass(kinds, starts.design, wanted))
    squares, products = mirrored(sums["squares"]), sums["products"]
    if wanted:
        squares = np.flip(np.cumsum(np.flip(squares, 1), axis=1), 1)
    if starts.others_wait:
        others = [[k for k in range(kinds) if k != service] for service in starts.services]
        squares = np.stack([squares[keep].sum(0) for keep in others])
        products = np.stack([products[keep].sum(0) for keep in others])
    if not (squares[..., starts.design.constant, starts.design.constant] > 0).all():
        raise NoSolution("Ingen ventede længe nok til at kunne sammenlignes på alle horisonter.")
    theta = np.stack(
        [
            [solve(s, p) for s, p in zip(*pair, strict=True)]
            for pair in zip(squares, products, strict=True)
        ]
    )
    return OutcomeModel(theta, wanted)


@dataclass(frozen=True)
class EffectPass:
    """One pass of the AIPW sums over one partition."""

    starts: StartModel
    expected: OutcomeModel
    most: float
    groups: int
    people: bool = False

    def __call__(self, part: Decisions) -> Sums:
        """Return the sums :func:`effects` is made of."""
        names = (
            "sums",
            "cross",
            "levels",
            "squares",
            "counts",
            "largest",
            "overlap",
            "top",
            "bottom",
        )
        rows = self.starts.design.rows(part)
        if self.groups == 1:
            rows = rows._replace(group=np.zeros_like(part.group))
        elif not 0 <= part.group.min(initial=0) <= part.group.max(initial=0) < self.groups:
            raise VirkerError("En person hører til en gruppe, der ikke er talt med.")
        arrays = effect_sums(
            self.starts.theta,
            self.expected.theta,
            np.array(self.starts.services, np.int64),
            self.starts.others_wait,
            self.most,
            self.groups,
            _told(self.expected.outcomes),
            rows,
            self.starts.design.fixed,
            self.starts.design.varying,
            self.people,
        )
        return dict(zip(names, arrays, strict=True))


def effects(
    engine: Engine[Decisions],
    starts: StartModel,
    expected: OutcomeModel,
    *,
    most: float = 1.0,
    groups: int = 1,
) -> Effects:
    """Estimate what starting now did for those who started, every service and outcome in one pass.

    Args:
        engine: where the partitions are.
        starts: from :func:`fit_starts`.
        expected: from :func:`fit_outcomes`.
        most: decisions with a higher chance of starting are left out on both sides (trimming);
            1 keeps everybody.
        groups: how many groups ``Decisions.group`` counts.

    Source: the AIPW estimator of the ATT, sum over starters of (Y − m) minus the sum over waiters
        of odds × (Y − m), divided by the number of starters; its variance from the influence
        function summed by person.
    """
    return _effects_of(
        engine.total(EffectPass(starts, expected, most, groups)), len(starts.services)
    )


def _effects_of(sums: Sums, services: int) -> Effects:
    top, weights, started, gap, waited, starters = sums["sums"].swapaxes(0, 1)
    shape = (len(top), services, -1)
    with np.errstate(invalid="ignore", divide="ignore"):
        att = top / starters
        covariance = _covariance(sums["cross"], att) / (starters[:, :, None] * starters[:, None, :])
        return Effects(
            att=att.reshape(shape),
            covariance=covariance,
            ipw=((started / starters) - (waited / weights)).reshape(shape),
            ra=(gap / starters).reshape(shape),
            started_level=(started / starters).reshape(shape),
            starters=starters.reshape(shape),
            overlap=_overlap_of(sums),
        )


def _covariance(cross: Floats, att: Floats) -> Floats:
    """Sum over persons of (top − att · starts)(top − att · starts)'."""
    tops, mixed, bottoms = cross.swapaxes(0, 1)
    left, right = att[:, :, None], att[:, None, :]
    return tops - mixed * right - mixed.swapaxes(1, 2) * left + bottoms * left * right


def _overlap_of(sums: Sums) -> Overlap:
    starters, waiters, weight, square, cut_starters, cut_waiters = sums["counts"].T
    amounts = np.stack([starters, waiters, weight], 1)[:, :, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = sums["levels"] / amounts
        variance = sums["squares"] / amounts - mean**2
        spread = np.sqrt((variance[:, 0] + variance[:, 1]) / 2)
        gaps = [
            np.where(spread > 1e-12, (mean[:, 0] - mean[:, side]) / spread, 0.0) for side in (1, 2)
        ]
        return Overlap(
            before=gaps[0],
            after=gaps[1],
            counts=sums["overlap"],
            starters=starters,
            waiters=waiters,
            trimmed_starters=cut_starters,
            trimmed_waiters=cut_waiters,
            effective=weight**2 / square,
            largest_share=sums["largest"] / weight,
        )


def person_sums(
    part: Decisions, starts: StartModel, expected: OutcomeModel, *, most: float = 1.0
) -> tuple[Floats, Floats]:
    """Give each person's part of the numerator and denominator, to cluster by somebody else.

    Returns:
        Two arrays (persons, services × outcomes). With ``att`` the effect, the influence of a
        person is (top − att · bottom) / starters; sum it by caseworker before squaring.
    """
    sums = EffectPass(starts, expected, most, 1, people=True)(part)
    return sums["top"], sums["bottom"]
