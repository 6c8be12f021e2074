"""How strong would something we did not record have to be to explain the answer away?"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

from virker.distributions import t_quantile
from virker.errors import VirkerError


@dataclass(frozen=True, slots=True)
class EValue:
    """Risk ratios an unrecorded cause must have with both treatment and outcome.

    Attributes:
        estimate: To move the estimate to 1; 1 means nothing is needed.
        interval: To move the nearer end of the interval to 1.
    """

    estimate: float
    interval: float


def e_value(ratio: float, low: float | None = None, high: float | None = None) -> EValue:
    """How strong an unrecorded cause must be to explain a risk ratio.

    Args:
        ratio: Risk ratio, above 0.
        low: Lower end of its interval; None when not known, then `interval` is that of `ratio`.
        high: Upper end.

    Raises:
        VirkerError: A ratio is not above nought, or the ends are swapped.

    Source:
        VanderWeele & Ding (2017), Annals of Internal Medicine 167(4).

    Examples:
        >>> found = e_value(3.9, 1.8, 8.7)
        >>> round(found.estimate, 2), round(found.interval, 2)
        (7.26, 3.0)
    """
    low, high = (ratio if low is None else low), (ratio if high is None else high)
    if not 0 < low <= ratio <= high:
        raise VirkerError("Forholdet skal være over 0 og ligge inden for sit interval.")
    nearer = 1.0 if low <= 1 <= high else low if low > 1 else high
    return EValue(_e(ratio), _e(nearer))


def _e(ratio: float) -> float:
    ratio = max(ratio, 1 / ratio)
    return ratio + sqrt(ratio * (ratio - 1))


@dataclass(frozen=True, slots=True)
class Robustness:
    """How much an unrecorded cause must explain of both treatment and outcome, shares in [0, 1].

    Attributes:
        partial_r2: Share of the outcome's remaining variation the treatment explains.
        value: Share the cause must explain of both, to bring the estimate to nought.
        interval_value: The same to bring the interval to nought; 0 when it already holds nought.
    """

    partial_r2: float
    value: float
    interval_value: float


def robustness_value(
    estimate: float, se: float, df: float, *, share: float = 1.0, level: float = 0.95
) -> Robustness:
    """How robust a coefficient of a linear model is.

    Args:
        estimate: The coefficient.
        se: Its classic standard error, above 0.
        df: Degrees of freedom of the model.
        share: How much of the estimate must go, 1 for all of it.
        level: Of the interval.

    Raises:
        VirkerError: The standard error or the degrees of freedom are not above nought.

    Source:
        Cinelli & Hazlett (2020), JRSS B 82(1), eq. 5 and 19; `sensemakr`.

    Examples:
        >>> round(robustness_value(0.0973158, 0.0232565, 783).value, 4)
        0.1388
    """
    if se <= 0 or df <= 1:
        raise VirkerError("Standardfejl og frihedsgrader skal være over 0.")
    t = abs(estimate) / se
    critical = t_quantile(0.5 + level / 2, df - 1) / sqrt(df - 1)
    return Robustness(
        t * t / (t * t + df),
        _robust(share * t / sqrt(df)),
        _robust(max(share * t / sqrt(df) - critical, 0.0), critical),
    )


def _robust(f: float, critical: float = 0.0) -> float:
    """Equal explained share that takes away `f`; above one the treatment alone decides."""
    if f <= 0:
        return 0.0
    equal = (sqrt(f**4 + 4 * f**2) - f**2) / 2
    if critical and f + critical > 1 / critical:
        return ((f + critical) ** 2 - critical**2) / (1 + (f + critical) ** 2)
    return equal


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The answer if something unrecorded were as important as something we know.

    Attributes:
        with_treatment: Share of the treatment's remaining variation it would explain.
        with_outcome: Share of the outcome's remaining variation it would explain.
        estimate: The coefficient then.
        se: Its standard error then.
        low: Lower end then.
        high: Upper end then.
    """

    with_treatment: float
    with_outcome: float
    estimate: float
    se: float
    low: float
    high: float


def benchmark(
    estimate: float,
    se: float,
    df: float,
    *,
    t_outcome: float,
    t_treatment: float,
    times: float = 1.0,
) -> Benchmark:
    """Imagine a cause as strong as a known one ("lige så vigtig som tidligere beskæftigelse").

    Args:
        estimate: The treatment's coefficient.
        se: Its classic standard error.
        df: Degrees of freedom of the outcome's model.
        t_outcome: t of the known cause in the outcome's model (treatment included).
        t_treatment: t of the known cause in a linear model of the treatment on everything else.
        times: How many times as strong.

    Raises:
        VirkerError: So strong a cause would leave nothing of the treatment to explain.

    Source:
        Cinelli & Hazlett (2020), section 4.4 (`ovb_partial_r2_bound`, `adjusted_estimate`).

    Examples:
        >>> same = benchmark(1.0, 0.1, 500, t_outcome=0.0, t_treatment=3.0)
        >>> same.estimate
        1.0
    """
    known_d = t_treatment**2 / (t_treatment**2 + df + 1)
    known_y = t_outcome**2 / (t_outcome**2 + df)
    with_d = times * known_d / (1 - known_d)
    if with_d >= 1 or times * known_d**2 >= 1 - known_d:
        raise VirkerError("En så stærk årsag ville forklare alt. Prøv med mindre end det.")
    both = times * known_d**2 / ((1 - times * known_d) * (1 - known_d))
    share = ((sqrt(times) + sqrt(both)) / sqrt(1 - both)) ** 2 * known_y / (1 - known_y)
    with_y = min(share, 1.0)
    bias = sqrt(with_y * with_d / (1 - with_d)) * se * sqrt(df)
    less = estimate - bias if estimate >= 0 else estimate + bias
    wider = sqrt((1 - with_y) / (1 - with_d)) * se * sqrt(df / (df - 1))
    half = t_quantile(0.975, df - 1) * wider
    return Benchmark(with_d, with_y, less, wider, less - half, less + half)


def ratio_of_shares(treated: float, control: float) -> float:
    """Risk ratio of two shares, for `e_value`.

    Raises:
        VirkerError: A share is not above nought.

    Examples:
        >>> ratio_of_shares(0.5, 0.25)
        2.0
    """
    if treated <= 0 or control <= 0:
        raise VirkerError("Begge andele skal være over 0.")
    return treated / control


def matched_pairs(better: int, worse: int, gamma: float) -> float:
    """Largest p-value of a sign test when hidden odds of treatment differ up to `gamma` in a pair.

    Args:
        better: Pairs where the treated one did better.
        worse: Pairs where the treated one did worse.
        gamma: At least 1; 1 is no hidden difference.

    Raises:
        VirkerError: There are no pairs, or gamma is below 1.

    Source:
        Rosenbaum (2002), Observational Studies, ch. 4.

    Examples:
        >>> round(matched_pairs(8, 2, 1.0), 4)
        0.0547
    """
    n = better + worse
    if n < 1 or better < 0 or worse < 0 or gamma < 1:
        raise VirkerError("Der skal være mindst ét par, og gamma skal være mindst 1.")
    p = gamma / (1 + gamma)
    logs, total = 0.0, 0.0
    for k in range(n + 1):
        logs = n * log(1 - p) if k == 0 else logs + log((n - k + 1) / k) + log(p / (1 - p))
        total += exp(logs) if k >= better else 0.0
    return min(total, 1.0)
