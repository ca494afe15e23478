"""Exact intervals of a share (Clopper and Pearson 1934): honest for small numbers, where the usual ones are not."""

from math import lgamma

import numpy as np

CONFIDENCE = 0.95
STEPS = 60
CLOSE = 1e-10
FRACTIONS = 2000
TINY = 1e-300
log_gamma = np.vectorize(lgamma, otypes=[float])


def exact_low(successes: np.ndarray, trials: np.ndarray) -> np.ndarray:
    """Lower bounds: the share at which so many successes or more have a chance of (1 - ``CONFIDENCE``) / 2; 0 at none.

    ``successes`` and ``trials`` are integers of one length, 0 <= successes <= trials and trials > 0;
    the bound is nan where they are not.
    """
    found, total = np.asarray(successes, float), np.asarray(trials, float)
    possible = (found >= 0) & (found <= total) & (total > 0)
    bound = np.where(possible, 0.0, np.nan)
    inner = possible & (found > 0)
    bound[inner] = beta_quantile((1 - CONFIDENCE) / 2, found[inner], total[inner] - found[inner] + 1)
    return bound


def exact_high(successes: np.ndarray, trials: np.ndarray) -> np.ndarray:
    """Upper bounds: by symmetry one less the lower bound of the failures."""
    total = np.asarray(trials, float)
    return 1 - exact_low(total - np.asarray(successes, float), total)


def beta_quantile(probability: float, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Where the beta distribution's cumulative probability is reached: Newton's steps, halving where one leads out."""
    low, high = np.zeros(len(first)), np.ones(len(first))
    point = first / (first + second)
    logarithm = log_gamma(first + second) - log_gamma(first) - log_gamma(second) if len(first) else low
    for _ in range(STEPS):
        excess = beta_cumulative(point, first, second, logarithm) - probability
        low, high = np.where(excess < 0, point, low), np.where(excess < 0, high, point)
        density = np.exp(logarithm + (first - 1) * np.log(point) + (second - 1) * np.log1p(-point))
        nearer = point - excess / np.maximum(density, TINY)
        nearer = np.where((nearer >= low) & (nearer <= high), nearer, (low + high) / 2)
        if np.all(np.abs(nearer - point) < CLOSE * point):
            return nearer
        point = nearer
    return point


def beta_cumulative(x: np.ndarray, first: np.ndarray, second: np.ndarray, logarithm: np.ndarray) -> np.ndarray:
    """The regularized incomplete beta function; ``logarithm`` is that of 1 / B(first, second)."""
    swapped = x > (first + 1) / (first + second + 2)
    a, b = np.where(swapped, second, first), np.where(swapped, first, second)
    point = np.where(swapped, 1 - x, x)
    with np.errstate(divide="ignore"):
        weight = np.exp(logarithm + a * np.log(point) + b * np.log1p(-point)) / a
    share = weight * continued_fraction(point, a, b)
    return np.where(swapped, 1 - share, share)


def continued_fraction(x: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method."""
    above, below = np.ones_like(x), 1 / away_from_zero(1 - (a + b) * x / (a + 1))
    value = below.copy()
    for m in range(1, FRACTIONS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            below = 1 / away_from_zero(1 + term * below)
            above = away_from_zero(1 + term / above)
            step = above * below
            value = value * step
        if np.all(np.abs(step - 1) < 1e-14):
            break
    return value


def away_from_zero(value: np.ndarray) -> np.ndarray:
    return np.where(np.abs(value) < TINY, TINY, value)
