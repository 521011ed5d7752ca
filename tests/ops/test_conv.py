"""Convolution gives what can be worked out by hand, what PyTorch gives, and what its loops give."""

import numpy as np
import pytest

from cnnlib.gradcheck import numerical_gradient, relative_error
from cnnlib.ops import conv2d, conv2d_backward, conv2d_backward_naive, conv2d_naive
from tests.ops.cases import CASES, SMALL, generated
from tests.ops.reference import assert_close, torch_conv2d_grads

FORWARD = pytest.mark.parametrize("forward", [conv2d, conv2d_naive])
BACKWARD = pytest.mark.parametrize("backward", [conv2d_backward, conv2d_backward_naive])
EVERY = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
FEW = pytest.mark.parametrize("case", SMALL, ids=lambda case: case.name)
BLOCKS = pytest.mark.parametrize("seed", range(8))
BLOCK = 25  # generated cases a test


def plane(*rows):
    """Write numbers as one image of one channel."""
    return np.array([rows], float)


def filter_of(*rows):
    """Write numbers as one filter of one channel."""
    return np.array([[rows]], float)


CROSS = filter_of([1, 0, 1], [0, 1, 0], [1, 0, 1])
DIGIT = plane([1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0])
LEFT_EDGE = filter_of([1, 0, 0], [1, 0, 0], [1, 0, 0])
PATTERN = plane(
    [1, 0, 0, 1, 0, 0],
    [1, 1, 0, 1, 0, 0],
    [1, 0, 0, 1, 0, 0],
    [1, 1, 1, 1, 1, 1],
    [1, 0, 0, 1, 0, 0],
    [1, 0, 0, 1, 0, 0],
)


@FORWARD
def test_cross_over_a_digit(forward):
    assert forward(DIGIT, CROSS).tolist() == [[[4, 3, 4], [2, 4, 3], [2, 3, 4]]]


@FORWARD
def test_left_edge_over_a_pattern(forward):
    expected = [[3, 1, 0, 3], [3, 2, 1, 3], [3, 1, 1, 3], [3, 1, 1, 3]]
    assert forward(PATTERN, LEFT_EDGE).tolist() == [expected]


@FORWARD
def test_the_filter_is_not_flipped(forward):
    assert forward(plane([1, 0, 0]), filter_of([10, 20])).tolist() == [[[10, 0]]]


@FORWARD
def test_channels_are_summed_and_the_bias_is_added(forward):
    x = np.array([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]])
    weight = np.array([[[[1.0]], [[10.0]]], [[[0.0]], [[-1.0]]]])
    out = forward(x, weight, np.array([100.0, 0.5]))
    assert out.tolist() == [[[151, 162], [173, 184]], [[-4.5, -5.5], [-6.5, -7.5]]]


@FORWARD
def test_same_pads_an_even_kernel_at_the_end(forward):
    assert forward(plane([1, 2, 3]), filter_of([1, 10]), padding="same").tolist() == [[[21, 32, 3]]]


@FORWARD
def test_rows_come_before_columns_in_every_option(forward):
    x, one = np.arange(20.0).reshape(1, 4, 5), np.ones((1, 1, 1, 1))
    assert forward(x, one, stride=(3, 2)).tolist() == [[[0, 2, 4], [15, 17, 19]]]
    assert forward(x, np.ones((1, 1, 2, 2)), dilation=(3, 4)).tolist() == [[[0 + 4 + 15 + 19]]]
    assert forward(x, one, padding=((1, 0), (0, 2))).shape == (1, 5, 7)


@BACKWARD
def test_gradients_of_a_sum_by_hand(backward):
    x = plane([1, 1, 0], [1, 1, 0], [1, 0, 0])
    weight = filter_of([1, 2], [3, 4])
    grad_x, grad_weight, grad_bias = backward(np.ones((1, 2, 2)), x, weight)
    assert grad_x.tolist() == [[[1, 3, 2], [4, 10, 6], [3, 7, 4]]]
    assert grad_weight.tolist() == [[[[4, 2], [3, 1]]]]
    assert grad_bias.tolist() == [4]


@BACKWARD
def test_one_output_alone_sends_its_gradient_to_its_window(backward):
    x, weight = np.arange(16.0).reshape(1, 4, 4), filter_of([1, 2], [3, 4])
    grad = np.zeros((1, 3, 3))
    grad[0, 1, 2] = 10
    grad_x, grad_weight, _ = backward(grad, x, weight)
    assert grad_weight.tolist() == [[[[60, 70], [100, 110]]]]
    assert grad_x[0, 1:3, 2:4].tolist() == [[10, 20], [30, 40]]
    assert np.count_nonzero(grad_x) == 4


def compare_with_torch(case, dtype, seed=0):
    """Compare forward and all three gradients, in `dtype`, with torch in float64."""
    x, weight, bias = case.arrays(dtype, seed)
    out = conv2d(x, weight, bias, **case.options)
    grad = np.random.default_rng(seed + 1).standard_normal(out.shape).astype(dtype)
    ours = out, *conv2d_backward(grad, x, weight, **case.options)
    wide = [None if a is None else a.astype(float) for a in (x, weight, bias, grad)]
    for actual, expected in zip(ours, torch_conv2d_grads(case, *wide), strict=True):
        assert_close(actual, expected.astype(dtype))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.filterwarnings("ignore:Using padding=.same.")
@EVERY
def test_agrees_with_torch(case, dtype):
    compare_with_torch(case, dtype)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@BLOCKS
def test_agrees_with_torch_on_generated_cases(seed, dtype):
    for number, case in enumerate(generated(seed, BLOCK)):
        compare_with_torch(case, dtype, seed=number)


def compare_with_loops(case, seed=0):
    """Compare the fast forms with the naive ones."""
    x, weight, bias = case.arrays(seed=seed)
    out = conv2d_naive(x, weight, bias, **case.options)
    assert_close(conv2d(x, weight, bias, **case.options), out)
    grad = np.random.default_rng(seed + 1).standard_normal(out.shape)
    fast = conv2d_backward(grad, x, weight, **case.options)
    slow = conv2d_backward_naive(grad, x, weight, **case.options)
    for actual, expected in zip(fast, slow, strict=True):
        assert_close(actual, expected)


@FEW
def test_agrees_with_the_loops(case):
    compare_with_loops(case)


@BLOCKS
def test_agrees_with_the_loops_on_generated_cases(seed):
    for case in generated(100 + seed, BLOCK):
        if case.products <= 10_000:
            compare_with_loops(case)


@pytest.mark.parametrize("case", generated(7, 12), ids=lambda case: case.name)
def test_backward_is_what_differences_measure(case):
    x, weight, bias = case.arrays()
    out = conv2d(x, weight, bias, **case.options)
    grad = np.random.default_rng(1).standard_normal(out.shape)
    grad_x, grad_weight, grad_bias = conv2d_backward(grad, x, weight, **case.options)
    bias = np.zeros(len(weight)) if bias is None else bias
    measured = [
        numerical_gradient(lambda a: conv2d(a, weight, bias, **case.options), x, grad),
        numerical_gradient(lambda a: conv2d(x, a, bias, **case.options), weight, grad),
        numerical_gradient(lambda a: conv2d(x, weight, a, **case.options), bias, grad),
    ]
    for ours, theirs in zip((grad_x, grad_weight, grad_bias), measured, strict=True):
        assert relative_error(ours, theirs) < 1e-8


def test_the_table_is_wide_enough():
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)
    assert len({case.weight[2:] for case in CASES}) >= 12
    assert {len(case.x) for case in CASES} == {3, 4}
