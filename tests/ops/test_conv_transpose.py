"""Transposed convolution: by hand, as PyTorch, as its loops, and as the adjoint of convolution."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.gradcheck import numerical_gradient, relative_error
from cnnlib.ops import (
    conv2d,
    conv2d_backward,
    conv_transpose2d,
    conv_transpose2d_backward,
    conv_transpose2d_backward_naive,
    conv_transpose2d_naive,
    convolution_matrix,
    transposed_convolution_matrix,
)
from cnnlib.shapes import output_padding_for
from tests.ops.conv_transpose_cases import generated
from tests.ops.reference import answers, assert_close

FORWARD = pytest.mark.parametrize("forward", [conv_transpose2d, conv_transpose2d_naive])
BACKWARD = pytest.mark.parametrize(
    "backward", [conv_transpose2d_backward, conv_transpose2d_backward_naive]
)
BLOCKS = pytest.mark.parametrize("seed", range(10))
BLOCK = 20  # generated cases a test
CASES = st.integers(0, 10_000).map(lambda seed: generated(seed, 1)[0])


@FORWARD
def test_stamps_by_hand(forward):
    x, weight = np.array([[[1.0, 10.0]]]), np.array([[[[1.0, 2.0, 3.0]]]])
    assert forward(x, weight).tolist() == [[[1, 12, 23, 30]]]
    assert forward(x, weight, stride=2).tolist() == [[[1, 2, 13, 20, 30]]]
    assert forward(x, weight, stride=4).tolist() == [[[1, 2, 3, 0, 10, 20, 30]]]
    assert forward(x, weight, stride=2, padding=(0, 1)).tolist() == [[[2, 13, 20]]]
    assert forward(x, weight, stride=2, padding=((0, 0), (2, 1))).tolist() == [[[13, 20]]]
    longer = forward(x, weight, stride=(1, 2), padding=(0, 1), output_padding=(0, 1))
    assert longer.tolist() == [[[2, 13, 20, 30]]]
    assert forward(x, weight, dilation=(1, 2)).tolist() == [[[1, 10, 2, 20, 3, 30]]]
    assert forward(x, weight, np.array([5.0]), stride=4)[0, 0, 3] == 5
    assert forward(x, weight, padding="same").tolist() == [[[12, 23]]]


@FORWARD
def test_channels_and_groups_by_hand(forward):
    x, weight = np.array([[[1.0]], [[10.0]]]), np.array([[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]]])
    assert forward(x, weight).ravel().tolist() == [31, 42]
    assert forward(x, weight, groups=2).ravel().tolist() == [1, 2, 30, 40]


@BACKWARD
def test_gradients_by_hand(backward):
    x, weight = np.array([[[1.0, 10.0]]]), np.array([[[[1.0, 2.0, 3.0]]]])
    grad = np.array([[[1.0, 0.0, 0.0, 2.0, 0.0]]])
    grad_x, grad_weight, grad_bias = backward(grad, x, weight, stride=2)
    assert grad_x.tolist() == [[[1, 4]]]
    assert grad_weight.tolist() == [[[[1, 20, 0]]]]
    assert grad_bias.tolist() == [3]


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@BLOCKS
def test_agrees_with_torch(seed, dtype):
    for number, case in enumerate(generated(seed, BLOCK)):
        x, weight, bias = case.arrays(number, dtype)
        out = conv_transpose2d(x, weight, bias, **case.options)
        grad = np.random.default_rng(number).standard_normal(out.shape).astype(dtype)
        ours = out, *conv_transpose2d_backward(grad, x, weight, **case.options)
        wide = [None if a is None else a.astype(float) for a in (grad, x, weight, bias)]
        zeros = np.zeros(case.weight[1] * case.options["groups"])
        theirs = answers(case.torch, *wide[:3], zeros if bias is None else wide[3])
        for actual, expected in zip(ours, theirs, strict=True):
            assert_close(actual, expected.astype(dtype))


@BLOCKS
def test_agrees_with_the_loops(seed):
    for number, case in enumerate(generated(100 + seed, BLOCK)):
        x, weight, bias = case.arrays(number)
        out = conv_transpose2d_naive(x, weight, bias, **case.options)
        assert_close(conv_transpose2d(x, weight, bias, **case.options), out)
        grad = np.random.default_rng(number).standard_normal(out.shape)
        fast = conv_transpose2d_backward(grad, x, weight, **case.options)
        slow = conv_transpose2d_backward_naive(grad, x, weight, **case.options)
        for actual, expected in zip(fast, slow, strict=True):
            assert_close(actual, expected)


@pytest.mark.parametrize("case", generated(7, 10), ids=str)
def test_backward_is_what_differences_measure(case):
    x, weight, _ = case.arrays()
    forward = lambda x, w, b: conv_transpose2d(x, w, b, **case.options)  # noqa: E731
    bias = np.zeros(weight.shape[1] * case.options["groups"])
    grad = np.random.default_rng(1).standard_normal(forward(x, weight, bias).shape)
    ours = conv_transpose2d_backward(grad, x, weight, **case.options)
    measured = [
        numerical_gradient(lambda a: forward(a, weight, bias), x, grad),
        numerical_gradient(lambda a: forward(x, a, bias), weight, grad),
        numerical_gradient(lambda a: forward(x, weight, a), bias, grad),
    ]
    for actual, expected in zip(ours, measured, strict=True):
        assert relative_error(actual, expected) < 1e-8


@given(
    st.integers(0, 1000),
    st.tuples(*[st.integers(1, 4)] * 2),
    st.tuples(*[st.integers(1, 4)] * 2),
    st.integers(0, 2),
    st.integers(1, 3),
    st.integers(1, 3),
)
def test_is_the_adjoint_of_convolution(seed, kernel, stride, padding, dilation, groups):
    rng = np.random.default_rng(seed)
    size = [d + dilation * (k - 1) for d, k in zip(rng.integers(1, 8, 2), kernel, strict=True)]
    image = rng.standard_normal((2, 2 * groups, *size))
    weight = rng.standard_normal((3 * groups, 2, *kernel))
    options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    out = conv2d(image, weight, **options)
    y = rng.standard_normal(out.shape)
    axes = zip(size, kernel, stride, strict=True)
    extra = tuple(output_padding_for(n, k, s, padding, dilation) for n, k, s in axes)
    spread = conv_transpose2d(y, weight, output_padding=extra, **options)
    assert_close(spread, conv2d_backward(y, image, weight, **options)[0])
    assert np.vdot(out, y) == pytest.approx(np.vdot(image, spread), rel=1e-9, abs=1e-10)


@given(CASES, st.integers(0, 1000))
def test_the_matrix_is_the_operator_and_the_transpose_of_the_convolutions(case, seed):
    x, weight, _ = case.arrays(seed)
    matrix = transposed_convolution_matrix(weight, case.x[-2:], **case.options)
    out = conv_transpose2d(x, weight, **case.options)
    for image, enlarged in zip(x, out, strict=True) if x.ndim == 4 else [(x, out)]:
        np.testing.assert_allclose(matrix @ image.ravel(), enlarged.ravel(), rtol=1e-9, atol=1e-10)
    options = {n: v for n, v in case.options.items() if n != "output_padding"}
    if all(p < s for p, s in zip(case.options["output_padding"], options["stride"], strict=True)):
        forward = convolution_matrix(weight, out.shape[-2:], **options)
        assert np.array_equal(matrix, forward.T)


def test_one_channel_without_its_axes():
    matrix = transposed_convolution_matrix(np.array([[1.0, 2.0, 3.0]]), (1, 2), stride=2)
    assert matrix.tolist() == [[1, 0], [2, 0], [3, 1], [0, 2], [0, 3]]
    assert transposed_convolution_matrix(np.ones((2, 2)), 3).shape == (16, 9)
    with pytest.raises(ValueError, match=r"input_size .* dense matrix"):
        transposed_convolution_matrix(np.ones((2, 2)), 300)


@pytest.mark.parametrize("kernel", [2, 3, 4])
@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize("where", ["x", "weight"])
@pytest.mark.parametrize("padding", [0, 1])
def test_what_is_not_finite_reaches_its_own_stamps_alone(where, bad, kernel, padding):
    """Also where the fast form would multiply it by a zero that is in no formula."""
    arrays = {"x": np.ones((1, 2, 4, 3)), "weight": np.ones((2, 2, kernel, kernel))}
    arrays[where].flat[5] = bad
    out = conv_transpose2d(**arrays, stride=2, padding=padding)
    slow = conv_transpose2d_naive(**arrays, stride=2, padding=padding)
    assert np.array_equal(out, slow, equal_nan=True)
    assert np.isfinite(out).any()


@FORWARD
def test_dtype_layout_and_inputs(forward):
    rng = np.random.default_rng(0)
    x, weight = rng.standard_normal((2, 4, 3, 5)), rng.standard_normal((4, 3, 2, 3))
    copies = x.copy(), weight.copy()
    expected = forward(x, weight, None, 2, 1)
    assert expected.flags.c_contiguous
    for layout in (np.asfortranarray, lambda a: np.repeat(a, 2, axis=3)[..., ::2]):
        assert_close(forward(layout(x), layout(weight), None, 2, 1), expected)
    assert np.array_equal(x, copies[0])
    assert np.array_equal(weight, copies[1])
    assert np.array_equal(forward(x[0], weight, None, 2, 1), forward(x[:1], weight, None, 2, 1)[0])
    small = forward(x.astype(np.float32), weight.astype(np.float32), None, 2, 1)
    assert_close(small, expected.astype(np.float32))


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (
            {"x": np.ones((2, 3, 4, 4))},
            ValueError,
            r"x of shape \(2, 3, 4, 4\) has 3 channels, but",
        ),
        (
            {"x": np.ones((3, 4, 4))},
            ValueError,
            r"x of shape \(3, 4, 4\) has 3 channels, but weight",
        ),
        ({"x": np.ones((2, 4, 4, 4), int)}, TypeError, "x must be float32 or float64"),
        ({"x": np.ones((4, 4))}, ValueError, "x must have the shape"),
        ({"weight": np.ones((4, 3, 2))}, ValueError, "weight must have the shape"),
        ({"weight": np.ones((4, 0, 2, 2))}, ValueError, "weight must not be empty"),
        ({"weight": np.ones((4, 3, 2, 2), np.float32)}, TypeError, "weight is float32"),
        ({"bias": np.ones(4)}, ValueError, r"bias must have the shape \(3,\)"),
        ({"groups": 3}, ValueError, r"4 channels, .* groups=3 .* weight.shape\[0\] % groups == 0"),
        ({"groups": 0}, ValueError, "groups must be at least 1"),
        ({"stride": 0}, ValueError, "stride must be at least 1"),
        (
            {"output_padding": 1},
            ValueError,
            "output_padding 1 must be below stride 1 or dilation 1",
        ),
        ({"output_padding": (0, -1)}, ValueError, "output_padding must be at least 0"),
        ({"padding": 3}, ValueError, r"padding \(3, 3\) leaves no output"),
        ({"padding": "same", "stride": 2}, ValueError, 'padding="same" needs stride 1'),
        ({"stride": 2**27}, ValueError, "with padding .* places"),
    ],
    ids=lambda value: str(value)[:40],
)
@FORWARD
def test_errors_name_the_argument(forward, change, error, message):
    valid = {"x": np.ones((2, 4, 4, 4)), "weight": np.ones((4, 3, 2, 2))}
    with pytest.raises(error, match=message):
        forward(**{**valid, **change})


def test_backward_wants_the_gradient_of_its_output():
    x, weight = np.ones((2, 4, 4, 4)), np.ones((4, 3, 2, 2))
    with pytest.raises(ValueError, match=r"grad_output must have the shape \(2, 3, 5, 5\)"):
        conv_transpose2d_backward(np.ones((2, 4, 4, 4)), x, weight)
    with pytest.raises(TypeError, match="grad_output is float32"):
        conv_transpose2d_backward(np.ones((2, 3, 5, 5), np.float32), x, weight)
