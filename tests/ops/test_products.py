"""However the products are cut into chunks and rows, they give one result, NaN included.

The ways are chosen by size. Here each is forced on every case, so that none is right by luck.
"""

import tracemalloc
import warnings
from functools import cache
from itertools import product

import numpy as np
import pytest

from cnnlib.ops import (
    columns,
    conv2d,
    conv2d_backward,
    conv2d_backward_naive,
    conv2d_naive,
    products,
)
from tests.ops.cases import CASES, SMALL, generated
from tests.ops.reference import assert_close, torch_conv2d_grads

# What each constant decides at its least, in between and at its most.
TUNING = {
    (columns, "CHUNK_BYTES"): (1, 5_000, 1 << 40),
    (columns, "FEW_PLACES"): (0, 1 << 40),
    (columns, "ROWS_UP_TO"): (0, 1 << 40),
    (columns, "LEAST_PLACES"): (0,),  # so that bands may be of one row
    (columns, "LEAST_PLACES_SUMMED"): (0,),
    (products, "FEW_FILTERS"): (0, 1 << 40),
}
SETTINGS = [dict(zip(TUNING, values, strict=True)) for values in product(*TUNING.values())]
WAYS = [
    {(columns, "FEW_PLACES"): 0, (columns, "ROWS_UP_TO"): 0},  # plain
    {(columns, "FEW_PLACES"): 0, (columns, "ROWS_UP_TO"): 1 << 40},  # by rows
    {(columns, "FEW_PLACES"): 1 << 40, (columns, "ROWS_UP_TO"): 0},  # beside
]
FINITE_CASES = [case for case in SMALL if case.x[0] > 0]


def shown(settings):
    """Name a setting in the list of tests."""
    return ", ".join(f"{name}={value}" for (_, name), value in settings.items())


def settle(monkeypatch, settings):
    """Put the constants at these values for the length of a test."""
    for (module, name), value in settings.items():
        monkeypatch.setattr(module, name, value)


def run(case, x, weight, bias, grad, forward=conv2d, backward=conv2d_backward):
    """Return the output and the three gradients."""
    out = forward(x, weight, bias, **case.options)
    return out, *backward(grad, x, weight, **case.options)


def arrays(case):
    """Draw x, weight, bias and the gradient of the output."""
    x, weight, bias = case.arrays()
    out = conv2d(x, weight, bias, **case.options)
    return x, weight, bias, np.random.default_rng(1).standard_normal(out.shape)


@cache
def expected(case):
    """Ask torch once for a case, not once for every setting."""
    return torch_conv2d_grads(case, *arrays(case))


@pytest.mark.filterwarnings("ignore:Using padding='same'")
@pytest.mark.parametrize("settings", SETTINGS, ids=shown)
def test_every_way_agrees_with_torch(monkeypatch, settings):
    wanted = [(case, *arrays(case)) for case in [*CASES, *generated(3, 30)]]
    settle(monkeypatch, settings)
    for case, *given in wanted:
        if case.products <= 1_000_000:
            for actual, right in zip(run(case, *given), expected(case), strict=True):
                assert_close(actual, right)


def kinds(a):
    """Tell NaN, the two infinities and finite numbers apart."""
    return np.isnan(a) * 3 + np.isposinf(a) * 2 + np.isneginf(a) * 1


def poisoned(a, value, seed):
    """Copy `a` with `value` in its corners, where rows end, and at one place drawn."""
    a = a.copy()
    place = tuple(np.random.default_rng(seed).integers(a.shape))
    a[place] = value
    a[..., -1, -1] = value
    return a


@pytest.mark.parametrize("way", WAYS, ids=shown)
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("which", ["x", "weight", "grad"])
def test_what_is_not_finite_stays_where_the_loops_have_it(monkeypatch, which, value, way):
    settle(monkeypatch, way)
    for seed, case in enumerate(FINITE_CASES):
        if case.products > 8_000:
            continue
        given = dict(zip(("x", "weight", "bias", "grad"), arrays(case), strict=True))
        given[which] = poisoned(given[which], value, seed)
        with np.errstate(invalid="ignore"):
            fast = run(case, **given)
            slow = run(case, **given, forward=conv2d_naive, backward=conv2d_backward_naive)
        for actual, right in zip(fast, slow, strict=True):
            assert np.array_equal(kinds(actual), kinds(right)), case.name
            finite = np.isfinite(right)
            assert_close(actual[finite], right[finite])


@pytest.mark.parametrize("way", WAYS, ids=shown)
def test_what_overflows_is_infinite_without_a_warning(monkeypatch, way):
    settle(monkeypatch, way)
    x, weight = np.full((2, 4, 6, 6), 3e38, np.float32), np.ones((1, 4, 3, 3), np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        out = conv2d(x, weight, np.full(1, 3e38, np.float32))
        assert np.isposinf(out).all()
        for grad in conv2d_backward(np.full_like(out, 3e38), x, weight):
            assert np.isposinf(grad).any()


@pytest.mark.parametrize("settings", SETTINGS, ids=shown)
def test_extra_memory_is_bounded_by_the_chunk_not_by_the_batch(monkeypatch, settings):
    """A batch 8 times as large asks for no more than its results beyond what one image asks."""
    if settings[columns, "CHUNK_BYTES"] > 1 << 30:
        settings = {**settings, (columns, "CHUNK_BYTES"): 1 << 18}
    settle(monkeypatch, settings)
    peaks = []
    for batch in (8, 64):
        x, weight = np.ones((batch, 8, 16, 16)), np.ones((4, 8, 3, 3))
        conv2d(x, weight)
        tracemalloc.start()
        conv2d(x, weight)
        peaks.append(tracemalloc.get_traced_memory()[1] - batch * 4 * 14 * 14 * 8)
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + (1 << 16)
