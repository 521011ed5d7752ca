"""The values of cases are exact in any order and precision."""

import numpy as np

from cnnlib.checks import draws


def test_sums_of_quarters_are_exact_in_single_precision():
    x = draws.quarters(np.random.default_rng(0), 5, 40)
    assert (np.float32(x).sum(axis=1) == x.sum(axis=1)).all()
    assert (x * 4 == np.round(x * 4)).all()
    assert (x != np.round(x)).any()


def test_distinct_values_are_distinct():
    x = draws.distinct(np.random.default_rng(0), 4, 5, low=-3)
    assert sorted(x.ravel()) == [*range(-3, 17)]


def test_whole_numbers_keep_their_bounds():
    x = draws.whole(np.random.default_rng(0), 100, low=1, high=3)
    assert {*x} == {1.0, 2.0}
