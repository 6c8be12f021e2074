"""The short reference: start now against wait, in plain Python, one row at a time."""

from __future__ import annotations

from math import exp


def solve(matrix, right):
    """Gauss with pivoting."""
    n = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(n):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def chances(x, start):
    """Logistic regression by Newton; the chance of every row."""
    theta = [0.0] * len(x[0])
    for _ in range(60):
        p = [1 / (1 + exp(-dot(row, theta))) for row in x]
        score = [
            sum((s - q) * row[j] for s, q, row in zip(start, p, x, strict=True))
            for j in range(len(theta))
        ]
        hessian = [
            [
                sum(q * (1 - q) * row[j] * row[k] for q, row in zip(p, x, strict=True))
                for k in range(len(theta))
            ]
            for j in range(len(theta))
        ]
        step = solve(hessian, score)
        theta = [t + s for t, s in zip(theta, step, strict=True)]
    return [1 / (1 + exp(-dot(row, theta))) for row in x]


def expected(x, start, y):
    """Least squares among those who waited; the expectation of every row."""
    waited = [i for i, s in enumerate(start) if s == 0]
    columns = range(len(x[0]))
    gram = [[sum(x[i][j] * x[i][k] for i in waited) for k in columns] for j in columns]
    moment = [sum(x[i][j] * y[i] for i in waited) for j in columns]
    beta = solve(gram, moment)
    return [dot(row, beta) for row in x]


def att(x, start, y, person):
    """AIPW effect on those who began, and its standard error clustered by person."""
    p, m = chances(x, start), expected(x, start, y)
    weight = [0 if s else q / (1 - q) for s, q in zip(start, p, strict=True)]
    begun, total = sum(start), sum(weight)
    left = [a - b for a, b in zip(y, m, strict=True)]
    gain = dot(start, left) / begun
    loss = dot(weight, left) / total
    influence = {}
    for i, s, w, r in zip(person, start, weight, left, strict=True):
        influence[i] = influence.get(i, 0) + s * (r - gain) / begun - w * (r - loss) / total
    return gain - loss, sum(value**2 for value in influence.values()) ** 0.5
