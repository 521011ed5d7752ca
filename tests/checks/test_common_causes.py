"""Mistakes that show in any result."""

import numpy as np
import pytest

from cnnlib.checks import common_cause

RNG = np.random.default_rng(0)
EXPECTED = RNG.integers(1, 50, (2, 3, 4, 4)) + 0.5
SHOWN = {
    "first-sample-only": EXPECTED[0],
    "axes-swapped": EXPECTED.swapaxes(-1, -2),
    "axes-permuted": EXPECTED.transpose(0, 2, 3, 1),
    "turned-around": EXPECTED[..., ::-1, ::-1],
    "extra-axis": EXPECTED[None],
    "all-zero": np.zeros_like(EXPECTED),
    "integer-division": np.floor(EXPECTED),
    "sign": -EXPECTED,
    "last-window": EXPECTED[..., :-1, :],
    "shifted": np.roll(EXPECTED, 1, axis=-1),
    "constant-factor": EXPECTED / 9,
}


@pytest.mark.parametrize("slug", SHOWN)
def test_a_common_mistake_is_seen_in_the_result(slug):
    assert common_cause(EXPECTED, SHOWN[slug])[0] == slug


def test_off_by_one_is_a_matter_of_whole_numbers():
    assert common_cause(np.array(7), np.array(8))[0] == "off-by-one"
    assert common_cause(np.array(7.0), np.array(8.0)) is None


def test_coarse_numbers_are_known_by_their_digits():
    exact = RNG.random((3, 4))
    assert common_cause(exact, np.round(exact, 2))[0] == "rounded"
    assert common_cause(exact, exact.astype(np.float16))[0] == "half-precision"
    assert common_cause(exact, exact + 0.01) is None


@pytest.mark.parametrize("factor", [np.inf, np.nan, 0.0])
def test_values_that_are_not_finite_have_no_factor(factor):
    found = common_cause(EXPECTED, EXPECTED * factor)
    assert found is None or found[0] == "all-zero"


def test_noise_has_no_common_cause():
    assert common_cause(EXPECTED, RNG.random(EXPECTED.shape)) is None


def test_truth_values_have_none():
    assert common_cause(np.array([True, False]), np.array([False, True])) is None
