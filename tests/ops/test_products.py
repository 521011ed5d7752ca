"""However the products are cut into chunks and rows, they give one result, NaN included.

The ways are chosen by size. Here each is forced on every case, so that none is right by luck.
"""

import tracemalloc
import warnings
from functools import cache
from itertools import product

import numpy as np
import pytest
from numpy.lib.array_utils import byte_bounds

from cnnlib.ops import conv2d, conv2d_backward, conv2d_backward_naive, conv2d_naive, products
from cnnlib.ops.windows import surround, view_windows
from cnnlib.shapes import Geometry
from tests.ops.cases import CASES, SMALL, generated
from tests.ops.reference import assert_close, torch_conv2d_grads

# What each constant of the module decides at its least, in between and at its most.
TUNING = {
    "CHUNK_BYTES": (1, 5_000, 1 << 40),
    "FEW_PLACES": (0, 1 << 40),
    "FALSE_WORK": (-1, 1 << 40),
}
SETTINGS = [dict(zip(TUNING, values, strict=True)) for values in product(*TUNING.values())]
WIDE = [case for case in SMALL if case.stride == 1 and case.x[0] > 0]


def settle(monkeypatch, settings):
    """Put the constants of `products` at these values for the length of a test."""
    for name, value in settings.items():
        monkeypatch.setattr(products, name, value)


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
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
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


@pytest.mark.parametrize("false_work", TUNING["FALSE_WORK"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("which", ["x", "weight", "grad"])
def test_what_is_not_finite_stays_where_the_loops_have_it(monkeypatch, which, value, false_work):
    settle(monkeypatch, {"FALSE_WORK": false_work})
    for seed, case in enumerate(WIDE):
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


def ends(value, other):
    """Rows that end with `value` and begin with `other`: only a false window sees both."""
    x = np.zeros((1, 4, 6, 24), np.float32)
    x[..., -1], x[..., 0] = value, other
    return x


@pytest.mark.parametrize("false_work", TUNING["FALSE_WORK"])
@pytest.mark.parametrize(("value", "other"), [(np.inf, -np.inf), (3e38, 3e38), (np.nan, np.inf)])
def test_what_no_window_sees_gives_no_warning(monkeypatch, value, other, false_work):
    settle(monkeypatch, {"FALSE_WORK": false_work})
    x, weight = ends(value, other), np.ones((1, 4, 1, 3), np.float32)
    x[:, 1:] = 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        out = conv2d(x, weight)
    assert out[0, 0, 0, 0] == other
    assert np.array_equal(out[0, 0, 0, -1], np.float32(value), equal_nan=True)
    assert (out[..., 1:-1] == 0).all()


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_extra_memory_is_bounded_by_the_chunk_not_by_the_batch(monkeypatch, settings):
    """A batch 8 times as large asks for no more than its results beyond what one image asks."""
    if settings["CHUNK_BYTES"] > 1 << 30:
        settings = {**settings, "CHUNK_BYTES": 1 << 18}
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


@pytest.mark.parametrize("padding", [0, 1, 2, ((0, 0), (0, 3)), ((0, 0), (4, 1)), "full"], ids=str)
@pytest.mark.parametrize("width", [1, 2, 3, 8])
@pytest.mark.parametrize("kernel", [1, 2, 3, 5])
@pytest.mark.parametrize("dilation", [1, 3])
def test_whole_rows_never_reach_beyond_what_is_stored(
    monkeypatch, padding, width, kernel, dilation
):
    monkeypatch.setattr(products, "FALSE_WORK", 1 << 40)
    rng = np.random.default_rng(0)
    x, weight = rng.standard_normal((2, 4, 3, width)), rng.standard_normal((1, 4, 1, kernel))
    try:
        geometry = Geometry.of(x.shape[2:], (1, kernel), 1, padding, dilation)
    except ValueError:
        return  # the kernel does not fit
    row = products._row_width(weight, geometry, 1)
    stored = surround(x, products._stored_padding(geometry, row))
    view = view_windows(stored, geometry, row)
    assert byte_bounds(view)[1] <= byte_bounds(stored)[1]
    naive = conv2d_naive(x, weight, None, 1, padding, dilation)
    assert_close(conv2d(x, weight, None, 1, padding, dilation), naive)
