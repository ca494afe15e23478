"""Exact intervals against the definition: the binomial tail at the bound, summed in fractions."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from transform import intervals


def chance_of_at_least(found: int, total: int, share: float) -> float:
    p = Fraction(share)
    return float(sum(comb(total, count) * p**count * (1 - p) ** (total - count) for count in range(found, total + 1)))


@pytest.mark.parametrize("found, total", [(1, 1), (1, 5), (3, 17), (29, 30), (30, 60), (400, 1000)])
def test_the_bounds_leave_a_fortieth_on_either_side(found, total):
    low, high = intervals.exact_low([found], [total])[0], intervals.exact_high([found], [total])[0]
    assert chance_of_at_least(found, total, low) == pytest.approx(0.025, abs=1e-8)
    if found < total:
        assert 1 - chance_of_at_least(found + 1, total, high) == pytest.approx(0.025, abs=1e-8)


def test_none_and_all_reach_the_ends():
    assert intervals.exact_low([0], [10])[0] == 0 and intervals.exact_high([10], [10])[0] == 1
    assert intervals.exact_high([0], [10])[0] == pytest.approx(1 - 0.025 ** (1 / 10))


def test_what_is_no_share_has_no_bounds():
    assert np.isnan(intervals.exact_low([5, -1, 0], [4, 4, 0])).all()
    assert np.isnan(intervals.exact_high([5, -1, 0], [4, 4, 0])).all()
