"""Laws that hold for every pooling, on shapes and options that hypothesis chooses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib import ops
from cnnlib.ops.pool_windows import window_places
from cnnlib.shapes import Geometry
from tests.ops.pool_cases import generated
from tests.ops.reference import assert_close

CASES = st.integers(0, 10_000).map(lambda seed: generated(seed, 1)[0])
SEEDS = st.integers(0, 1000)
MAX, MAX_BACK = ops.max_pool2d, ops.max_pool2d_backward


def close(a, b):
    """Compare values of size about one."""
    np.testing.assert_allclose(a, b, rtol=1e-10, atol=1e-12)


@given(CASES, SEEDS, st.floats(-100, 100), st.floats(0.01, 100))
def test_max_keeps_order_shift_and_scale(case, seed, shift, scale):
    x = case.array(seed)
    out = MAX(x, **case.options)
    close(MAX(x + shift, **case.options), out + shift)
    close(MAX(scale * x, **case.options), scale * out)
    assert np.array_equal(MAX(np.exp(x), **case.options), np.exp(out))
    assert (MAX(x + case.array(seed + 1) ** 2, **case.options) >= out).all()


@given(CASES, SEEDS)
def test_max_is_the_negative_minimum_and_at_least_the_mean(case, seed):
    x = case.array(seed)
    out = MAX(x, **case.options)
    assert np.isin(out, x).all()
    if case.padding == "valid":  # no zeros of padding in the mean
        assert (out >= ops.avg_pool2d(x, **case.options) - 1e-12).all()
        assert (-MAX(-x, **case.options) <= ops.avg_pool2d(x, **case.options) + 1e-12).all()


@given(CASES, SEEDS)
def test_gradient_of_max_keeps_its_sum_and_goes_to_winners_alone(case, seed):
    x = case.array(seed)
    out, indices = MAX(x, **case.options, return_indices=True)
    grad = np.abs(case.array(seed + 1).sum()) + np.ones(out.shape)
    grad_x = MAX_BACK(grad, x, **case.options)
    close(grad_x.sum(), grad.sum())
    for place in np.ndindex(case.x[:-2]):
        assert set(np.flatnonzero(grad_x[place])) == set(indices[place].ravel())


@pytest.mark.parametrize("pool", [MAX, ops.avg_pool2d, lambda x, *a: ops.lp_pool2d(x, 2, *a)])
@given(SEEDS, st.tuples(*[st.integers(0, 3)] * 2), st.integers(1, 4), st.integers(1, 3))
def test_shift_by_whole_strides(pool, seed, shift, kernel, stride):
    rows, columns = (n * stride for n in shift)
    scene = np.random.default_rng(seed).standard_normal((2, 2, 9 + rows, 7 + columns))
    whole, moved = (pool(x, kernel, stride) for x in (scene, scene[:, :, rows:, columns:]))
    assert_close(moved, whole[:, :, shift[0] :, shift[1] :], tolerance=1e-12)


@given(CASES, SEEDS, st.booleans())
def test_average_is_linear_and_backward_its_adjoint(case, seed, include):
    options = {**case.options, "count_include_pad": include}
    x, z = case.array(seed), case.array(seed + 1)
    out = ops.avg_pool2d(x, **options)
    close(
        ops.avg_pool2d(3 * x - z, **options),
        3 * ops.avg_pool2d(x, **options) - ops.avg_pool2d(z, **options),
    )
    y = np.random.default_rng(seed).standard_normal(out.shape)
    back = ops.avg_pool2d_backward(y, x, **options)
    scale = np.linalg.norm(out) * np.linalg.norm(y)
    assert np.vdot(out, y) == pytest.approx(np.vdot(x, back), rel=1e-10, abs=1e-12 * scale)


@given(CASES)
def test_the_average_of_ones_is_one_where_padding_does_not_count(case):
    ones = np.ones(case.x)
    out = ops.avg_pool2d(ones, **case.options, count_include_pad=False)
    close(out, np.ones(out.shape))
    assert (ops.avg_pool2d(ones, **case.options) <= 1 + 1e-12).all()


@given(CASES, SEEDS, st.floats(1, 8))
def test_norms_lie_between_the_largest_value_and_the_sum(case, seed, p):
    x = case.array(seed)
    norm = ops.lp_pool2d(x, p, **case.options)
    assert (norm >= MAX(np.abs(x), **case.options) - 1e-12).all()
    assert (norm <= ops.lp_pool2d(x, 1, **case.options) * (1 + 1e-12)).all()
    close(ops.lp_pool2d(-2 * x, p, **case.options), 2 * norm)


@given(CASES, SEEDS, st.floats(1, 8))
def test_eulers_rule_for_norms(case, seed, p):
    """A function with f(tx) = t f(x) has <x, its gradient> = f(x)."""
    x = case.array(seed)
    norm = ops.lp_pool2d(x, p, **case.options)
    grad_x = ops.lp_pool2d_backward(np.ones_like(norm), x, p, **case.options)
    assert np.vdot(x, grad_x) == pytest.approx(norm.sum(), rel=1e-9, abs=1e-12)


@given(CASES, SEEDS)
def test_unpooling_puts_the_maxima_back(case, seed):
    x = case.array(seed)
    out, indices = MAX(x, **case.options, return_indices=True)
    for place in np.ndindex(case.x[:-2]):
        assert np.array_equal(x[place].ravel()[indices[place]], out[place])
    touching = case.padding == "valid" and case.stride is None and not case.ceil_mode
    if touching and case.dilation == (1, 1):
        kernel = case.kernel_size
        back = ops.max_unpool2d(out, indices, kernel, output_size=case.x[-2:])
        assert np.array_equal(MAX(np.where(back == 0, -np.inf, back), kernel), out)
        assert np.array_equal(
            ops.max_unpool2d_backward(back, out, indices, kernel, None, 0, case.x[-2:]), out
        )


@given(CASES, SEEDS)
def test_a_nan_reaches_the_windows_that_see_it_and_no_other(case, seed):
    x = case.array(seed)
    if x.size == 0:
        return
    place = tuple(np.random.default_rng(seed).integers(case.x))
    x[place] = np.nan
    geometry = Geometry.of(
        case.x[-2:], **case.options | {"stride": case.stride or case.kernel_size}
    )
    seen = np.zeros((*case.x[:-2], *case.output), bool)
    for a, b in np.ndindex(case.output):
        seen[(*place[:-2], a, b)] = place[-2:] in list(window_places(geometry, a, b))
    for pool in (MAX, ops.avg_pool2d, lambda x, **o: ops.lp_pool2d(x, 2, **o)):
        assert np.array_equal(np.isnan(pool(x, **case.options)), seen)
