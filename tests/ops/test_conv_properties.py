"""Laws that hold for every convolution, on shapes and options that hypothesis chooses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.ops import conv2d, conv2d_backward, convolution_matrix, linear, pad
from cnnlib.shapes import resolve_padding
from tests.ops.cases import Case
from tests.ops.reference import assert_close, pair


def numbers(low, high):
    """Draw a pair (rows, columns)."""
    return st.tuples(st.integers(low, high), st.integers(low, high))


PADDINGS = st.one_of(
    st.integers(0, 3),
    numbers(0, 3),
    st.tuples(numbers(0, 3), numbers(0, 3)),
    st.sampled_from(["valid", "full"]),
)


@st.composite
def cases(draw, groups=None, **fixed):
    """Draw a case whose kernel fits; what is in `fixed` is not drawn."""
    kernel = draw(numbers(1, 4))
    stride = fixed.get("stride") or draw(numbers(1, 4))
    padding = fixed["padding"] if "padding" in fixed else draw(PADDINGS)
    dilation = fixed.get("dilation") or draw(numbers(1, 3))
    groups = groups or draw(st.integers(1, 3))
    reach = [d * (k - 1) + 1 for d, k in zip(pair(dilation), kernel, strict=True)]
    size = [r + draw(st.integers(0, 6)) for r in reach]
    inside, filters = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    x = (draw(st.integers(1, 3)), groups * inside, *size)
    weight = (groups * filters, inside, *kernel)
    return Case("drawn", x, weight, stride, padding, dilation, groups, bias=False)


SEEDS = st.integers(0, 1000)


@given(cases(), SEEDS, st.floats(-3, 3))
def test_linear_in_the_image(case, seed, factor):
    (x, weight, _), (y, _, _) = case.arrays(seed=seed), case.arrays(seed=seed + 1)
    whole = conv2d(factor * x + y, weight, **case.options)
    parts = factor * conv2d(x, weight, **case.options) + conv2d(y, weight, **case.options)
    np.testing.assert_allclose(whole, parts, rtol=1e-10, atol=1e-10)


@given(cases(), SEEDS, st.floats(-3, 3))
def test_linear_in_the_weights(case, seed, factor):
    (x, v, _), (_, w, _) = case.arrays(seed=seed), case.arrays(seed=seed + 1)
    whole = conv2d(x, factor * v + w, **case.options)
    parts = factor * conv2d(x, v, **case.options) + conv2d(x, w, **case.options)
    np.testing.assert_allclose(whole, parts, rtol=1e-10, atol=1e-10)


@given(cases(), SEEDS)
def test_bias_shifts_each_filter(case, seed):
    x, weight, _ = case.arrays(seed=seed)
    bias = np.arange(1.0, len(weight) + 1)
    shift = conv2d(x, weight, bias, **case.options) - conv2d(x, weight, **case.options)
    np.testing.assert_allclose(shift, np.broadcast_to(bias[:, None, None], shift.shape))


@given(cases(padding=0), SEEDS, numbers(0, 3))
def test_shift_equivariance(case, seed, shift):
    """The image moved by whole strides gives the output moved by as many windows."""
    rows, columns = (n * s for n, s in zip(shift, case.stride, strict=True))
    _, weight, _ = case.arrays(seed=seed)
    n, c, h, w = case.x
    scene = np.random.default_rng(seed).standard_normal((n, c, h + rows, w + columns))
    whole = conv2d(scene, weight, **case.options)
    moved = conv2d(scene[:, :, rows:, columns:], weight, **case.options)
    assert_close(moved, whole[:, :, shift[0] :, shift[1] :], tolerance=1e-12)


@given(cases(), SEEDS)
def test_backward_is_the_adjoint_of_forward(case, seed):
    x, weight, _ = case.arrays(seed=seed)
    out = conv2d(x, weight, **case.options)
    y = np.random.default_rng(seed + 1).standard_normal(out.shape)
    grad_x, grad_weight, _ = conv2d_backward(y, x, weight, **case.options)
    scale = np.linalg.norm(out) * np.linalg.norm(y)
    assert np.vdot(x, grad_x) == pytest.approx(np.vdot(out, y), abs=1e-12 * scale, rel=1e-10)
    assert np.vdot(weight, grad_weight) == pytest.approx(np.vdot(out, y), abs=1e-12 * scale)


@given(cases(), SEEDS)
def test_groups_are_convolutions_side_by_side(case, seed):
    x, weight, _ = case.arrays(seed=seed)
    options = {**case.options, "groups": 1}
    parts = zip(np.split(x, case.groups, 1), np.split(weight, case.groups), strict=True)
    apart = np.concatenate([conv2d(*part, **options) for part in parts], axis=1)
    assert_close(conv2d(x, weight, **case.options), apart, tolerance=1e-12)


@given(cases(), SEEDS)
def test_dilation_is_a_kernel_with_zeros_between(case, seed):
    x, weight, _ = case.arrays(seed=seed)
    (kh, kw), (dh, dw) = weight.shape[2:], case.dilation
    spread = np.zeros((*weight.shape[:2], dh * (kh - 1) + 1, dw * (kw - 1) + 1))
    spread[:, :, ::dh, ::dw] = weight
    dense = conv2d(x, spread, **{**case.options, "dilation": 1})
    assert_close(conv2d(x, weight, **case.options), dense, tolerance=1e-12)


@given(cases(), SEEDS)
def test_stride_leaves_windows_out(case, seed):
    x, weight, _ = case.arrays(seed=seed)
    all_windows = conv2d(x, weight, **{**case.options, "stride": 1})
    (sh, sw), out = case.stride, conv2d(x, weight, **case.options)
    assert_close(out, all_windows[:, :, ::sh, ::sw], tolerance=1e-12)


@given(cases(stride=(1, 1)), SEEDS, st.booleans())
def test_padding_is_zeros_around_the_image(case, seed, same):
    x, weight, _ = case.arrays(seed=seed)
    padding = "same" if same else case.padding
    sides = resolve_padding(padding, case.weight[2:], 1, case.dilation)
    framed = conv2d(np.pad(x, ((0, 0), (0, 0), *sides)), weight, **{**case.options, "padding": 0})
    out = conv2d(x, weight, **{**case.options, "padding": padding})
    assert_close(out, framed, tolerance=1e-12)
    assert np.array_equal(pad(x, sides), np.pad(x, ((0, 0), (0, 0), *sides)))
    assert not same or out.shape[2:] == x.shape[2:]


@given(cases(), SEEDS)
def test_each_image_of_a_batch_is_alone(case, seed):
    x, weight, _ = case.arrays(seed=seed)
    batch = conv2d(x, weight, **case.options)
    for image, out in zip(x, batch, strict=True):
        assert_close(conv2d(image, weight, **case.options), out, tolerance=1e-12)


@given(cases(), SEEDS)
def test_rows_and_columns_may_be_exchanged(case, seed):
    x, weight, _ = case.arrays(seed=seed)
    turned = dict(case.options, stride=case.stride[::-1], dilation=case.dilation[::-1])
    if isinstance(case.padding, tuple):
        turned["padding"] = case.padding[::-1]
    out = conv2d(x.swapaxes(2, 3), weight.swapaxes(2, 3), **turned)
    assert_close(out.swapaxes(2, 3), conv2d(x, weight, **case.options), tolerance=1e-12)


@given(SEEDS, numbers(1, 6), numbers(1, 5))
def test_one_by_one_is_a_linear_layer_at_every_pixel(seed, size, channels):
    rng = np.random.default_rng(seed)
    x, weight = rng.standard_normal((2, channels[0], *size)), rng.standard_normal(channels[::-1])
    pixels = x.transpose(0, 2, 3, 1).reshape(-1, channels[0])  # (N*H*W, C_in)
    mixed = linear(pixels, weight).reshape(2, *size, channels[1]).transpose(0, 3, 1, 2)
    assert_close(conv2d(x, weight[:, :, None, None]), mixed, tolerance=1e-12)


@given(cases(), SEEDS)
def test_the_matrix_is_the_operator_and_its_transpose_the_gradient(case, seed):
    x, weight, _ = case.arrays(seed=seed)
    matrix = convolution_matrix(weight, case.x[2:], **case.options)
    out = conv2d(x, weight, **case.options)
    flat = x.reshape(len(x), -1), out.reshape(len(out), -1)
    np.testing.assert_allclose(flat[0] @ matrix.T, flat[1], rtol=1e-10, atol=1e-10)
    grad_x, _, _ = conv2d_backward(out, x, weight, **case.options)
    np.testing.assert_allclose(flat[1] @ matrix, grad_x.reshape(len(x), -1), rtol=1e-9, atol=1e-9)


@given(cases(), SEEDS)
def test_nan_reaches_the_windows_that_see_it_and_no_other(case, seed):
    x, weight, _ = case.arrays(seed=seed)
    place = tuple(np.random.default_rng(seed).integers(case.x))
    marked, seen = x.copy(), np.zeros(case.x)
    marked[place], seen[place] = np.nan, 1
    reached = conv2d(seen, np.ones_like(weight), **case.options) > 0
    assert np.array_equal(np.isnan(conv2d(marked, weight, **case.options)), reached)
