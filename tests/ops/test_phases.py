"""The input gradient by phases: the same as window by window, wherever it is used."""

import numpy as np
import pytest

from cnnlib.ops import phases, products
from cnnlib.shapes import Geometry

# name: (size of the output, kernel, stride, padding, dilation, groups)
CASES = {
    "stride divides the kernel": ((8, 10), (4, 4), 2, 1, 1, 1),
    "stride does not divide it": ((9, 9), (3, 3), 2, 1, 1, 1),
    "stride above the kernel": ((11, 13), (2, 3), 4, 0, 1, 1),
    "rows and columns differ": ((9, 12), (3, 4), (3, 2), ((1, 0), (0, 2)), 1, 1),
    "stride 1": ((6, 7), (3, 2), 1, "same", 1, 1),
    "dilation": ((9, 9), (3, 3), 1, 2, 2, 1),
    "groups": ((8, 8), (4, 4), 2, 1, 1, 3),
    "rows left over by rounding down": ((18, 16), (5, 5), 3, 2, 1, 1),
    "one place": ((1, 1), (1, 1), 1, 0, 1, 1),
}


@pytest.fixture(autouse=True)
def _whether_worth_it_or_not(monkeypatch):
    monkeypatch.setattr(phases, "_worth_it", lambda *arguments: True)


def draw(name, dtype=np.float64):
    """Return grad_output, weight, geometry and groups of a case, in integers that sum exactly."""
    size, kernel, stride, padding, dilation, groups = CASES[name]
    geometry = Geometry.of(size, kernel, stride, padding, dilation)
    rng = np.random.default_rng(0)
    grad = rng.integers(-9, 10, (2, 2 * groups, *geometry.output)).astype(dtype)
    weight = rng.integers(-9, 10, (2 * groups, 3, *geometry.kernel)).astype(dtype)
    return grad, weight, geometry, groups


@pytest.mark.parametrize("name", CASES)
def test_equals_the_gradient_window_by_window(name):
    case = draw(name, np.float32)
    actual, expected = phases.input_gradient(*case), products.input_gradient(*case)
    assert actual.dtype == expected.dtype
    assert np.array_equal(actual, expected)


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("name", CASES)
def test_what_is_not_finite_stays_where_it_belongs(name, value):
    for position in (0, 1):
        case = list(draw(name))
        case[position] = case[position].copy()
        case[position][0, 0, 0, 0] = value
        actual, expected = phases.input_gradient(*case), products.input_gradient(*case)
        assert np.array_equal(actual, expected, equal_nan=True)
